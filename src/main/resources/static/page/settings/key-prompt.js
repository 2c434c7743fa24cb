// Asks for the API key that the server wants.

import { css, html, LitElement, nothing } from "lit";
import { explain } from "../client/http.js";
import { use } from "../client/keys.js";
import { controls } from "../shared/controls.js";

const SENDABLE = /^[\x21-\x7e]+$/;

class KeyPrompt extends LitElement {
  static properties = { problem: { state: true }, busy: { state: true } };

  static styles = [
    controls,
    css`
      :host { display: grid; place-items: start center; height: 100%; overflow-y: auto; padding: 12vh var(--space-4) var(--space-5); }
      form { display: grid; gap: var(--space-4); width: 100%; max-width: 26rem; padding: var(--space-5); }
      h2 { font-size: 1.25rem; }
      label { display: grid; gap: var(--space-1); }
    `,
  ];

  render() {
    return html`<main><form class="card" @submit=${this.#submit}>
      <div><h2>API key</h2><p class="small faint">This server asks for a key. Whoever runs it can give you one.</p></div>
      <label>Key<input name="key" type="password" autocomplete="current-password" required maxlength="200"></label>
      ${this.problem ? html`<p class="problem small" role="alert">${this.problem}</p>` : nothing}
      <button class="primary" aria-disabled=${Boolean(this.busy)}>Open</button>
      <p class="small faint">It is kept by this tab, and forgotten when the tab is closed.</p>
    </form></main>`;
  }

  firstUpdated() {
    this.renderRoot.querySelector("input").focus();
  }

  async #submit(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    const text = new FormData(event.target).get("key").trim();
    if (!SENDABLE.test(text)) {
      this.problem = "A key has letters, digits and signs, and no blanks.";
      return;
    }
    this.busy = true;
    this.problem = undefined;
    try {
      await use(text);
      this.dispatchEvent(new CustomEvent("opened"));
    } catch (failure) {
      this.problem = explain(failure);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("key-prompt", KeyPrompt);
