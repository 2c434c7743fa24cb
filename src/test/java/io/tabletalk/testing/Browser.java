package io.tabletalk.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A browser of its own: nothing stored, everything that goes wrong in it noted. The browser program is the machine's
/// Chromium, started with the first test that needs it and shared by all of a run.
public final class Browser implements AutoCloseable {

    /// Milliseconds; a busy machine takes its time.
    private static final int PATIENCE = 60_000;

    /// Stopped with the virtual machine.
    private static final class Program {
        private static final Path CHROMIUM = Stream.of(
                        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of("/usr/bin/chromium"));
        private static com.microsoft.playwright.@Nullable Browser running;
        private static @Nullable PlaywrightException failure;

        static {
            try {
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                running = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM));
                Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            } catch (PlaywrightException e) {
                failure = e;
            }
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        }
    }

    private final BrowserContext context;
    private final Page page;
    private final String server;
    private final List<String> problems = new ArrayList<>();

    private Browser(BrowserContext context, String server) {
        this.context = context;
        this.server = server;
        context.setDefaultTimeout(PATIENCE);
        this.page = context.newPage();
        page.onPageError(error -> problems.add("error: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                problems.add("console: " + message.text());
            }
        });
        page.onDialog(dialog -> {
            problems.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(server) && !request.url().startsWith("data:")) {
                problems.add("request to another host: " + request.url());
            }
        });
    }

    /// Opens the page of the server on a port of this machine.
    public static Browser open(int port) {
        if (Program.running == null) {
            throw RealServices.missing(
                    "Chromium does not start; on Debian: apt-get install chromium.",
                    Objects.requireNonNull(Program.failure));
        }
        String server = "http://localhost:" + port;
        Browser browser = new Browser(
                Program.running.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(1280, 800)
                        .setLocale("en-GB")
                        .setTimezoneId("UTC")
                        .setPermissions(List.of("clipboard-read", "clipboard-write"))),
                server);
        browser.page.navigate(server);
        return browser;
    }

    public Page page() {
        return page;
    }

    /// Opens one of the page's views, such as `#/data`.
    public Browser view(String hash) {
        page.navigate(server + "/" + hash);
        return this;
    }

    public Browser phone() {
        page.setViewportSize(390, 844);
        return this;
    }

    public Browser dark() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        return this;
    }

    /// Writes a question and sends it.
    public void ask(String question) {
        page.getByLabel("Question", new Page.GetByLabelOptions().setExact(true)).fill(question);
        page.keyboard().press("Enter");
    }

    /// What went wrong so far: exceptions, errors on the console (such as a refusal by the content security policy),
    /// dialogs, and requests to other hosts.
    public List<String> problems() {
        return problems;
    }

    @Override
    public void close() {
        context.close();
    }
}
