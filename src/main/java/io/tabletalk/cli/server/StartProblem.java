package io.tabletalk.cli.server;

import io.tabletalk.security.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/// Puts the failure of a start into words: what is wrong and what to do, rather than a stack trace. The log has the
/// rest.
final class StartProblem {

    /// Settings whose value must not be shown, whatever is wrong with it.
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)Property: .*(key|password|secret|token|credential|uri|url|connection)");

    private static final Pattern VALUE = Pattern.compile("(?m)^(\\s*(?:Value|Reason): ).*$");

    private StartProblem() {}

    static StartFailure describe(Throwable failure, @Nullable Environment environment, Path log) {
        String message = analyzers(environment).stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .map(StartProblem::words)
                .findFirst()
                .orElseGet(() -> ownWords(failure));
        return new StartFailure("Tabletalk could not start. " + message + "\nMore in " + log, failure);
    }

    /// Spring's analyzers know its own failures: a setting that does not bind, a port in use. Those that ask for parts
    /// of an application that never came to be are left out.
    private static List<FailureAnalyzer> analyzers(@Nullable Environment environment) {
        ArgumentResolver arguments =
                environment == null ? ArgumentResolver.none() : ArgumentResolver.of(Environment.class, environment);
        FailureHandler leaveOut = (type, name, failure) -> {};
        return SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, arguments, leaveOut);
    }

    private static String words(FailureAnalysis analysis) {
        String description = (analysis.getDescription().strip() + validValues(analysis)).strip();
        return CREDENTIAL.matcher(description).find()
                ? VALUE.matcher(description).replaceAll("$1" + Secret.MASK)
                : description;
    }

    /// Spring names them in what it advises to do; the rest of that is about its own configuration files.
    private static String validValues(FailureAnalysis analysis) {
        String action = String.valueOf(analysis.getAction());
        int start = action.indexOf("The following values are valid");
        return start < 0 ? "" : "\n\n" + action.substring(start).strip();
    }

    /// The first message on the way down that is not Spring's: ours are written for the user.
    private static String ownWords(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getClass().getName().startsWith("org.springframework.")) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.toString() : message;
    }
}
