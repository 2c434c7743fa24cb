// The documents of a source that were deleted here and stay out, and letting them in again. Nothing when there are none.

import { css, html, LitElement, nothing } from "lit";
import { excluded, letIn } from "../client/documents.js";
import { explain } from "../client/http.js";
import { controls } from "../shared/controls.js";
import { FocusKeeper } from "../shared/focus.js";
import { time } from "../shared/format.js";
import { tables } from "../shared/tables.js";

class ExcludedDocuments extends LitElement {
  static properties = { source: {}, list: { state: true }, next: { state: true }, message: { state: true }, problem: { state: true } };

  static styles = [
    controls,
    tables,
    css`
      :host { display: block; }
      section { margin-top: var(--space-5); }
      h3 { font-size: 1.05rem; }
      p { margin: var(--space-1) 0 var(--space-3); }
      .more { margin-top: var(--space-3); }
    `,
  ];

  constructor() {
    super();
    new FocusKeeper(this, { rows: "tbody tr", otherwise: "[role=status]" });
  }

  render() {
    const { list = [], message, problem } = this;
    return html`
      ${list.length > 0 ? this.#table() : nothing}
      <p class="small" role="status" tabindex="-1">${message ?? nothing}</p>
      ${problem ? html`<p class="problem small" role="alert">${problem}</p>` : nothing}`;
  }

  #table() {
    return html`<section aria-labelledby="heading">
      <h3 id="heading">Left out</h3>
      <p class="small faint">These documents were deleted here. They stay out although the source may still hold them.</p>
      <div class="table cards"><table>
        <thead><tr><th scope="col">Key</th><th scope="col">Deleted</th><td><span class="hidden-text">Actions</span></td></tr></thead>
        <tbody>${this.list.map(
          ({ key, excluded_at: at }) => html`<tr><th scope="row" dir="auto">${key}</th><td data-label="Deleted" class="when">${time(at)}</td>
            <td><span class="actions"><button type="button" aria-label=${`Let ${key} in again`} @click=${() => this.#letIn(key)}>Let in again</button></span></td></tr>`,
        )}</tbody></table></div>
      ${this.next ? html`<button type="button" class="more" @click=${() => this.#load(this.next)}>Show more</button>` : nothing}
    </section>`;
  }

  willUpdate(changed) {
    if (changed.has("source")) {
      this.list = this.next = this.message = this.problem = undefined;
      this.#load(null);
    }
  }

  async #letIn(key) {
    try {
      const { note } = await letIn(this.source, key);
      this.list = this.list.filter((document) => document.key !== key);
      this.message = note;
      this.problem = undefined;
    } catch (failure) {
      this.problem = explain(failure);
    }
  }

  async #load(after) {
    const { source } = this;
    try {
      const page = await excluded(source, after);
      if (source === this.source) {
        this.list = after === null ? page.documents : [...this.list, ...page.documents];
        this.next = page.next;
      }
    } catch (failure) {
      this.problem = explain(failure);
    }
  }
}

customElements.define("excluded-documents", ExcludedDocuments);
