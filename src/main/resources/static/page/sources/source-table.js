// All sources, each in a line, with what can be done with it.

import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { explain } from "../client/http.js";
import { isBusy, overview } from "../client/sources.js";
import "../shared/file-drop.js";
import { controls } from "../shared/controls.js";
import { FocusKeeper } from "../shared/focus.js";
import { number, sourceName, time } from "../shared/format.js";
import { Poll } from "../shared/poll.js";
import { tables } from "../shared/tables.js";
import "./source-actions.js";
import { lagOf, stateOf } from "./source-state.js";

class SourceTable extends LitElement {
  static properties = { sources: { state: true }, problem: { state: true } };

  static styles = [
    controls,
    tables,
    css`
      .problem { margin-bottom: var(--space-3); }
      .lag { display: block; color: var(--faint); font-size: var(--tiny); }
      file-drop { margin-top: var(--space-4); }
      td { overflow-wrap: normal; }
      tbody th { min-width: 10rem; max-width: 0; } /* what a name lacks of room makes the table no wider */
      tbody th a { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      @media (min-width: 72rem) { tbody th { width: 99%; } td { white-space: nowrap; } }
      @media (min-width: 60.01rem) { source-actions { justify-content: end; } }
      @media (max-width: 60rem) { tbody th { min-width: 0; max-width: none; } }
    `,
  ];

  constructor() {
    super();
    new FocusKeeper(this, { rows: "tbody tr", otherwise: "file-drop" });
  }

  #poll = new Poll(this, () => this.#load());

  render() {
    return html`
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.sources ? this.#table() : html`<p class="faint">Loading…</p>`}
      <file-drop @added=${this.#added}></file-drop>`;
  }

  /** The row of a new source comes above the files and would push what became of them out of sight. */
  async #added({ target }) {
    await this.#poll.now();
    await this.updateComplete;
    target.show();
  }

  #table() {
    if (this.sources.length === 0) {
      return html`<p class="faint">There are no sources yet. Drop files below, or add a database.</p>`;
    }
    return html`<div class="table cards dense"><table>
      <thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">Status</th><th scope="col" class="number">Documents</th>
        <th scope="col">Last synced</th><th scope="col">Next run</th><th scope="col" class="number">Failures</th><td><span class="hidden-text">Actions</span></td></tr></thead>
      <tbody>${repeat(this.sources, (source) => source.name, (source) => this.#row(source))}</tbody></table></div>`;
  }

  #row(source) {
    const { name, type, documents, failures, last_synced: synced, next_run: next } = source;
    const page = `#/data/source/${encodeURIComponent(name)}`;
    const state = stateOf(source);
    const shown = sourceName(source);
    const lag = lagOf(source);
    return html`<tr>
      <th scope="row"><a href=${page} title=${shown}>${shown}</a></th>
      <td data-label="Kind">${type}</td>
      <td data-label="Status" class="whole"><span class="status ${state.kind}">${state.text}</span>${lag ? html`<span class="lag">${lag}</span>` : nothing}</td>
      <td data-label="Documents" class="number">${number(documents)}</td>
      <td data-label="Last synced">${synced ? time(synced) : "never"}</td>
      <td data-label="Next run">${next ? time(next) : "by hand"}</td>
      <td data-label="Failures" class="number">${failures > 0 ? html`<a href=${page}>${number(failures)}</a>` : "0"}</td>
      <td class="whole"><source-actions .source=${source} @changed=${() => this.#poll.now()}></source-actions></td></tr>`;
  }

  async #load() {
    try {
      this.sources = await overview();
      this.problem = "";
    } catch (failure) {
      this.problem = explain(failure);
      return false;
    }
    return this.sources.some(isBusy);
  }
}

customElements.define("source-table", SourceTable);
