package io.tabletalk.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/// Where the keyboard's focus is.
final class Focus {

    /// The name of the element and what it is called, such as `button Sync gauges.csv`.
    private static final String AT = """
            () => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              return `${at.localName} ${at.getAttribute("aria-label") ?? at.innerText ?? ""}`.trim();
            }""";

    private Focus() {}

    /// Waits until the focus is on an element whose name and label begin like this.
    static void assertOn(Page page, String begin) {
        await().pollInSameThread()
                .untilAsserted(() -> assertThat((String) page.evaluate(AT)).startsWith(begin));
    }

    /// Presses a button or follows a link without a mouse.
    static void press(Locator control) {
        control.focus();
        control.page().keyboard().press("Enter");
    }
}
