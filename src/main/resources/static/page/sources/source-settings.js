// How a source is set up, and changing it. Credentials are never shown; left empty, they stay as they are.

import { css, html, LitElement } from "lit";
import { explain } from "../client/http.js";
import { change, one, settingsOf, sync } from "../client/sources.js";
import { controls } from "../shared/controls.js";
import { FocusKeeper } from "../shared/focus.js";
import { heading, time } from "../shared/format.js";
import * as icons from "../shared/icons.js";
import { tables } from "../shared/tables.js";
import { changes, field, shown } from "./setting-fields.js";
import { formLayout } from "./form-layout.js";

class SourceSettings extends LitElement {
  static properties = {
    source: {},
    definition: { state: true },
    forms: { state: true },
    editing: { state: true },
    busy: { state: true },
    result: { state: true }, // {good, message}
  };

  static styles = [controls, tables, formLayout, css`td { white-space: pre-wrap; } .row { margin-top: var(--space-3); }`];

  constructor() {
    super();
    new FocusKeeper(this, { otherwise: "input, select, textarea, button" });
  }

  render() {
    if (!this.forms) {
      return html`<p class=${this.result ? "problem" : "faint"} role="status">${this.result?.message ?? "Loading…"}</p>`;
    }
    return this.editing ? this.#form() : this.#table();
  }

  #table() {
    const { settings, updated_at: updated } = this.definition;
    const set = this.forms.map((form) => [form.name, shown(form.form, settings[form.name])]).filter(([, value]) => value !== "");
    return html`<div class="table" tabindex="0" role="region" aria-label="Settings"><table>
        <thead><tr><th scope="col">Setting</th><th scope="col">Value</th></tr></thead>
        <tbody>${set.map(([name, value]) => html`<tr><th scope="row">${heading(name)}</th><td dir="auto">${value}</td></tr>`)}</tbody></table></div>
      <p class="row"><button type="button" @click=${this.#edit}>${icons.pencil}Edit</button>
        <span class="small faint">Last changed ${time(updated)}.</span><span role="status" class="good small">${this.result?.message ?? ""}</span></p>`;
  }

  #form() {
    return html`<form class="card" autocomplete="off" @submit=${this.#save}>
      <div class="fields">${this.forms.map((form) => field(form, this.definition.settings[form.name]))}</div>
      <p class="small faint">An empty field takes the default. Where credentials are sent may only change together with them. The next read follows the new settings.</p>
      <div class="row"><button class="primary" value="sync" aria-disabled=${Boolean(this.busy)}>Save and read again</button>
        <button value="save" aria-disabled=${Boolean(this.busy)}>Save</button>
        <button type="button" aria-disabled=${Boolean(this.busy)} @click=${this.#leave}>Cancel</button>
        <span role="status" class="problem">${this.result?.message ?? ""}</span></div>
    </form>`;
  }

  #edit() {
    this.result = undefined;
    this.editing = true;
  }

  #leave() {
    this.result = undefined;
    this.editing = false;
  }

  async #save(event) {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    const readAgain = event.submitter?.value === "sync";
    this.busy = true;
    try {
      const settings = changes(this.forms, this.definition.settings, new FormData(event.target));
      if (Object.keys(settings).length > 0) {
        this.definition = await change(this.source, { settings });
      }
      if (readAgain) {
        await sync(this.source);
      }
      this.editing = false;
      this.result = { good: true, message: readAgain ? "Saved; reading again." : "Saved." };
      this.dispatchEvent(new CustomEvent("changed"));
    } catch (failure) {
      this.result = { good: false, message: failure instanceof SyntaxError ? `That is no JSON: ${failure.message}` : explain(failure) };
    } finally {
      this.busy = false;
    }
  }

  async willUpdate(changed) {
    if (changed.has("source")) {
      this.forms = this.result = undefined;
      this.editing = false;
      try {
        this.definition = await one(this.source);
        this.forms = await settingsOf(this.definition.type);
      } catch (failure) {
        this.result = { good: false, message: explain(failure) };
      }
    }
  }
}

customElements.define("source-settings", SourceSettings);
