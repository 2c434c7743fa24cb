// A source of a kind without a form of its own: its settings, one field each.

import { css, html, LitElement, nothing } from "lit";
import { explain } from "../client/http.js";
import { define, preview, settingsOf, sync, test } from "../client/sources.js";
import { controls } from "../shared/controls.js";
import * as icons from "../shared/icons.js";
import { formLayout } from "./form-layout.js";
import { entered, field } from "./setting-fields.js";
import "./schema-preview.js";

const HINTS = {
  http: { url: "address that answers with JSON", records: "/data", headers: '{"X-Api-Key": "…"}', pagination: '{"kind": "page"}', oauth2: '{"token_url": "…", "client_id": "…", "client_secret": "…"}' },
  folder: { file_path: "/data/documents", include: "**/*.md, **/*.pdf", exclude: "drafts/**" },
  sqlite: { file_path: "shop.db", table: "orders" },
  jdbc: { url: "jdbc:…" },
};

/** Settings that most sources of a kind need; the others are folded. */
const FIRST = { folder: ["file_path", "include"], http: ["url", "records", "key_fields"], sqlite: ["file_path", "table"], jdbc: ["url", "username", "password", "table"] };

class PlainForm extends LitElement {
  static properties = { kind: {}, forms: { state: true }, schema: { state: true }, busy: { state: true }, result: { state: true } };

  static styles = [controls, formLayout, css`.optional { margin-top: calc(-1 * var(--space-2)); } summary { padding: var(--space-1) 0; cursor: pointer; font-size: var(--small); color: var(--faint); } details .fields { margin-top: var(--space-2); }`];

  render() {
    if (!this.forms) {
      return html`<p class=${this.result ? "problem" : "faint"} role="status">${this.result?.message ?? "Loading…"}</p>`;
    }
    const first = this.forms.filter((form) => form.required || FIRST[this.kind]?.includes(form.name));
    const rest = this.forms.filter((form) => !first.includes(form));
    return html`<form class="card" autocomplete="off" @submit=${this.#start}>
      <div class="fields">${first.map((form) => this.#field(form))}
        <label>Name of the source<input name="source-name" placeholder="chosen for you" pattern="[a-z0-9][a-z0-9._\\-]*" title="Lower-case letters, digits, dots, dashes and underscores"></label></div>
      ${rest.length > 0 ? html`<details class="optional"><summary>More settings (${rest.length})</summary><div class="fields">${rest.map((form) => this.#field(form))}</div></details>` : nothing}
      <div class="row">
        <button type="button" aria-disabled=${Boolean(this.busy)} @click=${this.#test}>${icons.check}Test connection</button>
        <button type="button" aria-disabled=${Boolean(this.busy)} @click=${this.#preview}>${icons.search}Preview</button>
        <button class="primary" aria-disabled=${Boolean(this.busy)}>Start reading</button>
        <span role="status" class=${this.busy ? "faint" : this.result?.good ? "good" : "problem"}>${this.busy ? "Connecting…" : this.result?.message ?? ""}</span></div>
      ${this.schema ? html`<h3>Preview</h3><schema-preview .schema=${this.schema}></schema-preview>` : nothing}
    </form>`;
  }

  #field(form) {
    return field(form, null, HINTS[this.kind]?.[form.name]);
  }

  #request() {
    const data = new FormData(this.renderRoot.querySelector("form"));
    return { name: data.get("source-name").trim() || undefined, type: this.kind, settings: entered(this.forms, data) };
  }

  #test() {
    return this.#try(async () => {
      const { success, message } = await test(this.#request());
      this.result = { good: success, message };
    });
  }

  #preview() {
    return this.#try(async () => (this.schema = await preview(this.#request())));
  }

  #start(event) {
    event.preventDefault();
    return this.#try(async () => {
      const { name } = await define(this.#request());
      await sync(name);
      location.hash = `#/data/source/${encodeURIComponent(name)}`;
    });
  }

  async #try(action) {
    if (this.busy || !this.renderRoot.querySelector("form").reportValidity()) {
      return;
    }
    this.busy = true;
    this.result = this.schema = undefined;
    try {
      await action();
    } catch (failure) {
      this.result = { good: false, message: failure instanceof SyntaxError ? `That is no JSON: ${failure.message}` : explain(failure) };
    } finally {
      this.busy = false;
    }
  }

  /** What came of a test stands below the buttons, which may be the last that is seen. */
  updated(changed) {
    if (changed.has("result") && this.result) {
      this.renderRoot.querySelector("[role=status]").scrollIntoView({ block: "nearest" });
    }
  }

  async willUpdate(changed) {
    if (changed.has("kind")) {
      this.forms = this.schema = this.result = undefined;
      try {
        this.forms = await settingsOf(this.kind);
      } catch (failure) {
        this.result = { good: false, message: explain(failure) };
      }
    }
  }
}

customElements.define("plain-form", PlainForm);
