package io.tabletalk.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.scheduling.support.CronExpression;

/// Finds out what is wrong with a calendar expression, since the parser tells it in words of its own.
final class CronFault {

    private static final List<String> ANY = List.of("*", "*", "*", "*", "*", "*");
    private static final List<String> FIELDS = List.of(
            "the second (0 to 59)",
            "the minute (0 to 59)",
            "the hour (0 to 23)",
            "the day of the month (1 to 31)",
            "the month (1 to 12 or JAN to DEC)",
            "the day of the week (0 to 7 or MON to SUN)");

    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth", "sixth");

    private CronFault() {}

    /// @param expression one that cannot be parsed
    static String in(String expression) {
        List<String> fields = Arrays.asList(expression.strip().split("\\s+"));
        if (fields.size() != FIELDS.size()) {
            return "'cron' needs six fields: second, minute, hour, day of month, month, day of week, such as"
                    + " '0 0 3 * * *' for three o'clock every night. It has "
                    + (expression.isBlank() ? 0 : fields.size()) + ".";
        }
        for (int i = 0; i < fields.size(); i++) {
            if (!isValid(i, fields.get(i))) {
                return "'cron' has '" + fields.get(i) + "' in its " + ORDINALS.get(i) + " field, " + FIELDS.get(i)
                        + ".";
            }
        }
        return "'cron' cannot be understood.";
    }

    private static boolean isValid(int place, String field) {
        List<String> alone = new ArrayList<>(ANY);
        alone.set(place, field);
        return CronExpression.isValidExpression(String.join(" ", alone));
    }
}
