// A passage: where it comes from, its text with the matched part marked, its fields, and why it was found.

import { css, html, LitElement, nothing } from "lit";
import { address } from "../client/documents.js";
import { controls } from "./controls.js";
import { name, origin, time } from "./format.js";
import * as icons from "./icons.js";
import { readablePassage } from "./readable.js";

class PassageCard extends LitElement {
  static properties = { passage: { attribute: false }, part: { attribute: false }, chosen: { type: Boolean, reflect: true } };

  static styles = [
    controls,
    css`
      :host { display: block; background: var(--card); border: 1px solid var(--line); border-radius: var(--radius-2); padding: var(--space-3) var(--space-4); scroll-margin: var(--space-4); }
      :host([chosen]) { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
      h3 { display: flex; gap: var(--space-2); font-size: 0.95rem; line-height: 1.35; overflow-wrap: anywhere; }
      h3 b { color: var(--accent); }
      .origin { font-size: var(--tiny); color: var(--faint); overflow-wrap: anywhere; }
      .text { margin: var(--space-2) 0; font-size: var(--small); line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
      mark { color: inherit; background: var(--mark); border-radius: 0.2em; padding: 0.05em 0; }
      details { font-size: var(--tiny); }
      summary { padding: 0.2rem 0; color: var(--faint); cursor: pointer; border-radius: var(--radius-1); }
      dl { display: grid; grid-template-columns: minmax(5rem, auto) 1fr; gap: 0.15rem var(--space-3); margin: var(--space-1) 0; }
      dt { color: var(--faint); overflow-wrap: anywhere; }
      dd { margin: 0; overflow-wrap: anywhere; }
      table { margin: var(--space-1) 0; border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { padding: 0.1rem var(--space-4) 0.1rem 0; font-weight: 400; text-align: start; }
      th { color: var(--faint); }
      .open { display: inline-flex; align-items: center; gap: 0.35rem; font-size: var(--tiny); }
      .why { color: var(--faint); margin-top: var(--space-1); }
    `,
  ];

  render() {
    const passage = this.passage;
    return html`<article>
      <h3><b>${passage.number}</b><span dir="auto">${name(passage)}</span></h3>
      <p class="origin">${origin(passage)} · as of ${time(passage.as_of)}</p>
      <p class="text" dir="auto">${this.#text()}</p>
      <p><a class="open" href=${address(passage.source, passage.key)} @click=${this.#open}>${icons.book}Open the document</a></p>
      ${this.#fields(passage.metadata)}
      ${this.#why(passage)}
    </article>`;
  }

  /** Where somebody listens, the document is shown there; otherwise the link is followed. */
  #open(event) {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const detail = this.part ? { ...this.passage, cited: this.passage.content.slice(...this.part) } : this.passage;
    const asked = new CustomEvent("open-document", { bubbles: true, composed: true, cancelable: true, detail });
    if (isPlain && !this.dispatchEvent(asked)) {
      event.preventDefault();
    }
  }

  #text() {
    const { text, part } = readablePassage(this.passage, this.part);
    if (!part) {
      return text;
    }
    const [begin, end] = part;
    return html`${text.slice(0, begin)}<mark>${text.slice(begin, end)}</mark>${text.slice(end)}`;
  }

  #fields(metadata) {
    const fields = Object.entries(metadata ?? {});
    return fields.length === 0
      ? nothing
      : html`<details ?open=${fields.length <= 8 && this.chosen}><summary>Fields (${fields.length})</summary>
          <dl>${fields.map(([name, value]) => html`<dt>${name}</dt><dd dir="auto">${text(value)}</dd>`)}</dl></details>`;
  }

  #why({ scores, key }) {
    const row = (side, score, rank) => html`<tr><th scope="row">${side}</th><td>${rank ?? "none"}</td><td>${score.toFixed(3)}</td></tr>`;
    return html`<details class="reasons"><summary>Why this?</summary>
      <table>
        <thead><tr><td></td><th scope="col">Rank</th><th scope="col">Score</th></tr></thead>
        <tbody>${row("Keyword", scores.keyword, scores.keyword_rank)}${row("Vector", scores.cosine, scores.cosine_rank)}${row("Fused", scores.fused, scores.fused_rank)}</tbody>
      </table>
      <p class="why">Fused joins shared words (keyword, BM25) with likeness in meaning (vector, cosine). Ranks are among all that either side brought up. The best are then compared with the question word by word, which can put one before another of a better rank.</p>
      <dl><dt>Key</dt><dd>${key}</dd></dl>
    </details>`;
  }
}

const text = (value) => (value !== null && typeof value === "object" ? JSON.stringify(value, null, 1) : String(value));

customElements.define("passage-card", PassageCard);
