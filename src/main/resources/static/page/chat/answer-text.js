// An answer's text: Markdown with its citations.

import { css, html, LitElement } from "lit";
import { markdown } from "../shared/markdown.js";
import { prose } from "../shared/prose.js";
import { findings, MARK, numbersIn, withoutBegunMark } from "./citations.js";
import "./citation-chip.js";

class AnswerText extends LitElement {
  static properties = {
    text: {},
    running: { type: Boolean },
    sources: { attribute: false },
    citations: { attribute: false },
  };

  static styles = [
    prose,
    css`
      :host { display: block; }
      .running > :last-child::after {
        content: ""; display: inline-block; width: 0.5em; height: 1em; margin-inline-start: 0.15em; vertical-align: text-bottom;
        background: var(--accent); border-radius: 1px; animation: blink 1s steps(2) infinite;
      }
      @keyframes blink { to { opacity: 0; } }
      @media (prefers-reduced-motion: reduce) { .running > :last-child::after { animation: none; } }
    `,
  ];

  render() {
    const checked = findings(this.citations);
    const passages = new Map((this.sources ?? []).map((passage) => [passage.number, passage]));
    let next = 0;
    const content = markdown(this.running ? withoutBegunMark(this.text) : this.text, {
      marks: MARK,
      skipped: () => next++,
      citation: (match) => {
        const finding = checked[next++];
        return numbersIn(match[1]).map(
          (number) => html`<citation-chip .number=${number} .passage=${passages.get(number)} .finding=${finding}></citation-chip>`,
        );
      },
    });
    return html`<div class="prose ${this.running ? "running" : ""}">${content}</div>`;
  }
}

customElements.define("answer-text", AnswerText);
