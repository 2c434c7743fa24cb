package io.tabletalk.source.document.parser;

import io.tabletalk.source.document.ParsedDocument.Division;
import io.tabletalk.source.document.ParsedDocument.Part;
import java.util.ArrayList;
import java.util.List;

/// Makes of the parts what is particular to a file's form: the pages of old spreadsheets are sheets, the lines of a PDF
/// page are put together again, and an e-mail begins with its head.
///
/// @param form as a media type
/// @param head what comes before the first part
record PartFinish(String form, String head) {

    /// A line at least this long was broken because the page ended, not because the sentence did.
    private static final int FULL_LINE = 40;

    List<Part> finish(List<Part> parts) {
        List<Part> finished = new ArrayList<>();
        for (Part part : parts) {
            finished.add(finish(part, finished.isEmpty() ? head : ""));
        }
        return finished;
    }

    private Part finish(Part part, String before) {
        boolean pdf = form.equals("application/pdf");
        if (part.division() == Division.PAGE && !pdf) {
            return sheet(part);
        }
        String text = pdf ? joinLines(part.text()) : part.text();
        return new Part(part.division(), part.number(), part.name(), before + text);
    }

    /// The old spreadsheet's page begins with the name of the sheet as its heading.
    private static Part sheet(Part part) {
        String text = part.text();
        if (!text.startsWith("# ")) {
            return new Part(Division.SHEET, part.number(), "", text);
        }
        int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        return new Part(
                Division.SHEET,
                part.number(),
                text.substring(2, end).strip(),
                text.substring(end).strip());
    }

    private static String joinLines(String text) {
        StringBuilder joined = new StringBuilder();
        String previous = "";
        for (String line : text.lines().toList()) {
            boolean goesOn = previous.length() >= FULL_LINE && !line.isBlank();
            if (goesOn && isHyphenated(previous, line)) {
                joined.setLength(joined.length() - 1);
            } else if (!joined.isEmpty()) {
                joined.append(goesOn ? ' ' : '\n');
            }
            joined.append(line);
            previous = line;
        }
        return joined.toString();
    }

    private static boolean isHyphenated(String line, String next) {
        int last = line.length() - 1;
        return line.charAt(last) == '-'
                && last > 0
                && Character.isLowerCase(line.charAt(last - 1))
                && Character.isLowerCase(next.charAt(0));
    }
}
