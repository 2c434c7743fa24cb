// The API keys, where the server asks for them: those there are, making one, and revoking.

import { css, html, LitElement, nothing } from "lit";
import { explain } from "../client/http.js";
import { forget } from "../client/key.js";
import { keys, make, revoke } from "../client/keys.js";
import "../shared/confirm-dialog.js";
import { controls } from "../shared/controls.js";
import { FocusKeeper } from "../shared/focus.js";
import { time } from "../shared/format.js";
import { tables } from "../shared/tables.js";

class KeyList extends LitElement {
  static properties = { answer: { state: true }, made: { state: true }, leaving: { state: true }, problem: { state: true }, copied: { state: true } };

  static styles = [
    controls,
    tables,
    css`
      :host { display: grid; gap: var(--space-3); }
      form { display: flex; gap: var(--space-2); max-width: 30rem; }
      form button { flex: none; }
      .made { display: grid; gap: var(--space-2); justify-items: start; }
      .made code { overflow-wrap: anywhere; }
    `,
  ];

  constructor() {
    super();
    new FocusKeeper(this, { rows: "tbody tr", otherwise: "input" });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    const { answer, problem } = this;
    return html`
      ${problem ? html`<p class="problem small" role="alert">${problem}</p>` : nothing}
      ${answer ? this.#shown(answer) : problem ? nothing : html`<p class="faint">Loading…</p>`}`;
  }

  #shown({ required, current, main, keys: all }) {
    if (!required) {
      return html`<p class="small faint">This server asks for no key: whoever reaches it may use it. Set <code>TABLETALK_API_KEY</code> and start it again to change that.</p>`;
    }
    return html`
      <div class="row"><p class="small">This tab uses the ${main ? html`<b>main key</b>` : html`key <b>${current}</b>`}.</p>
        <button type="button" @click=${this.#leave}>Forget it</button></div>
      ${main ? this.#managed(all) : html`<p class="small faint">Keys are made and revoked with the main key.</p>`}`;
  }

  #managed(all) {
    return html`
      ${all.length > 0
        ? html`<div class="table cards"><table>
            <thead><tr><th scope="col">Name</th><th scope="col">ID</th><th scope="col">Made</th><td><span class="hidden-text">Actions</span></td></tr></thead>
            <tbody>${all.map((key) => this.#row(key))}</tbody></table></div>`
        : html`<p class="small faint">There are no keys besides the main key.</p>`}
      ${this.made ? this.#fresh(this.made) : nothing}
      <form @submit=${this.#make}>
        <input name="name" required maxlength="100" aria-label="Name of the new key" placeholder="Whose it is, or what for">
        <button>Make a key</button>
      </form>
      <confirm-dialog heading=${`Revoke the key “${this.leaving?.name}”?`} action="Revoke" @confirmed=${this.#revoke}>
        <p>The next request with it is refused. This cannot be undone.</p>
      </confirm-dialog>`;
  }

  #row(key) {
    return html`<tr><th scope="row" dir="auto">${key.name}</th><td data-label="ID"><code>${key.id}</code></td><td data-label="Made" class="when">${time(key.created_at)}</td>
      <td><span class="actions"><button type="button" class="danger" aria-label=${`Revoke ${key.name}`} @click=${() => this.#ask(key)}>Revoke…</button></span></td></tr>`;
  }

  #fresh({ name, key }) {
    return html`<div class="card made" role="status">
      <p class="small">The key of <b>${name}</b>. Copy it now: it is shown this once.</p>
      <code>${key}</code>
      <button type="button" @click=${this.#copy}><span aria-live="polite">${this.copied ? "Copied" : "Copy"}</span></button>
    </div>`;
  }

  #ask(key) {
    this.leaving = key;
    this.renderRoot.querySelector("confirm-dialog").open();
  }

  async #copy() {
    await navigator.clipboard.writeText(this.made.key);
    this.copied = true;
  }

  #make(event) {
    event.preventDefault();
    const form = event.target;
    return this.#do(async () => {
      this.made = await make(new FormData(form).get("name"));
      this.copied = false;
      form.reset();
    });
  }

  #revoke() {
    const { id } = this.leaving;
    return this.#do(async () => {
      await revoke(id);
      this.made = this.made?.id === id ? undefined : this.made;
    });
  }

  #leave() {
    forget();
    location.reload();
  }

  async #do(action) {
    try {
      await action();
      this.problem = undefined;
      await this.#load();
    } catch (failure) {
      this.problem = explain(failure);
    }
  }

  async #load() {
    try {
      this.answer = await keys();
    } catch (failure) {
      this.problem = explain(failure);
    }
  }
}

customElements.define("key-list", KeyList);
