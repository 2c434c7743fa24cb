// All sources, each in a line, with what can be done with it.

import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { explain } from "../client/http.js";
import { forget, isOver, overview, sync } from "../client/sources.js";
import "../shared/confirm-dialog.js";
import "../shared/file-drop.js";
import { controls } from "../shared/controls.js";
import { count, number, time, words } from "../shared/format.js";
import * as icons from "../shared/icons.js";
import { Poll } from "../shared/poll.js";
import { tables } from "../shared/tables.js";

class SourceTable extends LitElement {
  static properties = { sources: { state: true }, problem: { state: true }, leaving: { state: true } };

  static styles = [controls, tables, css`.problem { margin-bottom: var(--space-3); } file-drop { margin-top: var(--space-4); }`];

  #poll = new Poll(this, () => this.#load());

  render() {
    return html`
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.sources ? this.#table() : html`<p class="faint">Loading…</p>`}
      <file-drop @added=${() => this.#poll.now()}></file-drop>
      <confirm-dialog heading=${`Delete ${this.leaving?.name ?? ""}?`} action="Delete" @confirmed=${() => this.#do(forget, this.leaving.name)}>
        ${this.leaving
          ? html`<p>This takes ${count(this.leaving.documents, "document")} out of the index, forgets the source's settings and its
              ${count(this.leaving.failures, "failure")}. The data itself, where it came from, is not touched; conversations keep the passages they have shown.</p>`
          : nothing}
      </confirm-dialog>`;
  }

  #table() {
    if (this.sources.length === 0) {
      return html`<p class="faint">There are no sources yet. Drop files below, or add a database.</p>`;
    }
    return html`<div class="table cards"><table>
      <thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">Status</th><th scope="col" class="number">Documents</th>
        <th scope="col">Last synced</th><th scope="col" class="number">Failures</th><td><span class="hidden-text">Actions</span></td></tr></thead>
      <tbody>${repeat(this.sources, (source) => source.name, (source) => this.#row(source))}</tbody></table></div>`;
  }

  #row({ name, type, documents, failures, last_batch: last, last_synced: synced, ...rest }) {
    const source = { name, type, documents, failures, ...rest };
    const running = last && !isOver(last);
    return html`<tr>
      <th scope="row"><a href=${`#/data/source/${encodeURIComponent(name)}`}>${name}</a></th>
      <td data-label="Kind">${type}</td>
      <td data-label="Status"><span class="status ${last?.status ?? ""}">${stateOf(last)}</span></td>
      <td data-label="Documents" class="number">${number(documents)}</td>
      <td data-label="Last synced">${synced ? time(synced) : "never"}</td>
      <td data-label="Failures" class="number">${failures > 0 ? html`<a href=${`#/data/source/${encodeURIComponent(name)}`}>${number(failures)}</a>` : "0"}</td>
      <td><span class="actions">
        <button type="button" aria-label=${`Sync ${name}`} title="Read it again: unchanged documents cost nothing" ?disabled=${running} @click=${() => this.#do(sync, name)}>${icons.again}Sync</button>
        <button type="button" class="quiet" aria-label=${`Delete ${name}`} title="Delete" @click=${() => this.#leave(source)}>${icons.bin}</button>
      </span></td></tr>`;
  }

  async #leave(source) {
    this.leaving = source;
    await this.updateComplete;
    this.renderRoot.querySelector("confirm-dialog").open();
  }

  async #do(action, name) {
    try {
      await action(name);
      this.problem = "";
    } catch (failure) {
      this.problem = explain(failure);
    }
    this.#poll.now();
  }

  async #load() {
    try {
      this.sources = await overview();
    } catch (failure) {
      this.problem = explain(failure);
      return false;
    }
    return this.sources.some((source) => source.last_batch && !isOver(source.last_batch));
  }
}

/** A source's state in words, from its last batch. */
export function stateOf(batch) {
  if (!batch) {
    return "not read yet";
  }
  if (batch.status === "running") {
    const doing = batch.kind === "removal" ? "removing" : words(batch.phase);
    return batch.progress_percentage === null ? `${doing}, ${number(batch.read)} so far` : `${doing}, ${Math.floor(batch.progress_percentage)} %`;
  }
  return words(batch.status);
}

customElements.define("source-table", SourceTable);
