// The reads of a source so far, newest first.

import { css, html, LitElement, nothing } from "lit";
import { controls } from "../shared/controls.js";
import { duration, number, time, words } from "../shared/format.js";
import { tables } from "../shared/tables.js";

class SourceAttempts extends LitElement {
  static properties = { batches: { attribute: false } };

  static styles = [controls, tables, css`.note { max-width: 34rem; white-space: normal; font-size: var(--tiny); }`];

  render() {
    if (this.batches.length === 0) {
      return html`<p class="faint">Not read yet.</p>`;
    }
    return html`<div class="table cards dense"><table>
      <thead><tr><th scope="col">Started</th><th scope="col">State</th><th scope="col" class="number">New</th><th scope="col" class="number">Updated</th>
        <th scope="col" class="number">Deleted</th><th scope="col" class="number">Unchanged</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Duration</th></tr></thead>
      <tbody>${this.batches.map((batch) => this.#row(batch))}</tbody></table></div>`;
  }

  #row(batch) {
    return html`<tr><th scope="row">${time(batch.created_at)}</th>
      <td data-label="State" class="whole"><span class="status ${batch.status}">${batch.kind === "sync" ? "" : `${batch.kind} `}${words(batch.status)}</span>
        ${batch.error ? html`<p class="note problem">${batch.error}</p>` : nothing}${batch.note ? html`<p class="note faint">${batch.note}</p>` : nothing}</td>
      <td data-label="New" class="number">${number(batch.added)}</td><td data-label="Updated" class="number">${number(batch.updated)}</td>
      <td data-label="Deleted" class="number">${number(batch.deleted)}</td><td data-label="Unchanged" class="number">${number(batch.skipped)}</td>
      <td data-label="Failed" class="number">${number(batch.failed)}</td>
      <td data-label="Duration" class="number">${duration(batch.took_milliseconds)}</td></tr>`;
  }
}

customElements.define("source-attempts", SourceAttempts);
