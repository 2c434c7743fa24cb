// A record as a tree: what holds other fields can be folded.

import { css, html, LitElement } from "lit";
import { controls } from "../shared/controls.js";

class JsonTree extends LitElement {
  static properties = { value: { attribute: false }, label: {} };

  static styles = [
    controls,
    css`
      :host { display: block; font: var(--small)/1.6 var(--mono); overflow-wrap: anywhere; }
      ul { margin: 0; padding-inline-start: 1.4em; list-style: none; }
      :host > ul { padding: 0; }
      details { margin-inline-start: -1.1em; }
      summary { cursor: pointer; border-radius: var(--radius-1); }
      b { font-weight: 600; color: var(--accent); }
      .text { white-space: pre-wrap; }
      .faint { color: var(--faint); }
    `,
  ];

  render() {
    return html`<ul aria-label=${this.label}>${entries(this.value).map(([name, value]) => this.#field(name, value))}</ul>`;
  }

  #field(name, value) {
    if (value === null || typeof value !== "object") {
      return html`<li><b dir="auto">${name}</b>: <span class="text" dir="auto">${typeof value === "string" ? value : JSON.stringify(value)}</span></li>`;
    }
    const inner = entries(value);
    return html`<li><details open><summary><b dir="auto">${name}</b> <span class="faint">${Array.isArray(value) ? `[${inner.length}]` : `{${inner.length}}`}</span></summary>
      <ul>${inner.map(([key, each]) => this.#field(key, each))}</ul></details></li>`;
  }
}

const entries = (value) => (value instanceof Map ? [...value] : Object.entries(value));

customElements.define("json-tree", JsonTree);
