package io.tabletalk.cli.server;

import java.io.IOException;
import org.springframework.boot.logging.StackTracePrinter;
import org.springframework.boot.logging.StandardStackTracePrinter;

/// Prints exceptions for logs in JSON, which leave the machine: their types and where they were thrown, without their
/// messages, since those may quote the data. Named in `application.yml`.
public final class TypesAndFrames implements StackTracePrinter {

    private static final StackTracePrinter PRINTER = StandardStackTracePrinter.rootLast()
            .withFormatter(failure -> failure.getClass().getName());

    @Override
    public void printStackTrace(Throwable failure, Appendable output) throws IOException {
        PRINTER.printStackTrace(failure, output);
    }
}
