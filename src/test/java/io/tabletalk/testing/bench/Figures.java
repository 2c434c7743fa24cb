package io.tabletalk.testing.bench;

/// Numbers as they are printed.
public final class Figures {

    private Figures() {}

    public static double rounded(double value, int digits) {
        double factor = Math.pow(10, digits);
        return Math.round(value * factor) / factor;
    }
}
