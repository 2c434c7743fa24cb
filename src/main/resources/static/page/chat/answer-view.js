// One answer: its steps, its sources, its text, what is wrong with it, and what can be done with it.

import { css, html, LitElement, nothing } from "lit";
import { controls } from "../shared/controls.js";
import { count, name, origin, seconds, shortName, time } from "../shared/format.js";
import * as icons from "../shared/icons.js";
import "./answer-feedback.js";
import "./answer-steps.js";
import "./answer-text.js";

/** More of one kind are folded. */
const MOST_REMARKS = 2;

class AnswerView extends LitElement {
  static properties = {
    answer: { attribute: false },
    version: { type: Number }, // grows with the text of an answer under way, which is one object all the time
    total: { type: Number },
    position: { type: Number },
    busy: { type: Boolean },
    copied: { state: true },
  };

  static styles = [
    controls,
    css`
      :host { display: block; }
      answer-steps, .strip, answer-text, .remarks, footer { display: block; margin-bottom: var(--space-3); }
      .strip { display: flex; gap: var(--space-2); overflow-x: auto; padding: 2px; margin: 0 -2px var(--space-3); list-style: none; }
      .strip button { max-width: 15rem; min-height: 1.9rem; padding: 0.1rem 0.6rem; font-weight: 450; flex: none; color: var(--faint); }
      .strip b { color: var(--accent); font-weight: 650; }
      .strip span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--ink); }
      .remarks { display: grid; gap: var(--space-2); font-size: var(--small); }
      .remark { display: flex; gap: var(--space-2); padding: var(--space-2) var(--space-3); border-radius: var(--radius-1); background: var(--warning-soft); color: var(--warning); overflow-wrap: anywhere; }
      .remark.bad { background: var(--bad-soft); color: var(--bad); }
      .remark summary { display: flex; gap: var(--space-2); cursor: pointer; }
      .remark ul { margin: var(--space-2) 0 0; padding-inline-start: 2.4em; }
      details.remark { display: block; }
      .remark svg { margin-top: 0.15em; }
      footer { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-1); font-size: var(--tiny); color: var(--faint); }
      footer .facts { margin-inline-end: auto; padding-block: var(--space-1); }
      footer .tools { display: flex; flex-wrap: wrap; align-items: center; margin-inline-start: calc(-1 * var(--space-2)); }
      .pager { display: inline-flex; align-items: center; }
      @media (min-width: 40rem) { .strip { flex-wrap: wrap; } }
    `,
  ];

