// A document in front of the conversation that cites it.

import { css, html, LitElement } from "lit";
import { address } from "../client/documents.js";
import { controls } from "../shared/controls.js";
import * as icons from "../shared/icons.js";
import "./document-viewer.js";

class DocumentDialog extends LitElement {
  static properties = { passage: { attribute: false } };

  static styles = [
    controls,
    css`
      dialog { width: min(54rem, 100vw); max-width: 100vw; height: min(52rem, calc(100dvh - 4rem)); max-height: 100dvh; padding: 0; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius-2); box-shadow: var(--shadow); }
      dialog[open] { display: flex; flex-direction: column; }
      dialog::backdrop { background: #0008; }
      .heading { display: flex; align-items: center; gap: var(--space-3); padding: var(--space-2) var(--space-4); border-bottom: 1px solid var(--line); }
      .heading :is(a, span) { margin-inline-end: auto; font-size: var(--small); }
      .body { flex: 1; overflow-y: auto; padding: var(--space-4); }
      @media (max-width: 40rem) { dialog { border: 0; border-radius: 0; height: 100dvh; } }
    `,
  ];

  render() {
    const { source, key } = this.passage;
    return html`<dialog aria-label="Document" @close=${() => this.dispatchEvent(new CustomEvent("close"))}>
      <div class="heading">${key ? html`<a href=${address(source, key)}>Show among the documents of this source</a>` : html`<span class="small faint">${source}</span>`}
        <button type="button" class="quiet" aria-label="Close the document" title="Close" @click=${() => this.#dialog.close()}>${icons.close}</button></div>
      <div class="body" tabindex="0" role="region" aria-label="Content"><document-viewer .source=${source} .key=${key} .passage=${this.passage}></document-viewer></div>
    </dialog>`;
  }

  firstUpdated() {
    this.#dialog.showModal();
  }

  get #dialog() {
    return this.renderRoot.querySelector("dialog");
  }
}

customElements.define("document-dialog", DocumentDialog);
