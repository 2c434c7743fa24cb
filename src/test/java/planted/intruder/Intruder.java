package planted.intruder;

import org.apache.lucene.index.Term;
import planted.host.Host;
import planted.host.inner.Secretive;

/// Breaks all three rules at once.
class Intruder {

    Host undeclared = new Host();
    Secretive internal = new Secretive();
    Term library = new Term("outside", "its room");
}
