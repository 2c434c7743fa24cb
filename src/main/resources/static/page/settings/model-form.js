// The model that answers: which one it is, and changing it. A new one is tested before it takes over.

import { css, html, LitElement, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { explain } from "../client/http.js";
import { change, current, providers } from "../client/models.js";
import { controls } from "../shared/controls.js";

const NONE = "extractive";

class ModelForm extends LitElement {
  static properties = {
    current: { state: true },
    providers: { state: true },
    provider: { state: true }, // the name of the chosen one
    address: { state: true }, // as it is written
    busy: { state: true },
    result: { state: true },
  };

  static styles = [
    controls,
    css`
      form { display: grid; gap: var(--space-4); }
      .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: var(--space-3) var(--space-4); }
      .fields label { display: grid; gap: var(--space-1); align-content: start; }
      .used { overflow-wrap: anywhere; }
      .good { color: var(--good); }
    `,
  ];

  constructor() {
    super();
    this.providers = [];
    this.address = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    const chosen = this.providers.find(({ name }) => name === this.provider);
    return html`<form class="card" autocomplete="off" @submit=${this.#switch}>
      <p class="used">${this.#inUse()}</p>
      <div class="fields">
        <label>Provider<select name="provider" @change=${(event) => this.#choose(event.target.value)}>
          ${this.providers.map(({ name, title }) => html`<option value=${name} ?selected=${name === this.provider}>${title}</option>`)}
          <option value=${NONE} ?selected=${this.provider === NONE}>No model: quote the sources</option></select></label>
        ${chosen ? keyed(chosen.name, this.#details(chosen)) : nothing}
      </div>
      ${chosen ? html`<p class="small faint" id="key-use">${this.#keyUse(chosen)}</p>` : nothing}
      <div class="row"><button class="primary" aria-disabled=${Boolean(this.busy || this.#isQuotingAlready())}>${this.provider === NONE ? "Use no model" : "Test and use"}</button>
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
    const { provider, model, endpoint, has_key: hasKey, status, problem } = this.current;
    const used = model
      ? html`<b>${provider} · ${model}</b>${endpoint ? html` at <b>${endpoint}</b>` : nothing}, ${hasKey ? "with an API key" : "without an API key"} (${status})`
      : html`<b>No model</b>: answers quote the passages that answer best.`;
    return html`In use: ${used}${problem ? html` <span class="problem">${problem}</span>` : nothing}`;
  }

  #details({ name, model, requires_key: requiresKey }) {
    const isUsed = name === this.current.provider;
    return html`<label>Model<input name="model" required .value=${(isUsed ? this.current.model : model) ?? ""} placeholder="name of the model"></label>
      <label>Address<input name="endpoint" type="url" required .value=${this.address} placeholder="address of the server" @input=${(event) => (this.address = event.target.value.trim())}></label>
      <label>API key${requiresKey ? "" : " (if it needs one)"}<input name="api_key" type="password" autocomplete="new-password" aria-describedby="key-use" placeholder=${this.#keyKept(name) ? "unchanged" : ""}></label>`;
  }

  /** Whose key goes to the address when none is entered; undefined for nobody's. */
  #keyKept(name) {
    const { current, address } = this;
    const configured = this.providers.find((provider) => provider.name === name);
    if (name === current.provider && address === current.endpoint && current.has_key) {
      return "the key in use";
    }
    return configured.has_key && address === configured.endpoint ? "the key of the server's settings" : undefined;
  }

  #keyUse({ name }) {
    const { address } = this;
    if (!address) {
      return "A key that you enter is sent to the address above, and nowhere else.";
    }
    const kept = this.#keyKept(name);
    const otherwise = kept ? `Without one, ${kept} is sent there.` : "Without one, a key is sent only where it was given for.";
    return html`A key that you enter is sent to <b>${address}</b> and nowhere else. It is kept on the server and never shown. ${otherwise}`;
  }

  /** The fields are new ones then: a key is for one provider. */
  #choose(name) {
    this.provider = name;
    this.address = this.#addressOf(name);
    this.result = undefined;
  }

  #addressOf(name) {
    const known = name === this.current.provider ? this.current.endpoint : undefined;
    return known ?? this.providers.find((provider) => provider.name === name)?.endpoint ?? "";
  }

  async #load() {
    try {
      const [used, known] = await Promise.all([current(), providers()]);
      Object.assign(this, { current: used, providers: known, provider: used.provider });
      this.address = this.#addressOf(used.provider);
    } catch (failure) {
      this.result = { good: false, message: explain(failure) };
    }
  }

  async #switch(event) {
    event.preventDefault();
    if (this.busy || this.#isQuotingAlready()) {
      return;
    }
    const choice = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value.trim() !== ""));
    this.busy = true;
    this.result = undefined;
    try {
      this.current = await change(choice);
      this.address = this.#addressOf(this.current.provider); // as the server has understood it
      this.renderRoot.querySelectorAll("[name=api_key]").forEach((field) => (field.value = ""));
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
