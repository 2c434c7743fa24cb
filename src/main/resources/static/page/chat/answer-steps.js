// What an answer under way is doing: searching, reading, answering.

import { css, html, LitElement, nothing } from "lit";
import { controls } from "../shared/controls.js";
import { count } from "../shared/format.js";

const STEPS = ["searching", "reading", "answering"];

class AnswerSteps extends LitElement {
  static properties = { step: {}, passages: { type: Number } };

  static styles = [
    controls,
    css`
      ol { display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); margin: 0; padding: 0; list-style: none; font-size: var(--small); color: var(--faint); }
      li { display: flex; align-items: center; gap: 0.4rem; }
      li::before { content: ""; width: 0.55rem; height: 0.55rem; border-radius: 50%; border: 1.5px solid var(--line-strong); }
      li.done::before { background: var(--accent); border-color: var(--accent); }
      li[aria-current] { color: var(--ink); font-weight: 550; }
      li[aria-current]::before { border-color: var(--accent); animation: pulse 1s ease-in-out infinite alternate; }
      @keyframes pulse { to { background: var(--accent); } }
    `,
  ];

  render() {
    const current = STEPS.indexOf(this.step);
    const names = ["Searching", this.passages ? `Reading ${count(this.passages, "passage")}` : "Reading", "Answering"];
    return html`<ol aria-label="Steps">
      ${names.map(
        (name, i) => html`<li class=${i < current ? "done" : ""} aria-current=${i === current ? "step" : nothing}>${name}</li>`,
      )}
    </ol>`;
  }
}

customElements.define("answer-steps", AnswerSteps);
