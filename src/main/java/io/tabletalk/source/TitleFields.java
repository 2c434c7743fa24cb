package io.tabletalk.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds the fields that a person would call a record by.
public final class TitleFields {

    private static final int MAX_LENGTH = 200;
    private static final List<String> TITLES = List.of("title", "name", "headline", "subject", "heading", "label");

    private TitleFields() {}

    /// The fields whose values, one after the other, name a record: one called `title` or `name`, else first and last
    /// name, else one that ends so (`product_name`). Empty when there is none.
    public static List<String> in(List<String> names) {
        for (String title : TITLES) {
            Optional<String> exact = first(names, name -> name.equals(title));
            if (exact.isPresent()) {
                return List.of(exact.get());
            }
        }
        Optional<String> firstName = first(names, name -> name.equals("firstname") || name.equals("givenname"));
        Optional<String> lastName = first(names, name -> name.equals("lastname") || name.equals("surname"));
        if (firstName.isPresent() && lastName.isPresent()) {
            return List.of(firstName.get(), lastName.get());
        }
        return first(names, name -> name.endsWith("title") || name.endsWith("name"))
                .map(List::of)
                .orElse(List.of());
    }

    /// The values of the title fields as one line of at most 200 characters; empty when all are blank.
    public static String join(List<String> values) {
        String title = String.join(" ", values).replaceAll("\\s+", " ").strip();
        if (title.length() <= MAX_LENGTH) {
            return title;
        }
        int end = Character.isHighSurrogate(title.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return title.substring(0, end) + "…";
    }

    private static Optional<String> first(List<String> names, Predicate<String> plainName) {
        return names.stream().filter(name -> plainName.test(plain(name))).findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[ _.-]", "");
    }
}
