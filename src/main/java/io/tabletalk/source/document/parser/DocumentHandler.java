package io.tabletalk.source.document.parser;

import io.tabletalk.source.document.ParsedDocument.Division;
import io.tabletalk.source.document.ParsedDocument.Part;
import io.tabletalk.source.document.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Takes the XHTML that a parser makes of a file and cuts it into parts of Markdown. Elements that Tika marks with the
/// classes `page`, `sheet` and `slide-content` begin a part; what a file that lies within another is divided into does
/// not count. For one file.
final class DocumentHandler extends DefaultHandler {

    private static final Set<String> NO_TEXT = Set.of("script", "style", "head");

    private final int maxCharacters;
    private final List<Part> parts = new ArrayList<>();
    private final Deque<Metadata> files = new ArrayDeque<>();
    private final StringBuilder sheetName = new StringBuilder();
    private MarkdownText text = new MarkdownText();
    private Division division = Division.WHOLE;
    private long characters;
    private int silent;
    private boolean inSheetName;
    private boolean full;
    private @Nullable String leftOut;

    /// @param metadata in which the parser notes the file's form
    DocumentHandler(Metadata metadata, int maxCharacters) {
        files.push(metadata);
        this.maxCharacters = maxCharacters;
    }

    /// Whether there was more text than is taken.
    boolean isFull() {
        return full;
    }

    /// Why something is missing, or null when nothing is.
    @Nullable
    String leftOut() {
        return leftOut;
    }

    /// Notes why something is missing; the first reason is kept.
    void leaveOut(String reason) {
        if (leftOut == null) {
            leftOut = reason;
        }
    }

    void beginAttachment(String name, Metadata metadata) {
        files.push(metadata);
        if (!name.isBlank()) {
            text.heading(2, name);
        }
    }

    void endAttachment() {
        files.pop();
        text.endTables();
        text.paragraph();
    }

    /// All parts; a file that is not divided has one.
    List<Part> parts() {
        endPart();
        return List.copyOf(parts);
    }

    @Override
    public void startElement(String uri, String name, String qualifiedName, Attributes attributes) throws SAXException {
        if (NO_TEXT.contains(name)) {
            silent++;
        }
        if (name.equals("div") && files.size() == 1) {
            beginPartAt(String.valueOf(attributes.getValue("class")));
        }
        if (name.equals("h1") && division == Division.SHEET && text.isEmpty() && sheetName.isEmpty()) {
            inSheetName = true;
            return;
        }
        text.start(name);
    }

    @Override
    public void endElement(String uri, String name, String qualifiedName) {
        if (NO_TEXT.contains(name)) {
            silent--;
        }
        if (inSheetName && name.equals("h1")) {
            inSheetName = false;
            return;
        }
        text.end(name);
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        if (silent > 0) {
            return;
        }
        if (full || this.characters + length > maxCharacters) {
            throw tooMuch("It has more than " + maxCharacters + " characters; the rest was left out.");
        }
        this.characters += length;
        if (inSheetName) {
            sheetName.append(characters, start, length);
        } else {
            text.append(characters, start, length, isFlowing());
        }
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) {
        text.append(characters, start, length, isFlowing());
    }

    /// Whether a line break in the file is no more than a blank, as in web pages.
    private boolean isFlowing() {
        return String.valueOf(files.element().get(Metadata.CONTENT_TYPE))
                .matches("(text/html|application/(xhtml|epub)).*");
    }

    private void beginPartAt(String mark) throws SAXException {
        switch (mark) {
            case "page" -> beginPart(Division.PAGE);
            case "sheet" -> beginPart(Division.SHEET);
            case "slide-content" -> beginPart(Division.SLIDE);
            default -> {}
        }
    }

    /// What stands before the first mark belongs to the first part.
    private void beginPart(Division next) throws SAXException {
        if (parts.size() >= Wire.MAX_PARTS - 1) {
            throw tooMuch("It has more than " + Wire.MAX_PARTS + " parts; the rest was left out.");
        }
        if (division != Division.WHOLE) {
            endPart();
        }
        division = next;
        text.rowsAreNamed(next != Division.SLIDE); // a page of a spreadsheet in the old form is a sheet
    }

    private void endPart() {
        text.endTables();
        parts.add(new Part(division, parts.size() + 1, sheetName.toString().strip(), text.toString()));
        text = new MarkdownText();
        sheetName.setLength(0);
        inSheetName = false;
    }

    private SAXException tooMuch(String reason) {
        full = true;
        leaveOut(reason);
        return new SAXException(reason);
    }
}
