// Where a question is written.

import { css, html, LitElement } from "lit";
import { controls } from "../shared/controls.js";
import * as icons from "../shared/icons.js";

class QuestionBox extends LitElement {
  static properties = { busy: { type: Boolean } };

  static styles = [
    controls,
    css`
      :host { display: block; }
      form {
        display: flex; align-items: flex-end; gap: var(--space-2); padding: var(--space-2); background: var(--card);
        border: 1px solid var(--line-strong); border-radius: var(--radius-3); box-shadow: var(--shadow);
      }
      form:focus-within { outline: 2px solid var(--accent); outline-offset: 1px; }
      textarea, textarea:focus-visible { flex: 1; min-height: 2.4rem; max-height: 35vh; padding: 0.42rem 0.6rem; font-size: 1rem; line-height: 1.5; border: 0; outline: 0; background: none; resize: none; }
      button { width: 2.4rem; height: 2.4rem; padding: 0; border-radius: var(--radius-2); }
    `,
  ];

  render() {
    return html`<form @submit=${this.#submit}>
      <textarea rows="1" aria-label="Question" placeholder="Ask your data…" maxlength="32000" @input=${this.#fit} @keydown=${this.#key}></textarea>
      ${this.#button()}
    </form>`;
  }

  /** One button, so that it keeps the focus when it changes. */
  #button() {
    const [name, icon] = this.busy ? ["Stop answering", icons.stop] : ["Ask", icons.send];
    return html`<button type=${this.busy ? "button" : "submit"} class=${this.busy ? "" : "primary"} aria-label=${name} title=${name} @click=${this.#pressed}>${icon}</button>`;
  }

  focus() {
    this.#field.focus();
  }

  get #field() {
    return this.renderRoot.querySelector("textarea");
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit(event);
    }
  }

  #submit(event) {
    event.preventDefault();
    const question = this.#field.value.trim();
    if (question !== "" && !this.busy) {
      this.#field.value = "";
      this.#fit();
      this.dispatchEvent(new CustomEvent("ask", { detail: question }));
    }
  }

  /** The second press of a double click was meant for the button as it was before. */
  #pressed(event) {
    if (this.busy && event.detail < 2) {
      this.dispatchEvent(new CustomEvent("stop"));
    }
  }

  #fit() {
    const field = this.#field;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }
}

customElements.define("question-box", QuestionBox);
