// How each part of the server is.

import { css, html, LitElement } from "lit";
import { explain } from "../client/http.js";
import { status } from "../client/models.js";
import { controls } from "../shared/controls.js";
import { Poll } from "../shared/poll.js";
import { tables } from "../shared/tables.js";

class HealthList extends LitElement {
  static properties = { report: { state: true }, problem: { state: true } };

  static styles = [controls, tables, css`.version { margin-top: var(--space-2); }`];

  #poll = new Poll(this, () => this.#load());

  render() {
    if (!this.report) {
      return html`<p class=${this.problem ? "problem" : "faint"} role="status">${this.problem ?? "Loading…"}</p>`;
    }
    return html`<div class="table cards"><table>
      <thead><tr><th scope="col">Part</th><th scope="col">State</th><th scope="col">Details</th></tr></thead>
      <tbody>${Object.entries(this.report.components).map(
        ([name, part]) => html`<tr><th scope="row">${name}</th><td data-label="State"><span class="status ${part.status}">${part.status}</span></td><td>${part.message}</td></tr>`,
      )}</tbody></table></div><p class="version small faint">Tabletalk ${this.report.version}</p>`;
  }

  async #load() {
    try {
      this.report = await status();
    } catch (failure) {
      this.report = undefined;
      this.problem = explain(failure);
    }
    return false;
  }
}

customElements.define("health-list", HealthList);
