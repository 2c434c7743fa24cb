package planted.host;

/// A module that others may use.
public class Host {}
