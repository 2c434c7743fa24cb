package io.tabletalk.source.document.parser;

import java.util.ArrayList;
import java.util.List;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jspecify.annotations.Nullable;

/// Who wrote an e-mail to whom and when: lines to stand above its text, where the parser keeps them out of it.
final class MailHead {

    private MailHead() {}

    /// Empty when the file is no e-mail.
    static String of(Metadata metadata) {
        String form = String.valueOf(metadata.get(Metadata.CONTENT_TYPE));
        if (!form.startsWith("message/rfc822")) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        add(lines, "From", metadata.getValues(Message.MESSAGE_FROM));
        add(lines, "To", metadata.getValues(Message.MESSAGE_TO));
        add(lines, "Cc", metadata.getValues(Message.MESSAGE_CC));
        add(lines, "Date", one(metadata.get(TikaCoreProperties.CREATED)));
        add(lines, "Subject", one(metadata.get(TikaCoreProperties.TITLE)));
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n\n";
    }

    private static String[] one(@Nullable String value) {
        return value == null ? new String[0] : new String[] {value};
    }

    private static void add(List<String> lines, String name, String[] values) {
        if (values.length > 0) {
            lines.add(name + ": " + String.join(", ", values).replaceAll("\\s+", " "));
        }
    }
}
