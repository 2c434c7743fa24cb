package io.tabletalk.index.bench;

/// Numbers as they are printed.
final class Figures {

    private Figures() {}

    static double rounded(double value, int digits) {
        double factor = Math.pow(10, digits);
        return Math.round(value * factor) / factor;
    }
}
