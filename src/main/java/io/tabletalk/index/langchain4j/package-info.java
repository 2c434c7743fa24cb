/// The index in any store of vectors for which LangChain4j has an adapter: passages lie there, and a catalogue in the
/// state database says which of them count.
@org.jspecify.annotations.NullMarked
package io.tabletalk.index.langchain4j;
