// A source's own page: what is going on, the attempts so far, what failed, and what the source looks like.

import { css, html, LitElement, nothing } from "lit";
import { explain } from "../client/http.js";
import { batches, cancel, isOver, overview, sync } from "../client/sources.js";
import { controls } from "../shared/controls.js";
import { count, duration, number, time, words } from "../shared/format.js";
import * as icons from "../shared/icons.js";
import { Poll } from "../shared/poll.js";
import { tables } from "../shared/tables.js";
import { view } from "../shared/view.js";
import "./batch-progress.js";
import "./failed-documents.js";
import "./schema-preview.js";
import "./search-box.js";

class SourcePage extends LitElement {
  static properties = { name: {}, state: { state: true }, attempts: { state: true }, problem: { state: true } };

  static styles = [
    controls,
    tables,
    view,
    css`
      :host { height: auto; overflow: visible; }
      section { margin-top: var(--space-5); }
      h3 { font-size: 1.05rem; margin-bottom: var(--space-3); }
    `,
  ];

  #poll = new Poll(this, () => this.#load());

  render() {
    if (!this.state) {
      return html`<p class=${this.problem ? "problem" : "faint"} role="status">${this.problem ?? "Loading…"}</p>`;
    }
    const { type, documents, failures, last_synced: synced, last_batch: last } = this.state;
    const running = last && !isOver(last) ? last : null;
    return html`
      <div class="row heading"><h2>${this.name}</h2>
        ${running ? html`<button type="button" @click=${() => this.#do(cancel, running.id)}>${icons.stop}Stop reading</button>` : nothing}
        <button type="button" ?disabled=${running !== null} @click=${() => this.#do(sync, this.name)}>${icons.again}Sync</button></div>
      <p class="faint">${type} · ${count(documents, "document")} · ${synced ? `last synced ${time(synced)}` : "never read completely"} · ${count(failures, "failure")}</p>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${running ? html`<section class="card"><batch-progress .batch=${running}></batch-progress></section>` : nothing}
      ${failures > 0 ? html`<section><failed-documents .source=${this.name} .count=${failures} @changed=${() => this.#poll.now()}></failed-documents></section>` : nothing}
      <section><h3>Attempts</h3>${this.#attempts()}</section>
      <section><h3>Look inside</h3><search-box .source=${this.name}></search-box></section>
      <section><h3>Fields and sample rows</h3><schema-preview .source=${this.name}></schema-preview></section>`;
  }

  #attempts() {
    if (this.attempts.length === 0) {
      return html`<p class="faint">Not read yet.</p>`;
    }
    return html`<div class="table cards"><table>
      <thead><tr><th scope="col">Started</th><th scope="col">State</th><th scope="col" class="number">New or changed</th><th scope="col" class="number">Unchanged</th>
        <th scope="col" class="number">Deleted</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Duration</th></tr></thead>
      <tbody>${this.attempts.map(
        (batch) => html`<tr><th scope="row">${time(batch.created_at)}</th>
          <td data-label="State"><span class="status ${batch.status}">${batch.kind === "removal" ? "removal " : ""}${words(batch.status)}</span>${batch.error ? html`<br><span class="problem">${batch.error}</span>` : nothing}</td>
          <td data-label="New or changed" class="number">${number(batch.applied)}</td><td data-label="Unchanged" class="number">${number(batch.skipped)}</td>
          <td data-label="Deleted" class="number">${number(batch.removed)}</td><td data-label="Failed" class="number">${number(batch.failed)}</td>
          <td data-label="Duration" class="number">${duration(Date.parse(batch.finished_at ?? batch.updated_at) - Date.parse(batch.created_at))}</td></tr>`,
      )}</tbody></table></div>`;
  }

  willUpdate(changed) {
    if (changed.has("name") && changed.get("name")) {
      this.state = undefined;
      this.#poll.now();
    }
  }

  async #do(action, what) {
    try {
      await action(what);
      this.problem = undefined;
    } catch (failure) {
      this.problem = explain(failure);
    }
    this.#poll.now();
  }

  async #load() {
    try {
      const [all, attempts] = await Promise.all([overview(), batches(this.name)]);
      const found = all.find((source) => source.name === this.name);
      this.attempts = attempts;
      this.state = found;
      this.problem = found ? this.problem : `There is no source “${this.name}” (any more).`;
      return attempts.some((batch) => !isOver(batch));
    } catch (failure) {
      this.problem = explain(failure);
      return false;
    }
  }
}

customElements.define("source-page", SourcePage);
