// Asks before something that cannot be undone.

import { css, html, LitElement } from "lit";
import { controls } from "./controls.js";

class ConfirmDialog extends LitElement {
  static properties = { heading: {}, action: {} };

  static styles = [
    controls,
    css`
      dialog { max-width: min(28rem, calc(100vw - 2rem)); padding: var(--space-5); color: var(--ink); background: var(--raised); border: 1px solid var(--line); border-radius: var(--radius-2); box-shadow: var(--shadow); }
      dialog::backdrop { background: #0008; }
      h2 { font-size: 1.1rem; margin-bottom: var(--space-2); overflow-wrap: anywhere; }
      .row { margin-top: var(--space-4); justify-content: flex-end; }
    `,
  ];

  render() {
    return html`<dialog aria-labelledby="heading">
      <h2 id="heading">${this.heading}</h2>
      <slot></slot>
      <div class="row">
        <button type="button" @click=${() => this.#dialog.close()}>Cancel</button>
        <button type="button" class="danger" @click=${this.#confirm}>${this.action}</button>
      </div>
    </dialog>`;
  }

  open() {
    this.#dialog.showModal();
  }

  get #dialog() {
    return this.renderRoot.querySelector("dialog");
  }

  #confirm() {
    this.#dialog.close();
    this.dispatchEvent(new CustomEvent("confirmed"));
  }
}

customElements.define("confirm-dialog", ConfirmDialog);
