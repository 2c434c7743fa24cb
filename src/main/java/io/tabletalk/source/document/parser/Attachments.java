package io.tabletalk.source.document.parser;

import java.io.IOException;
import java.io.InputStream;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.BodyContentHandler;
import org.apache.tika.sax.EmbeddedContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/// Reads what lies in a file as a file of its own, such as the attachment of an e-mail, as text below its name. Bounded
/// in depth and number; one that cannot be read is told and costs nothing else. Pictures are left out.
final class Attachments implements EmbeddedDocumentExtractor {

    private static final int MAX_DEPTH = 4;
    private static final int MAX_NUMBER = 1_000;

    private final Parser parser;
    private final ParseContext context;
    private final DocumentHandler handler;
    private int depth;
    private int number;

    Attachments(Parser parser, ParseContext context, DocumentHandler handler) {
        this.parser = parser;
        this.context = context;
        this.handler = handler;
    }

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
        String type = metadata.get(Metadata.CONTENT_TYPE);
        if (type != null && (type.startsWith("image/") || type.startsWith("video/") || type.startsWith("audio/"))) {
            return false;
        }
        if (depth == MAX_DEPTH || number == MAX_NUMBER) {
            handler.leaveOut("It holds more than " + MAX_NUMBER + " files, or they are nested more than " + MAX_DEPTH
                    + " deep; the rest was left out.");
            return false;
        }
        return true;
    }

    @Override
    public void parseEmbedded(InputStream stream, ContentHandler target, Metadata metadata, boolean outputHtml)
            throws SAXException, IOException {
        String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
        number++;
        depth++;
        handler.beginAttachment(name == null ? "" : name, metadata);
        try {
            TikaInputStream file = TikaInputStream.get(stream); // the caller closes what it gave
            parser.parse(file, new EmbeddedContentHandler(new BodyContentHandler(target)), metadata, context);
        } catch (ZeroByteFileException nothingInIt) {
            return;
        } catch (EncryptedDocumentException e) {
            leaveOut(name, "it is protected by a password");
        } catch (TikaException e) {
            leaveOut(name, Reasons.of(e));
        } finally {
            handler.endAttachment();
            depth--;
        }
    }

    private void leaveOut(@Nullable String name, String reason) {
        handler.leaveOut("The file '" + (name == null ? "" : name) + "' in it could not be read: " + reason + ".");
    }
}
