// A table or collection of a database: where it is, whether it can be reached, what it holds, and which fields to use.

import { css, html, LitElement, nothing } from "lit";
import { explain } from "../client/http.js";
import { define, preview, settingsOf, sync, tables, test } from "../client/sources.js";
import { controls } from "../shared/controls.js";
import { count } from "../shared/format.js";
import * as icons from "../shared/icons.js";
import { formLayout } from "./form-layout.js";
import "./schema-preview.js";

const JDBC = { what: "table", label: "Table or view", example: "orders" };

const DETAILS = {
  postgresql: { port: 5432, what: "table", label: "Table or view", example: "orders, or sales.orders", string: "postgresql://user:password@host:5432/database" },
  mysql: { ...JDBC, port: 3306 },
  mariadb: { ...JDBC, port: 3306 },
  sqlserver: { ...JDBC, port: 1433 },
  oracle: { ...JDBC, port: 1521 },
  mongodb: { port: 27017, what: "collection", label: "Collection", example: "orders", string: "mongodb://user:password@host:27017/database" },
};

class DatabaseForm extends LitElement {
  static properties = {
    kind: {},
    byString: { state: true },
    busy: { state: true },
    result: { state: true }, // {good, message}
    schema: { state: true },
    choice: { state: true },
    tables: { state: true },
    chosen: { state: true },
    followable: { state: true }, // whether the server can be told of changes by databases of this kind
  };

  static styles = [
    controls,
    formLayout,
    css`
      .tables { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: 2px; max-height: 14rem; margin: var(--space-2) 0 0; padding: var(--space-2); overflow-y: auto; list-style: none; background: var(--sunken); border-radius: var(--radius-1); }
      .tables button { width: 100%; justify-content: flex-start; overflow-wrap: anywhere; text-align: start; }
    `,
  ];

  render() {
    const details = DETAILS[this.kind];
    return html`<form class="card" autocomplete="off" @submit=${this.#start} @input=${this.#edited}>
      ${details.string
        ? html`<label class="check"><input type="checkbox" .checked=${Boolean(this.byString)} @change=${(event) => (this.byString = event.target.checked)}>Use a connection string</label>`
        : nothing}
      <div class="fields">
        ${this.byString && details.string ? this.#string(details) : this.#parts(details)}
        <label>${details.label}<input name=${details.what} required placeholder=${details.example}></label>
        <label>Name of the source<input name="name" placeholder=${`like the ${details.what}`} pattern="[a-z0-9][a-z0-9._\\-]*" title="Lower-case letters, digits, dots, dashes and underscores"></label>
      </div>
      ${this.followable ? this.#live() : nothing}
      <p class="small faint">A user who may only read is enough: the connection is opened for reading only. The password is kept on the server and never shown again.</p>
      <div class="row">
        <button type="button" aria-disabled=${Boolean(this.busy)} @click=${this.#list}>${icons.table}List ${details.what}s</button>
        <button type="button" aria-disabled=${Boolean(this.busy)} @click=${this.#test}>${icons.check}Test connection</button>
        <button type="button" aria-disabled=${Boolean(this.busy)} @click=${this.#preview}>${icons.search}Preview</button>
        <button class="primary" aria-disabled=${Boolean(this.busy)}>Start reading</button>
        <span role="status" class=${this.busy ? "faint" : this.result?.good ? "good" : "problem"}>${this.busy ? "Connecting…" : this.result?.message ?? ""}</span>
      </div>
      ${this.tables ? this.#choice(details) : nothing}
      ${this.schema
        ? html`<h3>Preview</h3><p class="small faint">The key tells rows apart; searching happens in the fields ticked. Both are chosen for you already.</p>
            <schema-preview .schema=${this.schema} .choice=${this.choice} @choose=${(event) => (this.choice = event.detail)}></schema-preview>`
        : nothing}
    </form>`;
  }

