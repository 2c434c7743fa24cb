package io.tabletalk.source.document.parser;

import io.tabletalk.source.document.ParsedDocument;
import io.tabletalk.source.document.UnreadableDocumentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.tika.detect.CompositeEncodingDetector;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.EmptyParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.csv.TextAndCSVParser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.html.HtmlEncodingDetector;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.txt.Icu4jEncodingDetector;
import org.apache.tika.parser.txt.UniversalEncodingDetector;
import org.apache.tika.parser.xml.DcXMLParser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/// Has Apache Tika read a file with one of the parsers named here; what none of them knows is not read. For one thread.
final class TikaReader {

    /// What a page says of itself counts most. The order of the library's own list depends on the class path.
    private static final EncodingDetector ENCODINGS = new CompositeEncodingDetector(List.of(
            new HtmlEncodingDetector(),
            new Utf8Detector(),
            new UniversalEncodingDetector(),
            new Icu4jEncodingDetector()));

    private final int maxCharacters;
    private final Parser parser = new AutoDetectParser(
            new DefaultDetector(),
            new PDFParser(),
            new OOXMLParser(),
            new OfficeParser(),
            new RTFParser(),
            new OpenDocumentParser(),
            new EpubParser(),
            new RFC822Parser(),
            new JSoupParser(),
            new DcXMLParser(),
            new TextAndCSVParser());

    TikaReader(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    /// @throws UnreadableDocumentException when there is nothing to be had from the file
    ParsedDocument read(Path path, String name) throws UnreadableDocumentException {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        DocumentHandler handler = new DocumentHandler(metadata, maxCharacters);
        parse(path, metadata, handler);
        if (isUnknown(metadata)) {
            throw new UnreadableDocumentException("Its form, " + form(metadata) + ", is none that can be read.");
        }
        return new ParsedDocument(
                new PartFinish(form(metadata), MailHead.of(metadata)).finish(handler.parts()),
                text(metadata.get(TikaCoreProperties.TITLE)),
                text(metadata.get(TikaCoreProperties.CREATOR)),
                text(metadata.get(TikaCoreProperties.CREATED)),
                handler.leftOut());
    }

    private void parse(Path path, Metadata metadata, DocumentHandler handler) throws UnreadableDocumentException {
        try (TikaInputStream file = TikaInputStream.get(path, metadata)) {
            parser.parse(file, handler, metadata, context(handler));
        } catch (EncryptedDocumentException e) {
            throw new UnreadableDocumentException("It is protected by a password.");
        } catch (ZeroByteFileException e) {
            throw new UnreadableDocumentException("It is empty.");
        } catch (StackOverflowError e) {
            throw new UnreadableDocumentException("Its parts are nested too deeply.");
        } catch (TikaException | SAXException | IOException | RuntimeException | LinkageError e) {
            if (!handler.isFull()) {
                throw new UnreadableDocumentException(
                        "It is damaged, or written in a way that cannot be read: " + Reasons.of(e));
            }
        }
    }

    private ParseContext context(DocumentHandler handler) {
        ParseContext context = new ParseContext();
        context.set(Parser.class, parser);
        context.set(EncodingDetector.class, ENCODINGS);
        context.set(EmbeddedDocumentExtractor.class, new Attachments(parser, context, handler));
        PDFParserConfig pdf = new PDFParserConfig();
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setExtractBookmarksText(false);
        pdf.setDetectAngles(true);
        pdf.setSuppressDuplicateOverlappingText(true);
        context.set(PDFParserConfig.class, pdf);
        OfficeParserConfig office = new OfficeParserConfig();
        office.setUseSAXDocxExtractor(true); // little memory, and needs none of the large schemas
        office.setUseSAXPptxExtractor(true);
        office.setIncludeSlideMasterContent(false); // says the same on every slide
        office.setIncludeDeletedContent(false);
        context.set(OfficeParserConfig.class, office);
        return context;
    }

    private static boolean isUnknown(Metadata metadata) {
        return List.of(metadata.getValues(TikaCoreProperties.TIKA_PARSED_BY)).contains(EmptyParser.class.getName());
    }

    private static String form(Metadata metadata) {
        return text(metadata.get(Metadata.CONTENT_TYPE));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
