package io.tabletalk.page;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/// What axe-core finds wrong with what a page shows.
final class Accessibility {

    private static final String AXE = script();
    private static final String RUN = """
            async (path) => {
              const { violations } = await axe.run(path.length > 0 ? { include: [{ fromShadowDom: path }] } : document);
              return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target}: ${node.failureSummary}`));
            }""";

    private Accessibility() {}

    /// @param path of what is looked at, one element in the shadow of the other; everything when empty. Of a page with
    ///             a dialog in front, only that: axe takes the colours of the two for one another's.
    @SuppressWarnings("unchecked")
    static List<String> violations(Page page, String... path) {
        if (!(boolean) page.evaluate("typeof axe === 'object'")) {
            page.evaluate(AXE); // by the debugger's protocol, which the content security policy does not bind
        }
        return (List<String>) page.evaluate(RUN, path);
    }

    private static String script() {
        try {
            return new ClassPathResource("META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
