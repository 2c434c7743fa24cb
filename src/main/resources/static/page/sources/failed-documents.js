// What of a source failed for good: the stage, the reason, and trying again.

import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { explain } from "../client/http.js";
import { discard, failures, retry, retryAll } from "../client/sources.js";
import { controls } from "../shared/controls.js";
import { count, time } from "../shared/format.js";
import { FocusKeeper } from "../shared/focus.js";
import * as icons from "../shared/icons.js";
import { tables } from "../shared/tables.js";

class FailedDocuments extends LitElement {
  static properties = { source: {}, count: { type: Number }, asOf: { attribute: false }, letters: { state: true }, problem: { state: true } };

  static styles = [
    controls,
    tables,
    css`
      h3 { font-size: 1.05rem; margin-inline-end: auto; }
      .row { margin-bottom: var(--space-3); }
      pre { margin: var(--space-1) 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: var(--tiny)/1.4 var(--mono); color: var(--faint); }
      summary { cursor: pointer; color: var(--faint); }
    `,
  ];

  constructor() {
    super();
    this.letters = [];
    new FocusKeeper(this, { rows: "tbody tr", otherwise: "h3" });
  }

  render() {
    return html`
      <div class="row"><h3 tabindex="-1">Failed documents</h3><button type="button" @click=${() => this.#do(() => retryAll(this.source))}>${icons.again}Retry all</button></div>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <div class="table cards"><table>
        <thead><tr><th scope="col">Document</th><th scope="col">Stage</th><th scope="col">Reason</th><th scope="col" class="number">Attempts</th><th scope="col">When</th><td><span class="hidden-text">Actions</span></td></tr></thead>
        <tbody>${repeat(this.letters, (letter) => letter.id, (letter) => this.#row(letter))}</tbody></table></div>
      ${this.count > this.letters.length ? html`<p class="small faint">The latest ${this.letters.length} of ${count(this.count, "failure")}.</p>` : nothing}`;
  }

  #row({ id, key, stage, reason, attempts, failed_at, excerpt }) {
    return html`<tr><th scope="row">${key}</th><td data-label="Stage">${stage}</td>
      <td data-label="Reason">${reason}${excerpt ? html`<details><summary>Input</summary><pre>${excerpt}</pre></details>` : nothing}</td>
      <td data-label="Attempts" class="number">${attempts}</td><td data-label="When">${time(failed_at)}</td>
      <td><span class="actions"><button type="button" aria-label=${`Retry ${key}`} @click=${() => this.#do(() => retry(id))}>Retry</button>
        <button type="button" class="quiet" aria-label=${`Discard ${key}`} title="Forget this failure" @click=${() => this.#do(() => discard(id))}>${icons.close}</button></span></td></tr>`;
  }

  willUpdate(changed) {
    if (["source", "count", "asOf"].some((property) => changed.has(property))) {
      this.#load();
    }
  }

  async #load() {
    try {
      this.letters = (await failures(this.source)).dead_letters;
    } catch (failure) {
      this.problem = explain(failure);
    }
  }

  async #do(action) {
    try {
      await action();
      this.problem = "";
    } catch (failure) {
      this.problem = explain(failure);
    }
    this.dispatchEvent(new CustomEvent("changed"));
  }
}

customElements.define("failed-documents", FailedDocuments);
