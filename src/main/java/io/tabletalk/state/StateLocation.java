package io.tabletalk.state;

/// Where the state database is, in words for messages.
record StateLocation(String text) {

    @Override
    public String toString() {
        return text;
    }
}
