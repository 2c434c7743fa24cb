package io.tabletalk.embedding;

/// Says whether anybody uses the codes of the tokens of passages. Without one, nobody does.
public interface TokenDemand {

    boolean tokensWanted();
}
