// A user's conversations: to open, find, rename and delete.

import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { controls } from "../shared/controls.js";
import { FocusKeeper } from "../shared/focus.js";
import * as icons from "../shared/icons.js";

class ConversationList extends LitElement {
  static properties = {
    conversations: { attribute: false },
    current: {},
    query: {},
    renaming: { state: true },
    deleting: { state: true },
  };

  static styles = [
    controls,
    css`
      :host { display: flex; flex-direction: column; gap: var(--space-2); min-height: 0; }
      .new { width: 100%; }
      ul { list-style: none; margin: 0 calc(-1 * var(--space-2)); padding: 2px var(--space-2); overflow-y: auto; flex: 1; min-height: 6rem; }
      li { display: flex; align-items: center; border-radius: var(--radius-1); }
      li:hover, li:focus-within, li.current { background: var(--sunken); }
      li a { flex: 1; min-width: 0; padding: 0.45rem 0.5rem; font-size: var(--small); color: inherit; text-decoration: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; border-radius: var(--radius-1); }
      li.current a { font-weight: 600; }
      li .tools { display: none; }
      li:hover .tools, li:focus-within .tools, li.current .tools { display: flex; }
      @media (hover: none) { li .tools { display: flex; } }
      .tools button { min-height: 1.9rem; padding: 0.2rem 0.35rem; }
      form { flex: 1; padding: 2px; }
      .confirm { flex: 1; padding: var(--space-2); font-size: var(--small); }
    `,
  ];

  constructor() {
    super();
    new FocusKeeper(this, { rows: "li", otherwise: ".new" });
  }

  focus() {
    this.renderRoot.querySelector(".new").focus();
  }

  render() {
    return html`
      <button type="button" class="new" @click=${() => this.#say("fresh")}>${icons.plus}New conversation</button>
      <input type="search" aria-label="Search conversations" placeholder="Search conversations" maxlength="200" .value=${this.query} @input=${(event) => this.#say("search", event.target.value)}>
      <ul aria-label="Conversations">
        ${repeat(this.conversations, (one) => one.id, (one) => html`<li class=${one.id === this.current ? "current" : ""}>${this.#entry(one)}</li>`)}
        ${this.conversations.length === 0 ? html`<li class="faint small">${this.query ? "Nothing found." : "None yet."}</li>` : nothing}
      </ul>
    `;
  }

  #entry(one) {
    if (this.renaming === one.id) {
      return html`<form @submit=${(event) => this.#rename(event, one)} @keydown=${(event) => this.#escape(event, one)} @focusout=${() => (this.renaming = null)}>
        <input name="title" aria-label="New name" maxlength="120" .value=${one.title}></form>`;
    }
    if (this.deleting === one.id) {
      return html`<div class="confirm" role="alertdialog" aria-label="Delete this conversation?" @keydown=${(event) => this.#escape(event, one)}>
        <p>Delete “${one.title || "New conversation"}”?</p>
        <div class="row"><button type="button" class="danger" @click=${() => this.#delete(one)}>Delete</button><button type="button" @click=${() => this.#leave(one, "Delete")}>Keep</button></div></div>`;
    }
    const title = one.title || "New conversation";
    return html`<a href=${`#/chat/${one.id}`} title=${title} aria-current=${one.id === this.current ? "page" : nothing} dir="auto">${title}</a>
      <span class="tools">
        <button type="button" class="quiet" aria-label=${`Rename ${title}`} title="Rename" @click=${() => this.#begin("renaming", one, "input")}>${icons.pencil}</button>
        <button type="button" class="quiet" aria-label=${`Delete ${title}`} title="Delete" @click=${() => this.#begin("deleting", one, ".danger")}>${icons.bin}</button>
      </span>`;
  }

  async #begin(what, one, focused) {
    this[what] = one.id;
    await this.updateComplete;
    this.renderRoot.querySelector(`li ${focused}`).focus();
  }

  #rename(event, one) {
    event.preventDefault();
    const title = new FormData(event.target).get("title").trim();
    this.renaming = null;
    if (title !== "" && title !== one.title) {
      this.#say("rename", { id: one.id, title });
    }
  }

  #delete(one) {
    this.deleting = null;
    this.#say("forget", one.id);
  }

  #escape(event, one) {
    if (event.key === "Escape") {
      event.stopPropagation(); // it closes this, and not the drawer around it
      this.#leave(one, this.renaming ? "Rename" : "Delete");
    }
  }

  /** Back to the button that this came from, which is there while the row has the focus. */
  async #leave({ id }, tool) {
    this.renaming = this.deleting = null;
    await this.updateComplete;
    const row = this.renderRoot.querySelectorAll("li")[this.conversations.findIndex((one) => one.id === id)];
    row?.querySelector("a").focus();
    row?.querySelector(`[title=${tool}]`).focus();
  }

  #say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define("conversation-list", ConversationList);
