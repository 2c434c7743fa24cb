package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTitleTest {

    @Test
    void theFirstHeadingIsTheTitle() {
        assertThat(MarkdownTitle.of("text\n\n## The *guide* ##\n\n# Later\n")).isEqualTo("The *guide*");
    }

    @Test
    void anUnderlinedLineIsAHeading() {
        assertThat(MarkdownTitle.of("The guide\n=========\n\n# Later\n")).isEqualTo("The guide");
    }

    @Test
    void codeBlocksTablesAndFrontMatterHaveNoHeadings() {
        assertThat(MarkdownTitle.of("""
                ---
                # a comment
                key: value
                ---
                ```sh
                # not this
                ```
                | a |
                ---
                # This one
                """)).isEqualTo("This one");
    }

    @Test
    void withoutAHeadingThereIsNone() {
        assertThat(MarkdownTitle.of("#hashtag\n\ntext\n")).isEmpty();
    }
}
