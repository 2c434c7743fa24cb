// A passage: where it comes from, its text with the matched part marked, its fields, and why it was found.

import { css, html, LitElement, nothing } from "lit";
import { address } from "../client/documents.js";
import { controls } from "./controls.js";
import { name, origin, time } from "./format.js";
import * as icons from "./icons.js";

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
      .number { font-variant-numeric: tabular-nums; }
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
    const { content } = this.passage;
    if (!this.part) {
      return content;
    }
    const [begin, end] = this.part;
    return html`${content.slice(0, begin)}<mark>${content.slice(begin, end)}</mark>${content.slice(end)}`;
  }

  #fields(metadata) {
    const fields = Object.entries(metadata ?? {});
    return fields.length === 0
      ? nothing
      : html`<details ?open=${fields.length <= 8 && this.chosen}><summary>Fields (${fields.length})</summary>
          <dl>${fields.map(([name, value]) => html`<dt>${name}</dt><dd dir="auto">${text(value)}</dd>`)}</dl></details>`;
  }

  #why({ number, scores, key }) {
    const score = (value) => html`<dd class="number">${value.toFixed(3)}</dd>`;
    return html`<details><summary>Why this?</summary>
      <dl>
        <dt>Rank</dt><dd class="number">${number}</dd>
        <dt>Fused</dt>${score(scores.fused)}
        <dt>Vector</dt>${score(scores.cosine)}
        <dt>Keyword</dt>${score(scores.keyword)}
        <dt>Key</dt><dd>${key}</dd>
      </dl>
      <p class="why">Fused decides the rank: it joins likeness in meaning (vector, cosine) with shared words (keyword, BM25).</p>
    </details>`;
  }
}

const text = (value) => (value !== null && typeof value === "object" ? JSON.stringify(value, null, 1) : String(value));

customElements.define("passage-card", PassageCard);