  #live() {
    return html`<div><label class="check"><input type="checkbox" name="live" aria-describedby="live-needs">Follow changes live</label>
      <p class="small faint" id="live-needs">A change is searchable within a second. The database has to allow it; where it does not, the error says what is missing.</p></div>`;
  }

  #choice({ what }) {
    return html`<div><h3>${count(this.tables.length, what)}</h3>
      <ul class="tables" tabindex="0" aria-label=${`${what}s of the database`}>${this.tables.map(
        (name) => html`<li><button type="button" class="quiet" aria-pressed=${name === this.chosen} @click=${() => this.#choose(name)}>${name}</button></li>`,
      )}</ul></div>`;
  }

  #string({ string }) {
    return html`<label class="wide">Connection string<input name="connection_string" type="password" required placeholder=${string} autocomplete="off"></label>
      ${this.kind === "mongodb" ? html`<label>Database<input name="database" placeholder="if the string names none"></label>` : nothing}`;
  }

  #parts({ port }) {
    return html`<label>Host<input name="host" value="localhost" required></label>
      <label>Port<input name="port" type="number" min="1" max="65535" value=${port} required></label>
      <label>Database<input name="database" required></label>
      <label>User<input name="username" autocomplete="off"></label>
      <label>Password<input name="password" type="password" autocomplete="new-password"></label>`;
  }

  /** What came of a test stands below the buttons, which may be the last that is seen. */
  updated(changed) {
    if (changed.has("result") && this.result) {
      this.renderRoot.querySelector("[role=status]").scrollIntoView({ block: "nearest" });
    }
  }

  willUpdate(changed) {
    if (changed.has("kind")) {
      this.#loadSettings();
      if (changed.get("kind")) {
        this.#edited();
        this.#forgetSecrets();
      }
    }
  }

  /** A password was for the database of the kind before. */
  #forgetSecrets() {
    this.renderRoot.querySelectorAll("[type=password]").forEach((field) => (field.value = ""));
  }

  async #loadSettings() {
    const { kind } = this;
    this.followable = false;
    try {
      const settings = await settingsOf(kind);
      this.followable = kind === this.kind && settings.some(({ name }) => name === "live");
    } catch (failure) {
      this.result = { good: false, message: explain(failure) };
    }
  }

  /** What was found out about other settings says nothing about these. */
  #edited(event) {
    if (event?.target.localName === "schema-preview" || ["name", "live"].includes(event?.target.name)) {
      return;
    }
    if (!event || event.target.type !== "checkbox") {
      this.schema = this.result = undefined;
    }
    if (!event || event.target.name !== DETAILS[this.kind].what) {
      this.tables = this.chosen = undefined; // of another place, or of another user
    }
  }

  #request() {
    const values = Object.fromEntries([...new FormData(this.#form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== ""));
    const { name, port, live, ...settings } = values;
    if (port) {
      settings.port = Number(port);
    }
    if (live) {
      settings.live = true;
    }
    if (this.schema) {
      settings.text_fields = this.choice.text;
      if (this.kind !== "mongodb") {
        settings.key_fields = this.choice.key;
      }
    }
    return { name: name || sourceName(settings[DETAILS[this.kind].what]), type: this.kind, settings };
  }

  get #form() {
    return this.renderRoot.querySelector("form");
  }

  /** All but the table has to be there for this. */
  #list() {
    const { what } = DETAILS[this.kind];
    if (![...this.#form.elements].every((input) => input.name === what || input.reportValidity())) {
      return;
    }
    return this.#do(async () => {
      const { type, settings } = this.#request();
      this.tables = await tables({ type, settings: { ...settings, text_fields: undefined, key_fields: undefined } });
      this.result = this.tables.length === 0 ? { good: false, message: `This user sees no ${what}.` } : undefined;
    });
  }

  #choose(name) {
    this.#form.elements[DETAILS[this.kind].what].value = name;
    this.schema = undefined;
    this.chosen = name;
    return this.#preview();
  }

  #test() {
    return this.#try(async () => {
      const { success, message } = await test(this.#request());
      this.result = { good: success, message };
    });
  }

  #preview() {
    return this.#try(async () => {
      const request = this.#request();
      delete request.settings.text_fields;
      delete request.settings.key_fields;
      this.schema = await preview(request);
      this.choice = { key: this.schema.key_fields, text: this.schema.fields.filter((field) => field.text).map((field) => field.name) };
    });
  }

  #start(event) {
    event.preventDefault();
    return this.#try(async () => {
      const request = this.#request();
      const { name } = await define(request);
      if (!request.settings.live) {
        await sync(name); // one that is live reads itself first
      }
      location.hash = `#/data/source/${encodeURIComponent(name)}`;
    });
  }

  async #try(action) {
    if (this.#form.reportValidity()) {
      await this.#do(action);
    }
  }

  async #do(action) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.result = undefined;
    try {
      await action();
    } catch (failure) {
      this.result = { good: false, message: explain(failure) };
    } finally {
      this.busy = false;
    }
  }
}

/** A source's name from a table's. */
const sourceName = (table = "") => table.toLowerCase().replace(/[^a-z0-9._-]+/g, "-").replace(/^[^a-z0-9]+/, "") || "source";

customElements.define("database-form", DatabaseForm);
