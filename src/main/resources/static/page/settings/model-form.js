// The model that answers: which one it is, and changing it. A new one is tested before it takes over.

import { css, html, LitElement, nothing } from "lit";
import { explain } from "../client/http.js";
import { change, current, providers } from "../client/models.js";
import { controls } from "../shared/controls.js";

const NONE = "extractive";

class ModelForm extends LitElement {
  static properties = { current: { state: true }, providers: { state: true }, provider: { state: true }, busy: { state: true }, result: { state: true } };

  static styles = [
    controls,
    css`
      form { display: grid; gap: var(--space-4); }
      .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: var(--space-3) var(--space-4); }
      .fields label { display: grid; gap: var(--space-1); align-content: start; }
      .good { color: var(--good); }
    `,
  ];

  constructor() {
    super();
    this.providers = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    return html`<form class="card" autocomplete="off" @submit=${this.#switch}>
      <p>${this.#inUse()}</p>
      <div class="fields">
        <label>Provider<select name="provider" @change=${(event) => (this.provider = event.target.value)}>
          ${this.providers.map(({ name, title }) => html`<option value=${name} ?selected=${name === this.provider}>${title}</option>`)}
          <option value=${NONE} ?selected=${this.provider === NONE}>No model: quote the sources</option></select></label>
        ${this.provider === NONE ? nothing : this.#details(this.providers.find(({ name }) => name === this.provider))}
      </div>
      <div class="row"><button class="primary" ?disabled=${this.busy || this.#isQuotingAlready()}>${this.provider === NONE ? "Use no model" : "Test and use"}</button>
        <span role="status" class=${this.busy ? "faint" : this.result?.good ? "good" : "problem"}>${this.busy ? "Testing…" : this.result?.message ?? ""}</span></div>
    </form>`;
  }

  #isQuotingAlready() {
    return this.provider === NONE && this.current !== undefined && !this.current.model;
  }

  #inUse() {
    if (!this.current) {
      return "Loading…";
    }
    const { provider, model, status, problem } = this.current;
    const used = model ? html`<b>${provider} · ${model}</b> (${status})` : html`<b>No model</b>: answers quote the passages that answer best.`;
    return html`In use: ${used}${problem ? html` <span class="problem">${problem}</span>` : nothing}`;
  }

  #details(provider) {
    return provider
      ? html`<label>Model<input name="model" placeholder=${provider.model || "name of the model"}></label>
          <label>Address<input name="endpoint" placeholder=${provider.endpoint || "address of the server"}></label>
          <label>API key${provider.requires_key ? "" : " (if it needs one)"}<input name="api_key" type="password" autocomplete="new-password" placeholder=${provider.configured && provider.requires_key ? "as configured" : ""}></label>`
      : nothing;
  }

  async #load() {
    try {
      [this.current, this.providers] = await Promise.all([current(), providers()]);
      this.provider = this.current.provider;
    } catch (failure) {
      this.result = { good: false, message: explain(failure) };
    }
  }

  async #switch(event) {
    event.preventDefault();
    const choice = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value.trim() !== ""));
    this.busy = true;
    this.result = undefined;
    try {
      this.current = await change(choice);
      this.result = { good: true, message: this.current.model ? `${this.current.model} answers now.` : "Answers quote the sources now." };
      this.dispatchEvent(new CustomEvent("switched", { bubbles: true, composed: true }));
    } catch (failure) {
      this.result = { good: false, message: explain(failure) };
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("model-form", ModelForm);
