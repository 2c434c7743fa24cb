// Which sources to ask: all, or some.

import { css, html, LitElement } from "lit";
import { live } from "lit/directives/live.js";
import { controls } from "../shared/controls.js";
import { sourceName } from "../shared/format.js";

class SourceChoice extends LitElement {
  static properties = { sources: { attribute: false }, chosen: { attribute: false } };

  static styles = [
    controls,
    css`
      :host { display: block; }
      details { border-top: 1px solid var(--line); padding-top: var(--space-2); }
      summary { overflow-wrap: anywhere; padding: var(--space-1) 0; font-size: var(--small); cursor: pointer; border-radius: var(--radius-1); }
      summary b { font-weight: 600; }
      fieldset { margin: 0; padding: 0; border: 0; max-height: 30vh; overflow-y: auto; }
      label { display: flex; align-items: center; gap: var(--space-2); min-height: 1.9rem; padding: 2px; overflow-wrap: anywhere; }
    `,
  ];

  render() {
    const some = this.chosen.length > 0;
    const names = new Map(this.sources.map((source) => [source.name, sourceName(source)]));
    return html`<details>
      <summary>Ask <b>${some ? this.chosen.map((name) => names.get(name) ?? name).join(", ") : "all sources"}</b></summary>
      <fieldset aria-label="Sources to ask">
        <label><input type="checkbox" .checked=${live(!some)} @change=${this.#all}>All sources</label>
        ${this.sources.map(
          ({ name }) => html`<label><input type="checkbox" .checked=${this.chosen.includes(name)} @change=${(event) => this.#toggle(name, event.target.checked)}>${names.get(name)}</label>`,
        )}
      </fieldset>
    </details>`;
  }

  /** It is left by choosing some. */
  #all(event) {
    event.target.checked = true;
    this.#choose([]);
  }

  #toggle(name, isChosen) {
    this.#choose(isChosen ? [...this.chosen, name].sort() : this.chosen.filter((other) => other !== name));
  }

  #choose(chosen) {
    this.dispatchEvent(new CustomEvent("choose", { detail: chosen }));
  }
}

customElements.define("source-choice", SourceChoice);
