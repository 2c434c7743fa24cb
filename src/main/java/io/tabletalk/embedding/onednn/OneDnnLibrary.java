package io.tabletalk.embedding.onednn;

import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where the library is, and whether this machine can use it.
public final class OneDnnLibrary {

    private static final String RESOURCES = "/org/bytedeco/dnnl/linux-x86_64/";

    private OneDnnLibrary() {}

    /// The files in the class path, of which the last one is loaded; none where there are none for this platform.
    public static List<URL> files() {
        if (!platformIsKnown()) {
            return List.of();
        }
        URL threads = resource("libgomp.so.1");
        URL library = resource("libdnnl.so.3");
        return threads == null || library == null ? List.of() : List.of(threads, library);
    }

    private static boolean platformIsKnown() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                && System.getProperty("os.arch").toLowerCase(Locale.ROOT).matches("amd64|x86_64");
    }

    private static @Nullable URL resource(String name) {
        return OneDnnLibrary.class.getResource(RESOURCES + name);
    }

    /// Loads the library.
    ///
    /// @return whether this processor has the instructions that make it worth its while
    /// @throws UnsatisfiedLinkError   when it cannot be loaded
    /// @throws IllegalCallerException when this process may not load native libraries
    public static boolean load(Path file) {
        System.load(file.toAbsolutePath().toString());
        OneDnn.cacheNothing();
        boolean isWorthwhile = OneDnn.hasInstructionsForBytes();
        if (isWorthwhile && System.getenv("MALLOC_MMAP_THRESHOLD_") == null) {
            OneDnn.keepNoLargeBlocks();
        }
        return isWorthwhile;
    }
}
