// What can be done with a source: read it, read it anew, pause it, change it, delete it.

import { css, html, LitElement, nothing } from "lit";
import { explain } from "../client/http.js";
import { cancel, forget, isOver, pause, reindex, resume, sync } from "../client/sources.js";
import "../shared/action-menu.js";
import "../shared/confirm-dialog.js";
import { controls } from "../shared/controls.js";
import { count, sourceName } from "../shared/format.js";
import * as icons from "../shared/icons.js";

class SourceActions extends LitElement {
  static properties = { source: { attribute: false }, problem: { state: true } };

  static styles = [
    controls,
    css`
      :host { display: grid; grid-template-columns: auto auto; align-items: center; gap: var(--space-1); }
      button { white-space: nowrap; }
      confirm-dialog { display: contents; }
      action-menu > :is(button, .button) { width: 100%; justify-content: flex-start; border-color: transparent; background: none; font-weight: 450; }
      action-menu > :hover:not(:disabled), action-menu > :focus-visible { background: var(--sunken); }
      .problem { grid-column: 1 / -1; font-size: var(--tiny); max-width: 20rem; }
    `,
  ];

  render() {
    const { name, paused, last_batch: last } = this.source;
    const running = last && !isOver(last) ? last : null;
    return html`
      ${this.#main(running)}
      <action-menu label=${`More for ${sourceName(this.source)}`}>
        <button type="button" ?disabled=${running || paused} @click=${() => this.#ask("reindex")}>${icons.again}Full reindex…</button>
        ${paused
          ? html`<button type="button" @click=${() => this.#do(resume, name)}>${icons.play}Resume</button>`
          : html`<button type="button" @click=${() => this.#do(pause, name)}>${icons.pause}Pause</button>`}
        <a class="button" href=${`#/data/source/${encodeURIComponent(name)}/settings`}>${icons.pencil}Edit</a>
        <button type="button" class="danger" @click=${() => this.#ask("delete")}>${icons.bin}Delete…</button>
      </action-menu>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.#dialogs()}`;
  }

  /** One button, so that it keeps the focus when it changes; a double click presses only the first of the two. */
  #main(running) {
    const { name, paused } = this.source;
    const [label, title, icon, text] = running
      ? ["Stop reading", "What was read stays", icons.stop, "Stop"]
      : ["Sync", "Read it again: unchanged documents cost nothing", icons.again, "Sync"];
    const press = (event) => event.detail < 2 && (running ? this.#do(cancel, running.id) : this.#do(sync, name));
    return html`<button type="button" aria-label=${`${label} ${sourceName(this.source)}`} title=${title} ?disabled=${!running && paused} @click=${press}>${icon}${text}</button>`;
  }

  #dialogs() {
    const { name, documents, failures } = this.source;
    const shown = sourceName(this.source);
    return html`
      <confirm-dialog id="reindex" heading=${`Reindex ${shown}?`} action="Reindex" @confirmed=${() => this.#do(reindex, name)}>
        <p>This reads all of the source and embeds its ${count(documents, "document")} anew, also what has not changed. Answers find the old state until the new one is there.</p>
      </confirm-dialog>
      <confirm-dialog id="delete" heading=${`Delete ${shown}?`} action="Delete" @confirmed=${this.#forget}>
        <p>This ${documents > 0 ? html`takes ${count(documents, "document")} out of the index, and what conversations show and quote of them; and it ` : nothing}forgets the
          source's settings, credentials, schedule and audits${failures > 0 ? `, and its ${count(failures, "failure")}` : nothing}. A receipt says what was removed. The data itself, where it came from, is not touched.</p>
      </confirm-dialog>`;
  }

  #ask(what) {
    this.renderRoot.querySelector(`#${what}`).open();
  }

  #forget() {
    return this.#do(async (name) => {
      await forget(name);
      this.dispatchEvent(new CustomEvent("forgotten"));
    }, this.source.name);
  }

  async #do(action, what) {
    try {
      await action(what);
      this.problem = undefined;
    } catch (failure) {
      this.problem = explain(failure);
    }
    this.dispatchEvent(new CustomEvent("changed"));
  }
}

customElements.define("source-actions", SourceActions);
