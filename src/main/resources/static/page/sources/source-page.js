// A source's own page: what is going on and what failed, its documents, what the chat finds in it, and its settings.

import { css, html, LitElement, nothing } from "lit";
import { explain } from "../client/http.js";
import { batches, isBusy, isOver, overview } from "../client/sources.js";
import { controls } from "../shared/controls.js";
import { FocusKeeper } from "../shared/focus.js";
import { count, sourceName, time } from "../shared/format.js";
import { Poll } from "../shared/poll.js";
import { tables } from "../shared/tables.js";
import { view } from "../shared/view.js";
import "../documents/delete-document.js";
import "../documents/document-list.js";
import "../documents/document-viewer.js";
import "../documents/excluded-documents.js";
import "./batch-progress.js";
import "./failed-documents.js";
import "./schema-preview.js";
import "./search-box.js";
import "./source-actions.js";
import "./source-attempts.js";
import "./source-audit.js";
import "./source-schedule.js";
import "./source-settings.js";
import { lagOf, stateOf } from "./source-state.js";

const PARTS = { "": "Reading", documents: "Documents", search: "Try a search", fields: "Fields", settings: "Settings" };

class SourcePage extends LitElement {
  static properties = { name: {}, path: { attribute: false }, state: { state: true }, attempts: { state: true }, problem: { state: true } };

  static styles = [
    controls,
    tables,
    view,
    css`
      :host { height: auto; overflow: visible; }
      section { margin-top: var(--space-5); }
      h2 { overflow-wrap: anywhere; }
      h3 { font-size: 1.05rem; margin-bottom: var(--space-3); }
      nav { display: flex; gap: var(--space-1); margin: var(--space-4) 0; border-bottom: 1px solid var(--line); overflow-x: auto; }
      nav a { padding: var(--space-2) var(--space-3); font-size: var(--small); color: var(--faint); text-decoration: none; white-space: nowrap; border-bottom: 2px solid transparent; border-radius: var(--radius-1) var(--radius-1) 0 0; }
      nav a:hover { color: var(--ink); }
      nav a:focus-visible { outline-offset: -2px; }
      nav a[aria-current] { color: var(--accent); font-weight: 600; border-bottom-color: var(--accent); }
      .back { margin-bottom: var(--space-3); }
    `,
  ];

  constructor() {
    super();
    new FocusKeeper(this, { otherwise: "h2" });
  }

  #poll = new Poll(this, () => this.#load());

  render() {
    if (!this.state) {
      return html`<p class=${this.problem ? "problem" : "faint"} role="status">${this.problem || "Loading…"}</p>`;
    }
    const state = stateOf(this.state);
    return html`
      <div class="row heading"><h2 tabindex="-1">${sourceName(this.state)}</h2>
        <source-actions .source=${this.state} @changed=${() => this.#poll.now()} @forgotten=${() => (location.hash = "#/data")}></source-actions></div>
      <p class="faint"><span class="status ${state.kind}">${state.text}</span> · ${this.#facts().join(" · ")}</p>
      ${this.state.live?.problem ? html`<p class="problem">${this.state.live.problem}</p>` : nothing}
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <nav aria-label="Parts of the source">${Object.entries(PARTS).map(([part, name]) => this.#link(part, name))}</nav>
      ${this.#part()}`;
  }

  #facts() {
    const { type, documents, failures, last_synced: synced, next_run: next } = this.state;
    return [
      type,
      count(documents, "document"),
      synced ? `last synced ${time(synced)}` : "never read completely",
      lagOf(this.state),
      next && `next run ${time(next)}`,
      count(failures, "failure"),
    ].filter(Boolean);
  }

  #running() {
    const last = this.state.last_batch;
    return last && !isOver(last) ? last : null;
  }

  #link(part, name) {
    const [current = ""] = this.path;
    const isCurrent = part === current || (part === "documents" && current === "document");
    return html`<a href=${this.#address(part)} aria-current=${isCurrent ? "page" : nothing}>${name}</a>`;
  }

  #address(part) {
    return `#/data/source/${encodeURIComponent(this.name)}${part ? `/${part}` : ""}`;
  }

  #part() {
    const [part, key] = this.path;
    switch (part) {
      case "documents":
        return html`<document-list .source=${this.name}></document-list><excluded-documents .source=${this.name}></excluded-documents>`;
      case "document":
        return html`<p class="back small"><a href=${this.#address("documents")}>All documents</a></p><document-viewer .source=${this.name} .key=${key}></document-viewer>
          <delete-document .source=${this.name} .key=${key}></delete-document>`;
      case "search":
        return html`<search-box .source=${this.name}></search-box>`;
      case "fields":
        return html`<schema-preview .source=${this.name}></schema-preview>`;
      case "settings":
        return html`<source-settings .source=${this.name} @changed=${() => this.#poll.now()}></source-settings>
          <section><h3>Schedule</h3><source-schedule .source=${this.name} .schedule=${this.state.schedule} .next=${this.state.next_run} .paused=${this.state.paused} @changed=${() => this.#poll.now()}></source-schedule></section>`;
      default:
        return this.#reading();
    }
  }

  #reading() {
    const { type, failures } = this.state;
    const running = this.#running();
    return html`
      ${type === "webhook" ? html`<p class="small">Signed events are taken at <code>${location.origin}/api/sources/${encodeURIComponent(this.name)}/events</code>.</p>` : nothing}
      ${running ? html`<section class="card"><batch-progress .batch=${running}></batch-progress></section>` : nothing}
      ${failures > 0 ? html`<section><failed-documents .source=${this.name} .count=${failures} .asOf=${this.state.last_batch?.updated_at} @changed=${() => this.#poll.now()}></failed-documents></section>` : nothing}
      <section><source-audit .source=${this.state} @changed=${() => this.#poll.now()}></source-audit></section>
      <section><h3>Attempts</h3><source-attempts .batches=${this.attempts}></source-attempts></section>`;
  }

  willUpdate(changed) {
    if (changed.has("name") && changed.get("name")) {
      this.state = undefined;
      this.#poll.now();
    }
  }

  /** On a phone the row of parts is wider than the screen. */
  updated(changed) {
    if (changed.has("path") || (changed.has("state") && !changed.get("state"))) {
      this.renderRoot.querySelector("nav [aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
    }
  }

  async #load() {
    try {
      const [all, attempts] = await Promise.all([overview(), batches(this.name)]);
      const found = all.find((source) => source.name === this.name);
      this.attempts = attempts;
      this.state = found;
      this.problem = found ? "" : `There is no source “${this.name}” (any more).`;
      return Boolean(found && isBusy(found));
    } catch (failure) {
      this.problem = explain(failure);
      return false;
    }
  }
}

customElements.define("source-page", SourcePage);
