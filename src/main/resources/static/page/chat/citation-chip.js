// A citation: the number of a source. Pointing at it shows the source, choosing it opens the passage.

import { css, html, LitElement, nothing } from "lit";
import { name, origin, time } from "../shared/format.js";
import { readablePassage } from "../shared/readable.js";
import { matched } from "./citations.js";

class CitationChip extends LitElement {
  static properties = { number: {}, passage: { attribute: false }, finding: { attribute: false }, shown: { state: true } };

  static styles = css`
    :host { white-space: nowrap; }
    button {
      min-width: 1.45em; margin: 0 0.1em; padding: 0 0.35em; font: 600 0.75em/1.5 system-ui, sans-serif; vertical-align: 0.12em; cursor: pointer;
      color: var(--accent); background: var(--accent-soft); border: 1px solid transparent; border-radius: 0.45em;
    }
    button:hover { border-color: currentColor; }
    button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
    button.failed { color: var(--bad); background: var(--bad-soft); border: 1px dashed currentColor; }
    [popover] {
      inset: auto; width: min(22rem, calc(100vw - 2rem)); margin: 0; padding: var(--space-3); white-space: normal; text-align: start;
      font: 400 var(--small)/1.45 system-ui, sans-serif; color: var(--ink); background: var(--raised);
      border: 1px solid var(--line); border-radius: var(--radius-2); box-shadow: var(--shadow); pointer-events: none;
    }
    strong { display: block; overflow-wrap: anywhere; }
    p { margin: var(--space-1) 0; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; overflow-wrap: anywhere; }
    .origin { color: var(--faint); font-size: var(--tiny); }
    .problem { color: var(--bad); display: block; }
  `;

  get #problem() {
    return this.passage ? (this.finding?.status === "failed" ? this.finding.problem : null) : `There is no source ${this.number}.`;
  }

  render() {
    const problem = this.#problem;
    const label = `Source ${this.number}${this.passage ? `: ${name(this.passage)}` : ""}${problem ? `. Not confirmed: ${problem}` : ""}`;
    return html`<button type="button" class=${problem ? "failed" : ""} aria-label=${label}
        @mouseenter=${this.#show} @focus=${this.#focused} @mouseleave=${this.#hide} @blur=${this.#hide} @keydown=${this.#escape}
        @click=${this.#open}>${this.number}${problem ? "!" : nothing}</button><span popover="manual" aria-hidden="true">${this.shown ? this.#card(problem) : nothing}</span>`;
  }

  #card(problem) {
    return html`${problem ? html`<span class="problem">Not confirmed: ${problem}</span>` : nothing}
      ${this.passage
        ? html`<strong dir="auto">${name(this.passage)}</strong>
            <p dir="auto">${this.#snippet()}</p>
            <span class="origin">${origin(this.passage)} · ${time(this.passage.as_of)}</span>`
        : nothing}`;
  }

  /** From the words that the sentence rests on. */
  #snippet() {
    const { sentence } = this.finding ?? {};
    const { text, part } = readablePassage(this.passage, sentence ? matched(this.passage.content, sentence) : null);
    return part?.[0] > 0 ? `… ${text.slice(part[0])}` : text;
  }

  /** The focus that comes back after a click asks for nothing. */
  #focused(event) {
    if (event.target.matches(":focus-visible")) {
      this.#show();
    }
  }

  async #show() {
    this.shown = true;
    await this.updateComplete;
    const card = this.renderRoot.querySelector("[popover]");
    const chip = this.renderRoot.querySelector("button").getBoundingClientRect();
    card.showPopover();
    const box = card.getBoundingClientRect();
    const below = chip.bottom + 6 + box.height < window.innerHeight;
    card.style.left = `${Math.max(8, Math.min(chip.left - 12, window.innerWidth - box.width - 8))}px`;
    card.style.top = `${below ? chip.bottom + 6 : Math.max(8, chip.top - box.height - 6)}px`;
  }

  #hide() {
    this.renderRoot.querySelector("[popover]").hidePopover();
    this.shown = false;
  }

  #escape(event) {
    if (event.key === "Escape" && this.shown) {
      event.stopPropagation();
      this.#hide();
    }
  }

  #open() {
    this.#hide();
    this.dispatchEvent(
      new CustomEvent("cite", { bubbles: true, composed: true, detail: { number: this.number, sentence: this.finding?.sentence ?? "" } }),
    );
  }
}

customElements.define("citation-chip", CitationChip);
