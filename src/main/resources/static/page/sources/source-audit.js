// Whether the index holds what the source holds, as last compared document by document, and comparing again.

import { css, html, LitElement, nothing } from "lit";
import { address } from "../client/documents.js";
import { explain } from "../client/http.js";
import { verify } from "../client/sources.js";
import { controls } from "../shared/controls.js";
import { count, number, time, words } from "../shared/format.js";
import * as icons from "../shared/icons.js";
import { tables } from "../shared/tables.js";

const DIFFERENCES = ["missing", "stale", "orphaned", "unsettled"];

/** What could not be read; empty when all could. */
const unread = ({ unreadable, unread_parts: parts }) =>
  [unreadable > 0 && count(unreadable, "record"), parts > 0 && count(parts, "part")].filter(Boolean).join(" and ");

/** What could not be judged, in sentences. */
function doubts(audit) {
  const { kept, unread_parts: parts, unread_reasons: reasons } = audit;
  const what = unread(audit) && `${unread(audit)} could not be read`;
  const told = kept > 0 ? `${number(kept)} in the index ${kept === 1 ? "was not found in the source and is" : "were not found in the source and are"} kept, since ${what}` : what;
  return told && `${told}${reasons.length > 0 ? `: ${reasons.join("; ")}${parts > reasons.length ? "; …" : ""}` : "."}`;
}

/** What is as it should be, and worth a word. */
const remarks = ({ excluded, duplicates }) =>
  [
    excluded > 0 && `${number(excluded)} kept out since ${excluded === 1 ? "it was" : "they were"} deleted here`,
    duplicates > 0 && `${count(duplicates, "record")} ${duplicates === 1 ? "has" : "have"} the key of another`,
  ].filter(Boolean).join(" · ");

class SourceAudit extends LitElement {
  static properties = { source: { attribute: false }, problem: { state: true } };

  static styles = [
    controls,
    tables,
    css`
      h3 { font-size: 1.05rem; margin-inline-end: auto; }
      .row { margin-bottom: var(--space-3); }
      .good { color: var(--good); }
      .card { display: grid; gap: var(--space-2); font-size: var(--small); }
      details { margin-top: var(--space-2); }
      summary { cursor: pointer; padding: var(--space-1) 0; }
      @media (max-width: 30rem) { h3 { flex: 1 1 100%; } }
    `,
  ];

  render() {
    const { audit, paused } = this.source;
    const running = audit && !audit.finished_at;
    return html`
      <div class="row"><h3>Last audit</h3>
        <button type="button" aria-disabled=${Boolean(running || paused)} title="Compare every document of the source with the index" @click=${() => this.#verify(false)}>${icons.check}Verify now</button>
        <button type="button" aria-disabled=${Boolean(running || paused)} title="Compare, and read again when something differs" @click=${() => this.#verify(true)}>Verify and repair</button></div>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${audit ? html`<div class="card" role="status">${running ? this.#running(audit) : this.#result(audit)}</div>` : html`<p class="faint">Not audited yet.</p>`}`;
  }

  #running({ status, documents }) {
    return html`<p><span class="status running">${words(status)}</span>, ${count(documents, "document")} so far</p>`;
  }

  #result({ finished_at: finished, documents, error, repaired, keys, ...audit }) {
    const differing = DIFFERENCES.filter((kind) => audit[kind] > 0);
    const doubt = error ? "" : doubts(audit);
    const remark = error ? "" : remarks(audit);
    return html`
      <p class="faint">${time(finished)} · ${count(documents, "document")} compared</p>
      ${error ? html`<p class="problem">${error}</p>` : nothing}
      ${!error && !doubt && differing.length === 0 ? html`<p class="good">The index holds every document of the source as it is, and nothing else.</p>` : nothing}
      ${differing.length > 0 ? html`<p class="problem">${differing.map((kind) => `${number(audit[kind])} ${kind}`).join(" · ")}${repaired > 0 ? ` · ${number(repaired)} repaired since` : ""}</p>` : nothing}
      ${doubt ? html`<p class="problem">${doubt}</p>` : nothing}
      ${remark ? html`<p class="faint">${remark}</p>` : nothing}
      ${keys.length > 0
        ? html`<details><summary>Which (${number(keys.length)})</summary><div class="table cards"><table>
            <thead><tr><th scope="col">Document</th><th scope="col">What differs</th></tr></thead>
            <tbody>${keys.map(({ key, problem }) => html`<tr><th scope="row"><a href=${address(this.source.name, key)}>${key}</a></th><td data-label="What differs">${words(problem).toLowerCase()}</td></tr>`)}</tbody></table></div></details>`
        : nothing}`;
  }

  async #verify(repair) {
    const { audit, paused } = this.source;
    if (paused || (audit && !audit.finished_at)) {
      return;
    }
    try {
      await verify(this.source.name, repair);
      this.problem = undefined;
    } catch (failure) {
      this.problem = explain(failure);
    }
    this.dispatchEvent(new CustomEvent("changed"));
  }
}

customElements.define("source-audit", SourceAudit);
