package io.tabletalk.source.file;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.PageImage;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceRecord.Readable;
import io.tabletalk.source.SourceRecord.Unreadable;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.document.DocumentParsers;
import io.tabletalk.source.document.PagePicture;
import io.tabletalk.source.document.ParsedDocument;
import io.tabletalk.source.document.ParsedDocument.Division;
import io.tabletalk.source.document.ParsedDocument.Part;
import io.tabletalk.source.document.UnreadableDocumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// PDF, office files, web pages, books and e-mails. A page, slide or sheet is a document that names its file in its
/// metadata; what is not divided is one document. A page without text is reported, for most likely it is a picture of
/// one, and what it said before does not stay; an empty sheet or slide beside others that have text is nothing that is
/// missed. Of a file that cannot be read, all documents stay as they were.
record DocumentFormat(DocumentParsers parsers) implements FileFormat {

    private static final int SHOWN = 200;

    @Override
    public SourceSchema schema(SourceFile file) {
        ParsedDocument parsed = readable(file);
        List<Map<String, Object>> samples = new ArrayList<>();
        parsed.parts().stream().filter(part -> !part.text().isBlank()).limit(5).forEach(part -> {
            Map<String, Object> sample = new LinkedHashMap<>();
            sample.put("title", title(file, parsed, part));
            sample.put("text", shortened(part.text()));
            samples.add(sample);
        });
        return new SourceSchema(
                TextFormat.FIELDS, List.of(), (long) parsed.parts().size(), samples);
    }

    @Override
    public Optional<PageImage> page(SourceFile file, int page) {
        if (!file.extension().equals("pdf")) {
            return Optional.empty();
        }
        try {
            PagePicture picture = parsers.picture(file.real(), file.state().size(), file.name(), page);
            return Optional.of(PageImage.of(picture.width(), picture.height(), picture.pixels()));
        } catch (UnreadableDocumentException e) {
            throw new SourceException(
                    Kind.INVALID, "Page " + page + " of '" + file.name() + "' cannot be shown. " + e.getMessage(), e);
        }
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private ParsedDocument readable(SourceFile file) {
        try {
            return parse(file);
        } catch (UnreadableDocumentException e) {
            throw new SourceException(Kind.INVALID, "'" + file.name() + "' cannot be read. " + e.getMessage(), e);
        }
    }

    @Override
    public Records open(SourceId source, SourceFile file) {
        try {
            return new RecordList(records(source, file, parse(file)));
        } catch (UnreadableDocumentException e) {
            return new RecordList(List.of(new Unreadable(null, file.name(), e.getMessage(), "")));
        }
    }

    private ParsedDocument parse(SourceFile file) throws UnreadableDocumentException {
        SourceFile.State before = file.state();
        if (before.size() == 0) {
            throw new UnreadableDocumentException("It is empty.");
        }
        try {
            return parsers.read(file.real(), before.size(), file.name());
        } finally {
            file.verifyStill(before);
        }
    }

    private static List<SourceRecord> records(SourceId source, SourceFile file, ParsedDocument parsed) {
        List<SourceRecord> records = new ArrayList<>();
        boolean anyText = parsed.parts().stream().anyMatch(part -> !part.text().isBlank());
        for (Part part : parsed.parts()) {
            if (!part.text().isBlank()) {
                records.add(new Readable(document(source, file, parsed, part)));
            } else if (part.division() == Division.PAGE || !anyText) {
                records.add(new Unreadable(Unreadable.NO_KEY, place(file, part), noText(part), ""));
            }
        }
        if (parsed.leftOut() != null) {
            records.add(new Unreadable(null, file.name() + ", the rest", parsed.leftOut(), ""));
        }
        return records;
    }

    private static String noText(Part part) {
        return switch (part.division()) {
            case PAGE -> "The page has no text: probably it was scanned, or is blank.";
            case SLIDE -> "The slide has no text: probably it is a picture, or blank.";
            case SHEET -> "The sheet has no text.";
            case WHOLE -> "It has no text: there is nothing in it, or only pictures, such as scans.";
        };
    }

    private static Document document(SourceId source, SourceFile file, ParsedDocument parsed, Part part) {
        return new Document(
                new DocumentKey(source, key(file, part)),
                title(file, parsed, part),
                part.text(),
                metadata(file, parsed, part),
                place(file.name(), part));
    }

    private static Metadata metadata(SourceFile file, ParsedDocument parsed, Part part) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("file", file.name());
        switch (part.division()) {
            case PAGE -> values.put("page", part.number());
            case SLIDE -> values.put("slide", part.number());
            case SHEET -> values.put("sheet", part.name());
            case WHOLE -> {}
        }
        values.put("file_title", parsed.title());
        values.put("author", parsed.author());
        values.put("created", parsed.created());
        values.values().removeIf(""::equals);
        return new Metadata(values);
    }

    private static Place place(String file, Part part) {
        return part.division() == Division.WHOLE ? Place.file(file) : new Place(file, null, part.number(), 0, 0);
    }

    /// A sheet goes by its name, so that one put before it changes nothing.
    private static String key(SourceFile file, Part part) {
        return switch (part.division()) {
            case PAGE -> file.name() + "#page=" + part.number();
            case SLIDE -> file.name() + "#slide=" + part.number();
            case SHEET -> file.name() + "#sheet=" + (part.name().isEmpty() ? part.number() : part.name());
            case WHOLE -> file.name();
        };
    }

    private static String place(SourceFile file, Part part) {
        return part.division() == Division.WHOLE ? file.name() : file.name() + ", " + partName(part);
    }

    private static String partName(Part part) {
        String kind = part.division().name().toLowerCase(Locale.ROOT);
        return kind + " " + (part.name().isEmpty() ? part.number() : part.name());
    }

    private static String title(SourceFile file, ParsedDocument parsed, Part part) {
        if (part.division() != Division.WHOLE) {
            return file.name() + ", " + partName(part);
        }
        String heading = MarkdownTitle.of(part.text());
        if (!heading.isEmpty()) {
            return heading;
        }
        return parsed.title().isEmpty() ? file.name() : parsed.title();
    }
}