  render() {
    const answer = this.answer;
    return html`
      ${answer.running ? html`<answer-steps .step=${answer.step} .passages=${answer.sources.length}></answer-steps>` : nothing}
      ${answer.sources.length > 0 && !foundNothing(answer) ? this.#strip(answer.sources) : nothing}
      ${answer.text
        ? html`<answer-text .text=${answer.text} .running=${answer.running} .sources=${answer.sources} .citations=${answer.details?.citations}></answer-text>`
        : nothing}
      ${answer.running ? nothing : html`${this.#remarks()}${this.#footer()}`}
    `;
  }

  #strip(sources) {
    return html`<ul class="strip" aria-label="Sources">${sources.map(
      (passage) => html`<li><button type="button" title=${origin(passage)} @click=${() => this.#cite(passage.number)}>
        <b>${passage.number}</b><span dir="auto">${name(passage)}</span></button></li>`,
    )}</ul>`;
  }

  #cite(number) {
    this.dispatchEvent(new CustomEvent("cite", { bubbles: true, composed: true, detail: { number, sentence: "" } }));
  }

  #remarks() {
    const { state, error, details, stopped } = this.answer;
    const uncited = (details?.citations ?? []).filter((citation) => citation.status === "uncited");
    const notes = [
      stopped && !error ? this.#remark("", "Stopped; this is what had come.") : nothing,
      error ? this.#remark("bad", error) : nothing,
      !error && !stopped && state === "partial" ? this.#remark("", "The answer was cut short; this is what had come.") : nothing,
      state === "truncated" ? this.#remark("", "The model reached the longest answer it may give.") : nothing,
      details?.being_read ? this.#remark("", `Still being read, so something may be missing: ${details.being_read.map(shortName).join(", ")}.`) : nothing,
      details?.not_followed ? this.#remark("", `Not followed at present, so changes since may be missing: ${details.not_followed.map(shortName).join(", ")}.`) : nothing,
      ...this.#unconfirmed((details?.citations ?? []).filter((citation) => citation.status === "failed")),
      uncited.length > 0 && details.model !== "extractive" ? this.#remark("", `${count(uncited.length, "sentence")} without a source.`) : nothing,
    ].filter((note) => note !== nothing);
    return notes.length > 0 ? html`<div class="remarks">${notes}</div>` : nothing;
  }

  #unconfirmed(failed) {
    if (failed.length <= MOST_REMARKS) {
      return failed.map(({ problem }) => this.#remark("bad", `Not confirmed: ${problem}`));
    }
    return [
      html`<details class="remark bad"><summary>${icons.warning}<span>${failed.length} sentences are not confirmed</span></summary>
        <ul>${failed.map(({ sentence, problem }) => html`<li dir="auto">${problem} <q>${sentence}</q></li>`)}</ul></details>`,
    ];
  }

  #remark(kind, text) {
    return html`<p class="remark ${kind}">${icons.warning}<span>${text}</span></p>`;
  }

  #footer() {
    const { id, details, sources, feedback } = this.answer;
    const facts = details
      ? [
          foundNothing(this.answer) ? "nothing found" : count(sources.length, "source"),
          details.as_of && !foundNothing(this.answer) && `as of ${time(details.as_of)}`,
          details.model === "extractive" ? (foundNothing(this.answer) ? "no model" : "quoted, no model") : details.model,
          details.took_milliseconds !== undefined && seconds(details.took_milliseconds),
        ].filter(Boolean)
      : [];
    return html`<footer>
      <span class="facts">${facts.join(" · ")}</span>
      <span class="tools">${this.total > 1 ? this.#pager() : nothing}
      <button type="button" class="quiet" title="Copy as Markdown, with sources" @click=${this.#copy}>${this.copied ? icons.check : icons.copy}<span aria-live="polite">${this.copied ? "Copied" : "Copy"}</span></button>
      <button type="button" class="quiet" title="Answer this question again" aria-disabled=${this.busy} @click=${() => this.busy || this.#say("again")}>${icons.again}Again</button>
      ${id ? html`<answer-feedback .message=${id} .feedback=${feedback} @rated=${(event) => (this.answer.feedback = event.detail)}></answer-feedback>` : nothing}</span>
    </footer>`;
  }

  #pager() {
    const isFirst = this.position === 0;
    const isLast = this.position === this.total - 1;
    const turn = (step) => this.#say("turn", this.position + step);
    return html`<span class="pager">
      <button type="button" class="quiet" aria-label="Answer before" aria-disabled=${isFirst} @click=${() => isFirst || turn(-1)}>${icons.left}</button>
      <span>answer ${this.position + 1} of ${this.total}</span>
      <button type="button" class="quiet" aria-label="Answer after" aria-disabled=${isLast} @click=${() => isLast || turn(1)}>${icons.right}</button>
    </span>`;
  }

  #say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  async #copy() {
    await navigator.clipboard.writeText(asMarkdown(this.answer));
    this.copied = true;
    setTimeout(() => (this.copied = false), 2_000);
  }
}

/** The passages that were looked at then have nothing to do with the question. */
const foundNothing = ({ details }) => details?.refusal === "nothing_relevant";

function asMarkdown(answer) {
  const { text } = answer;
  const list = (foundNothing(answer) ? [] : answer.sources).map(
    (passage) => `[${passage.number}] ${name(passage)} (${origin(passage)} · ${time(passage.as_of)})`,
  );
  return list.length > 0 ? `${text}\n\nSources:\n\n${list.map((line) => `- ${line}`).join("\n")}\n` : text;
}

customElements.define("answer-view", AnswerView);
