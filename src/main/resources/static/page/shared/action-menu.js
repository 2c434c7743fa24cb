// More that can be done, behind a button.

import { css, html, LitElement } from "lit";
import { controls } from "./controls.js";
import { focused } from "./focus.js";
import * as icons from "./icons.js";

class ActionMenu extends LitElement {
  static properties = { label: {}, open: { state: true } };

  static styles = [
    controls,
    css`
      :host { display: inline-block; }
      [popover] { inset: auto; margin: 0; padding: var(--space-1); width: 13rem; color: var(--ink); background: var(--raised); border: 1px solid var(--line); border-radius: var(--radius-2); box-shadow: var(--shadow); }
      ::slotted(*) { width: 100%; }
    `,
  ];

  render() {
    return html`<button type="button" class="quiet" aria-label=${this.label} title=${this.label} aria-expanded=${Boolean(this.open)} @click=${this.#toggle}>${icons.more}</button>
      <div popover @toggle=${this.#toggled} @click=${this.#choosing}><slot></slot></div>`;
  }

  get #list() {
    return this.renderRoot.querySelector("[popover]");
  }

  /** Before what was chosen happens: a dialog that it opens then comes back to the button. */
  #choosing = {
    capture: true,
    handleEvent: () => {
      this.#list.hidePopover();
      this.#button.focus();
    },
  };

  #toggled(event) {
    this.open = event.newState === "open";
    const at = focused();
    if (!this.open && (at === null || this.contains(at))) {
      this.#button.focus();
    }
  }

  get #button() {
    return this.renderRoot.querySelector("button");
  }

  #toggle() {
    if (this.open) {
      this.#list.hidePopover();
      return;
    }
    this.#list.showPopover();
    const button = this.#button.getBoundingClientRect();
    const list = this.#list.getBoundingClientRect();
    const below = button.bottom + 4 + list.height < window.innerHeight;
    this.#list.style.left = `${Math.max(8, Math.min(button.right - list.width, window.innerWidth - list.width - 8))}px`;
    this.#list.style.top = `${below ? button.bottom + 4 : Math.max(8, button.top - list.height - 4)}px`;
    this.querySelector("button, a")?.focus();
  }
}

customElements.define("action-menu", ActionMenu);
