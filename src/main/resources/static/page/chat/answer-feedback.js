// Thumbs up or down for an answer, with a note.

import { css, html, LitElement, nothing } from "lit";
import { rate, unrate } from "../client/chat.js";
import { explain } from "../client/http.js";
import { controls } from "../shared/controls.js";
import { FocusKeeper } from "../shared/focus.js";
import * as icons from "../shared/icons.js";

class AnswerFeedback extends LitElement {
  static properties = { message: { type: Number }, feedback: { attribute: false }, noting: { state: true }, problem: { state: true } };

  static styles = [
    controls,
    css`
      :host { display: contents; }
      form { display: flex; gap: var(--space-2); flex: 1 1 100%; margin: var(--space-1) var(--space-1) 0 var(--space-3); }
      .note { flex: 1 1 100%; margin-inline-start: var(--space-2); font-size: var(--small); color: var(--faint); }
    `,
  ];

  constructor() {
    super();
    new FocusKeeper(this, { otherwise: "button[aria-pressed=true], button" });
  }

  render() {
    const rating = this.feedback?.rating;
    return html`
      <button type="button" class="quiet" aria-label="Good answer" title="Good answer" aria-pressed=${rating === "up"} @click=${() => this.#rate("up")}>${icons.up}</button>
      <button type="button" class="quiet" aria-label="Bad answer" title="Bad answer" aria-pressed=${rating === "down"} @click=${() => this.#rate("down")}>${icons.down}</button>
      ${this.noting ? this.#form() : nothing}
      ${!this.noting && this.feedback?.note ? html`<span class="note">Your note: ${this.feedback.note}</span>` : nothing}
      ${this.problem ? html`<span class="note problem" role="alert">${this.problem}</span>` : nothing}
    `;
  }

  #form() {
    return html`<form @submit=${this.#note}>
      <input name="note" maxlength="2000" aria-label="Note about this answer" placeholder="What was good or bad about it? (optional)" .value=${this.feedback?.note ?? ""}>
      <button>Save</button>
    </form>`;
  }

  async #rate(rating) {
    if (this.feedback?.rating === rating) {
      await this.#send(async () => {
        await unrate(this.message);
        this.feedback = null;
        this.noting = false;
      });
      return;
    }
    await this.#send(async () => {
      this.feedback = await rate(this.message, rating, this.feedback?.note ?? "");
      this.noting = true;
    });
    await this.updateComplete;
    this.renderRoot.querySelector("input")?.focus();
  }

  async #note(event) {
    event.preventDefault();
    const note = new FormData(event.target).get("note");
    await this.#send(async () => {
      this.feedback = await rate(this.message, this.feedback.rating, note);
      this.noting = false;
    });
  }

  async #send(action) {
    this.problem = "";
    try {
      await action();
      this.dispatchEvent(new CustomEvent("rated", { detail: this.feedback }));
    } catch (failure) {
      this.problem = explain(failure);
    }
  }
}

customElements.define("answer-feedback", AnswerFeedback);
