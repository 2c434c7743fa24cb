package io.tabletalk.source.document.parser;

import io.tabletalk.source.document.PagePicture;
import io.tabletalk.source.document.ParsedDocument;
import io.tabletalk.source.document.UnreadableDocumentException;
import io.tabletalk.source.document.Wire;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URL;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;

/// The child process: reads one file after the other, as asked on its standard input, and answers on its standard
/// output. Arguments: the most characters of a file, and the most bytes in its temporary folder.
///
/// It ends when its input does, so it never outlives the server, whatever it is doing.
public final class ParserMain {

    private static final int OUT_OF_DISK = 4;
    private static final Set<String> LOCAL = Set.of("file", "jar", "jrt", "nested");

    private ParserMain() {}

    public static void main(String[] arguments) throws Exception {
        DataOutputStream answers = new DataOutputStream(new BufferedOutputStream(System.out));
        System.setOut(System.err); // a library that prints must not garble the answers
        cutFromNetwork();
        SpoolWatch.start(
                Path.of(System.getProperty("java.io.tmpdir")),
                Long.parseLong(arguments[1]),
                () -> Runtime.getRuntime().halt(OUT_OF_DISK));
        TikaReader reader = new TikaReader(Integer.parseInt(arguments[0]));
        LinkedBlockingQueue<Wire.Request> requests = listen();
        while (true) {
            answer(reader, requests.take(), answers);
        }
    }

    private static void answer(TikaReader reader, Wire.Request request, DataOutputStream answers) throws IOException {
        if (request.isForPicture()) {
            answerPicture(request, answers);
            return;
        }
        ParsedDocument document;
        try {
            document = reader.read(Path.of(request.path()), request.name());
        } catch (UnreadableDocumentException e) {
            Wire.writeFailure(answers, e.getMessage());
            return;
        }
        Wire.write(answers, document);
    }

    private static void answerPicture(Wire.Request request, DataOutputStream answers) throws IOException {
        PagePicture picture;
        try {
            picture = PdfPages.picture(Path.of(request.path()), request.page());
        } catch (UnreadableDocumentException e) {
            Wire.writeFailure(answers, e.getMessage());
            return;
        }
        Wire.write(answers, picture);
    }

    /// Requests are read on a thread of their own, so that the end of the input is noticed in the middle of a file.
    private static LinkedBlockingQueue<Wire.Request> listen() {
        LinkedBlockingQueue<Wire.Request> requests = new LinkedBlockingQueue<>();
        DataInputStream in = new DataInputStream(System.in);
        Thread.ofPlatform().daemon().name("requests").start(() -> {
            try {
                while (true) {
                    requests.add(Wire.readRequest(in));
                }
            } catch (EOFException serverHasGone) {
                Runtime.getRuntime().halt(0);
            } catch (IOException e) {
                Runtime.getRuntime().halt(1);
            }
        });
        return requests;
    }

    /// No parser that is used here opens an address. This makes sure that none does, whatever a file refers to.
    private static void cutFromNetwork() {
        ProxySelector.setDefault(new NoNetwork());
        URL.setURLStreamHandlerFactory(protocol -> LOCAL.contains(protocol) ? null : new NoNetwork.Handler());
    }
}
