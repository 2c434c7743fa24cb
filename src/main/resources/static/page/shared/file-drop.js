// Takes files by dropping or choosing, and shows what becomes of each.

import { css, html, LitElement, nothing } from "lit";
import { batch, ingestFile, isOver, upload } from "../client/sources.js";
import { explain } from "../client/http.js";
import { controls } from "./controls.js";
import { bytes, count, words } from "./format.js";
import { FocusKeeper } from "./focus.js";
import * as icons from "./icons.js";

class FileDrop extends LitElement {
  static properties = { compact: { type: Boolean }, over: { state: true }, files: { state: true } };

  static styles = [
    controls,
    css`
      :host { display: block; }
      label {
        display: flex; flex-direction: column; align-items: center; justify-content: center; gap: var(--space-2); min-height: 8rem; font-size: var(--small); line-height: 1.3; height: 100%; padding: var(--space-3);
        text-align: center; background: var(--card); border: 1px dashed var(--line-strong); border-radius: var(--radius-2); cursor: pointer; font-weight: 550;
      }
      :host([compact]) label { min-height: 5.5rem; height: auto; }
      label.over { border-color: var(--accent); background: var(--accent-soft); }
      label:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
      label small { font-weight: 400; color: var(--faint); }
      ul { margin: 0; padding: 0; list-style: none; display: grid; gap: var(--space-2); font-size: var(--small); }
      li { overflow-wrap: anywhere; }
      li:first-child { margin-top: var(--space-3); }
      .good { color: var(--good); }
    `,
  ];

  constructor() {
    super();
    this.files = [];
    new FocusKeeper(this, { otherwise: "input" });
  }

  focus() {
    this.renderRoot.querySelector("input").focus();
  }

  render() {
    return html`
      <label class=${this.over ? "over" : ""} @dragover=${this.#drag} @dragleave=${() => (this.over = false)} @drop=${this.#drop}>
        ${icons.upload}<span>Drop files here, or choose</span>
        ${this.compact ? nothing : html`<small>CSV, TSV, JSON, JSON Lines, Markdown, text, PDF, office files, web pages, e-mails, ZIP</small>`}
        <input class="hidden-text" type="file" multiple aria-label="Files to add" @change=${this.#choose}>
      </label>
      <div role="status"><ul>${this.files.map((file) => html`<li><b>${file.name}</b> <span class="faint">${bytes(file.size)}</span> · <span class=${file.kind}>${file.fate}</span>
        ${file.asks ? html` <button @click=${() => this.#replace(file)}>Replace it</button>` : nothing}${file.source ? html` · <a href=${`#/data/source/${encodeURIComponent(file.source)}`}>open</a>` : nothing}</li>`)}</ul></div>`;
  }

  #drag(event) {
    event.preventDefault();
    this.over = true;
  }

  #drop(event) {
    event.preventDefault();
    this.over = false;
    this.#take(event.dataTransfer.files);
  }

  #choose(event) {
    this.#take(event.target.files);
    event.target.value = "";
  }

  #take(list) {
    const added = Array.from(list, (file) => ({ file, name: file.name, size: file.size, kind: "faint", fate: "waiting" }));
    this.files = [...added, ...this.files];
    this.show();
    added.reduce((before, entry) => before.then(() => this.#add(entry)), Promise.resolve());
  }

  /** What becomes of files stands below the place where they were dropped, which may be the last that is seen. */
  async show() {
    await this.updateComplete;
    this.renderRoot.querySelector("li")?.scrollIntoView({ block: "nearest" });
  }

  #replace(entry) {
    entry.asks = false;
    this.#add(entry, true);
  }

  async #add(entry, replace = false) {
    try {
      this.#say(entry, "faint", "uploading");
      const { path } = await upload(entry.file, replace);
      let reading = await ingestFile(path);
      entry.source = reading.source;
      while (!isOver(reading)) {
        this.#say(entry, "faint", `${words(reading.status)}, ${count(reading.read, "document")} read`);
        await new Promise((resume) => setTimeout(resume, 400));
        reading = await batch(reading.id);
      }
      this.#finish(entry, reading);
    } catch (failure) {
      entry.asks = failure.code === "file_exists";
      this.#say(entry, "problem", entry.asks ? "there is another file of this name. What was read from it would go." : explain(failure));
    }
  }

  #finish(entry, { status, applied, skipped, failed, error }) {
    const done = `${count(applied + skipped, "document")} ready`;
    if (status === "completed") {
      this.#say(entry, "good", done);
    } else {
      this.#say(entry, "problem", [words(status), done, failed > 0 && `${failed} failed`, error].filter(Boolean).join(", "));
    }
    this.show();
    this.dispatchEvent(new CustomEvent("added", { bubbles: true, composed: true, detail: entry.source }));
  }

  #say(entry, kind, fate) {
    Object.assign(entry, { kind, fate });
    this.files = [...this.files];
  }
}

customElements.define("file-drop", FileDrop);
