package planted.host.inner;

/// Lies in a sub-package, so it is internal to its module.
public class Secretive {}
