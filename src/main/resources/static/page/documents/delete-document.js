// Deletes a document everywhere, and shows the receipt.

import { css, html, LitElement, nothing } from "lit";
import { forget, letIn } from "../client/documents.js";
import { explain } from "../client/http.js";
import "../shared/confirm-dialog.js";
import { controls } from "../shared/controls.js";
import { count, words } from "../shared/format.js";
import { FocusKeeper } from "../shared/focus.js";
import * as icons from "../shared/icons.js";

class DeleteDocument extends LitElement {
  static properties = { source: {}, key: {}, receipt: { state: true }, message: { state: true }, problem: { state: true } };

  static styles = [controls, css`:host { display: block; margin-top: var(--space-4); } .card { display: grid; gap: var(--space-2); justify-items: start; font-size: var(--small); }`];

  constructor() {
    super();
    new FocusKeeper(this, { otherwise: ".card, button" });
  }

  render() {
    return html`
      ${this.receipt ? this.#shown(this.receipt) : html`<button type="button" class="danger" @click=${() => this.renderRoot.querySelector("confirm-dialog").open()}>${icons.bin}Delete this document…</button>`}
      ${this.problem ? html`<p class="problem small" role="alert">${this.problem}</p>` : nothing}
      <confirm-dialog heading="Delete this document?" action="Delete" @confirmed=${this.#forget}>
        <p>This takes its passages out of the index, and what conversations show and quote of it. The source is not changed: the document stays there, and stays out here until it is let in again.</p>
      </confirm-dialog>`;
  }

  #shown({ removed, note, excluded }) {
    const what = Object.entries(removed).filter(([, many]) => many > 0);
    return html`<div class="card" role="status" tabindex="-1">
      <p><b>Deleted.</b> ${what.map(([kind, many]) => count(many, words(kind).replace(/s$/, ""))).join(" · ")}</p>
      <p class="faint">${note}</p>
      ${excluded ? html`<button type="button" @click=${this.#letIn}>Let it in again</button>` : nothing}
      ${this.message ? html`<p>${this.message}</p>` : nothing}
    </div>`;
  }

  #forget() {
    return this.#do(async () => {
      this.receipt = await forget(this.source, this.key);
    });
  }

  #letIn() {
    return this.#do(async () => {
      const { note } = await letIn(this.source, this.key);
      this.receipt = { ...this.receipt, excluded: false };
      this.message = note;
    });
  }

  async #do(action) {
    try {
      await action();
      this.problem = undefined;
    } catch (failure) {
      this.problem = explain(failure);
    }
  }

  willUpdate(changed) {
    if (changed.has("source") || changed.has("key")) {
      this.receipt = this.message = this.problem = undefined;
    }
  }
}

customElements.define("delete-document", DeleteDocument);
