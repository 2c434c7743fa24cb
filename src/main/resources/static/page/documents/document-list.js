// The documents of a source, by key, and those that hold some words.

import { css, html, LitElement, nothing } from "lit";
import { address, documents } from "../client/documents.js";
import { explain } from "../client/http.js";
import { controls } from "../shared/controls.js";
import { FocusKeeper } from "../shared/focus.js";
import { number, time } from "../shared/format.js";
import * as icons from "../shared/icons.js";
import { tables } from "../shared/tables.js";

class DocumentList extends LitElement {
  static properties = { source: {}, list: { state: true }, next: { state: true }, words: { state: true }, problem: { state: true } };

  static styles = [
    controls,
    tables,
    css`
      form { display: flex; gap: var(--space-2); margin-bottom: var(--space-3); }
      .more { margin-top: var(--space-3); }
    `,
  ];

  constructor() {
    super();
    this.words = "";
    new FocusKeeper(this, { otherwise: "tbody tr:last-child a" });
  }

  render() {
    return html`
      <form role="search" @submit=${this.#search}>
        <input name="words" type="search" maxlength="500" aria-label="Words or key to look for" placeholder="Words that the document holds, or a part of its key">
        <button>${icons.search}Find</button>
      </form>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.list ? this.#table() : html`<p class="faint">Loading…</p>`}
      ${this.next ? html`<button type="button" class="more" @click=${() => this.#load(this.next)}>Show more</button>` : nothing}`;
  }

  #table() {
    if (this.list.length === 0) {
      return html`<p class="faint" role="status">${this.words ? "No document holds that." : "The index holds no document of this source."}</p>`;
    }
    return html`<div class="table cards"><table>
      <thead><tr><th scope="col">Document</th><th scope="col">Key</th><th scope="col" class="number">Passages</th><th scope="col">As of</th></tr></thead>
      <tbody>${this.list.map(
        ({ key, title, passages, as_of: asOf }) => html`<tr><th scope="row"><a href=${address(this.source, key)} dir="auto">${title || key}</a></th>
          <td data-label="Key" dir="auto">${key}</td><td data-label="Passages" class="number">${number(passages)}</td><td data-label="As of" class="when">${time(asOf)}</td></tr>`,
      )}</tbody></table></div>`;
  }

  willUpdate(changed) {
    if (changed.has("source")) {
      this.words = "";
      this.#load(null);
    }
  }

  #search(event) {
    event.preventDefault();
    this.words = new FormData(event.target).get("words").trim();
    return this.#load(null);
  }

  async #load(after) {
    const { source, words } = this;
    try {
      const page = await documents(source, words, after);
      if (source === this.source && words === this.words) {
        this.list = after === null ? page.documents : [...this.list, ...page.documents];
        this.next = page.next;
        this.problem = undefined;
      }
    } catch (failure) {
      this.problem = explain(failure);
    }
  }
}

customElements.define("document-list", DocumentList);
