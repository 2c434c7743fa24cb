// Shows exactly what the chat would retrieve for a question, with the same settings.

import { css, html, LitElement, nothing } from "lit";
import { search } from "../client/chat.js";
import { explain } from "../client/http.js";
import { controls } from "../shared/controls.js";
import { count } from "../shared/format.js";
import * as icons from "../shared/icons.js";
import "../shared/passage-card.js";

const AS_THE_CHAT = 5;

class SearchBox extends LitElement {
  static properties = { source: {}, found: { state: true }, problem: { state: true } };

  static styles = [
    controls,
    css`
      form { display: flex; gap: var(--space-2); }
      [role="status"] > p { margin-top: var(--space-2); }
      .results { display: grid; gap: var(--space-3); margin-top: var(--space-3); }
    `,
  ];

  render() {
    return html`
      <form role="search" @submit=${this.#search}>
        <input name="query" type="search" required maxlength="2000" aria-label="Question to search for" placeholder=${this.source ? `What would be found in ${this.source}?` : "What would the chat find?"}>
        <button>${icons.search}Search</button>
      </form>
      <div role="status">${this.problem ? html`<p class="problem">${this.problem}</p>` : nothing}
        ${this.found ? html`<p class="small faint">${count(this.found.results.length, "passage")} in ${this.found.took_milliseconds} ms, as the chat would retrieve them.</p>` : nothing}</div>
      <div class="results">${this.found?.results.map((passage) => html`<passage-card .passage=${passage}></passage-card>`)}</div>`;
  }

  async #search(event) {
    event.preventDefault();
    const query = new FormData(event.target).get("query").trim();
    try {
      this.found = await search(query, this.source ? [this.source] : [], AS_THE_CHAT);
      this.problem = "";
    } catch (failure) {
      this.problem = explain(failure);
    }
  }
}

customElements.define("search-box", SearchBox);
