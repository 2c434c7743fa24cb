// Before the first question: something to ask, or ways to bring data.

import { css, html, LitElement, nothing } from "lit";
import { explain } from "../client/http.js";
import { loadSample } from "../client/sources.js";
import { controls } from "../shared/controls.js";
import { FocusKeeper } from "../shared/focus.js";
import * as icons from "../shared/icons.js";
import "../shared/file-drop.js";
import { suggestions } from "./suggestions.js";

class EmptyState extends LitElement {
  static properties = { sources: { attribute: false }, questions: { state: true }, problem: { state: true } };

  static styles = [
    controls,
    css`
      :host { display: grid; gap: var(--space-5); max-width: 40rem; margin: 0 auto; padding: 7vh 0 var(--space-5); }
      h2 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.01em; }
      .lead { color: var(--faint); margin-top: var(--space-2); }
      ul { display: grid; gap: var(--space-2); margin: 0; padding: 0; list-style: none; }
      ul button { width: 100%; justify-content: flex-start; text-align: start; padding: 0.65rem 0.9rem; font-size: 0.95rem; font-weight: 450; border-radius: var(--radius-2); }
      .bring { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); align-items: start; gap: var(--space-3); }
      .bring :is(.button, button) { min-height: 5.5rem; flex-direction: column; border-radius: var(--radius-2); border-style: dashed; border-color: var(--line-strong); }
      @media (max-width: 30rem) { .bring { grid-template-columns: 1fr; } .bring :is(.button, button) { min-height: 4rem; } h2 { font-size: 1.5rem; } }
    `,
  ];

  constructor() {
    super();
    this.questions = [];
    new FocusKeeper(this, { otherwise: "file-drop" });
  }

  render() {
    const hasData = this.sources.length > 0;
    return html`
      <div><h2>Ask your data</h2><p class="lead">${hasData ? "Answers come from your sources, and each sentence says which." : "There is no data yet. Bring some, and ask."}</p></div>
      ${this.questions.length > 0
        ? html`<ul aria-label="Suggested questions">${this.questions.map(
            (question) => html`<li><button type="button" @click=${() => this.dispatchEvent(new CustomEvent("ask", { detail: question }))}>${question}</button></li>`,
          )}</ul>`
        : nothing}
      <div class="bring">
        <file-drop compact></file-drop>
        <a class="button" href="#/data/add">${icons.database}Connect a database</a>
        ${this.sources.some((source) => source.type === "demo") ? nothing : html`<button type="button" @click=${this.#sample}>${icons.book}Load the sample</button>`}
      </div>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}`;
  }

  async #sample() {
    try {
      const { source } = await loadSample();
      this.dispatchEvent(new CustomEvent("added", { bubbles: true, composed: true, detail: source }));
    } catch (failure) {
      this.problem = explain(failure);
    }
  }

  async willUpdate(changed) {
    if (changed.has("sources")) {
      this.questions = await suggestions(this.sources);
    }
  }
}

customElements.define("empty-state", EmptyState);
