// The fields of a source and a few of its rows; where it is to be set up, with the choice of fields.

import { css, html, LitElement, nothing } from "lit";
import { explain } from "../client/http.js";
import { schema } from "../client/sources.js";
import { controls } from "../shared/controls.js";
import { count } from "../shared/format.js";
import { tables } from "../shared/tables.js";

const LABELS = { key: "part of the key", text: "search in it" };

class SchemaPreview extends LitElement {
  static properties = {
    source: {}, // the name of a defined one, which is asked for
    schema: { attribute: false }, // or what is known already
    choice: { attribute: false }, // {key, text}: lists of names, to be chosen from; missing to show only
    problem: { state: true },
  };

  static styles = [
    controls,
    tables,
    css`
      :host { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-4); }
      td { overflow-wrap: break-word; }
      .center { text-align: center; }
      @media (max-width: 60rem) { .dense td:empty { display: none; } }
      .center input { display: inline-block; vertical-align: middle; }
    `,
  ];

  render() {
    if (!this.schema) {
      return html`<p class=${this.problem ? "problem" : "faint"}>${this.problem ?? "Loading…"}</p>`;
    }
    const { estimated_rows: rows } = this.schema;
    return html`
      ${rows !== null ? html`<p class="small faint">About ${count(rows, "row")}.</p>` : nothing}
      ${this.#fields()}
      ${this.schema.samples.length > 0 ? this.#samples() : nothing}`;
  }

  #fields() {
    const { fields, key_fields: keys } = this.schema;
    const columns = Object.entries({ key: ["Key", keys.length > 0], text: ["Search in it", fields.some((field) => field.text)] }).filter(([, [, isUsed]]) => this.choice || isUsed);
    const box = (list, name) =>
      this.choice
        ? html`<input type="checkbox" aria-label=${`${name}: ${LABELS[list]}`} .checked=${this.choice[list].includes(name)} @change=${(event) => this.#choose(list, name, event.target.checked)}>`
        : (list === "key" ? keys.includes(name) : fields.find((field) => field.name === name).text) ? "yes" : "";
    return html`<div class="table cards dense" tabindex="0" role="region" aria-label="Fields"><table>
      <thead><tr><th scope="col">Field</th><th scope="col">Type</th>${columns.map(([, [heading]]) => html`<th scope="col" class="center">${heading}</th>`)}</tr></thead>
      <tbody>${fields.map(
        ({ name, type }) => html`<tr><th scope="row">${name}</th><td data-label="Type">${type}</td>${columns.map(([list, [heading]]) => html`<td class="center" data-label=${heading}>${box(list, name)}</td>`)}</tr>`,
      )}</tbody></table></div>`;
  }

  #samples() {
    const names = this.schema.fields.map((field) => field.name);
    return html`<div class="table" tabindex="0" role="region" aria-label="Sample rows"><table>
      <thead><tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${this.schema.samples.map((row) => html`<tr>${names.map((name) => html`<td class="cell" dir="auto">${text(row[name])}</td>`)}</tr>`)}</tbody></table></div>`;
  }

  #choose(list, name, isChosen) {
    const chosen = this.choice[list].filter((other) => other !== name);
    this.dispatchEvent(new CustomEvent("choose", { detail: { ...this.choice, [list]: isChosen ? [...chosen, name] : chosen } }));
  }

  async willUpdate(changed) {
    if (changed.has("source") && this.source) {
      try {
        this.schema = await schema(this.source);
      } catch (failure) {
        this.problem = explain(failure);
      }
    }
  }
}

const text = (value) => (value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));

customElements.define("schema-preview", SchemaPreview);
