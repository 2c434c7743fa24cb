// Markdown as Lit templates. No HTML is ever made from what a model or a document says: markup in it shows as text,
// images are not loaded, and links lead only to the web or to mail.

import { html, nothing } from "lit";
import { Marked } from "marked";

// Definitions such as `[1]: address` would turn citations into links of the model's choosing.
const reader = new Marked({ gfm: true, tokenizer: { def: () => undefined } });

/**
 * @param text     Markdown
 * @param citation makes a template of a citation mark such as `[1, 2]`
 * @param marks    matches citation marks, one group around the numbers
 */
export function markdown(text, { marks, citation, skipped }) {
  return new Rendering(marks, citation, skipped).blocks(reader.lexer(text));
}

class Rendering {
  #marks;
  #citation;
  #skipped;

  constructor(marks, citation, skipped) {
    this.#marks = marks;
    this.#citation = citation;
    this.#skipped = skipped;
  }

  blocks(tokens) {
    return tokens.map((token) => this.#block(token));
  }

  #block(token) {
    switch (token.type) {
      case "heading":
        return this.#heading(token);
      case "paragraph":
        return html`<p dir="auto">${this.#inlines(token.tokens)}</p>`;
      case "text":
        return token.tokens ? this.#inlines(token.tokens) : this.#text(token.text);
      case "code":
        return html`<pre tabindex="0" role="region" aria-label="Code"><code>${this.#plain(token.text)}</code></pre>`;
      case "blockquote":
        return html`<blockquote dir="auto">${this.blocks(token.tokens)}</blockquote>`;
      case "list":
        return this.#list(token);
      case "table":
        return this.#table(token);
      case "hr":
        return html`<hr>`;
      case "space":
      case "def":
        return nothing;
      default:
        return html`<p dir="auto">${this.#plain(token.raw)}</p>`;
    }
  }

  // An answer stands below the page's own headings.
  #heading(token) {
    const content = this.#inlines(token.tokens);
    return token.depth <= 2 ? html`<h3 dir="auto">${content}</h3>` : html`<h4 dir="auto">${content}</h4>`;
  }

  #list(token) {
    const items = token.items.map(
      (item) => html`<li dir="auto">${item.task ? (item.checked ? "☑ " : "☐ ") : nothing}${this.blocks(item.tokens)}</li>`,
    );
    return token.ordered ? html`<ol start=${Number(token.start) || 1}>${items}</ol>` : html`<ul>${items}</ul>`;
  }

  #table(token) {
    const align = (cell) => `align-${cell.align ?? "start"}`;
    return html`<div class="table" tabindex="0" role="region" aria-label="Table"><table>
      <thead><tr>${token.header.map((cell) => html`<th scope="col" class=${align(cell)}>${this.#inlines(cell.tokens)}</th>`)}</tr></thead>
      <tbody>${token.rows.map((row) => html`<tr>${row.map((cell) => html`<td class=${align(cell)} dir="auto">${this.#inlines(cell.tokens)}</td>`)}</tr>`)}</tbody>
    </table></div>`;
  }

  #inlines(tokens) {
    return tokens.map((token) => this.#inline(token));
  }

  #inline(token) {
    switch (token.type) {
      case "strong":
        return html`<strong>${this.#inlines(token.tokens)}</strong>`;
      case "em":
        return html`<em>${this.#inlines(token.tokens)}</em>`;
      case "del":
        return html`<del>${this.#inlines(token.tokens)}</del>`;
      case "codespan":
        return html`<code>${this.#plain(token.text)}</code>`;
      case "br":
        return html`<br>`;
      case "link":
        return this.#link(token);
      case "image":
        return html`<span class="image">[image: ${token.text || "without description"}]</span>`;
      case "escape":
        return token.text;
      case "text":
        return token.tokens ? this.#inlines(token.tokens) : this.#text(token.text);
      default:
        return this.#plain(token.raw);
    }
  }

  #link(token) {
    const address = safeAddress(token.href);
    return address === null
      ? html`${this.#inlines(token.tokens)}`
      : html`<a href=${address} title=${address} target="_blank" rel="noopener noreferrer nofollow">${this.#inlines(token.tokens)}</a>`;
  }

  /** Text with its citation marks. */
  #text(text) {
    const pieces = [];
    let end = 0;
    for (const match of text.matchAll(this.#marks)) {
      pieces.push(text.slice(end, match.index), this.#citation(match));
      end = match.index + match[0].length;
    }
    pieces.push(text.slice(end));
    return pieces;
  }

  /** Text as it is: in code, `[1]` cites nothing. */
  #plain(text) {
    for (const match of text.matchAll(this.#marks)) {
      this.#skipped(match);
    }
    return text;
  }
}

/** The address of a link that may be followed, or null. */
export function safeAddress(href) {
  try {
    const url = new URL(href);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null; // not an address by itself: there is nothing of this page's that an answer could link to
  }
}
