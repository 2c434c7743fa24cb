// A document as the index holds it now, in the way of its kind: a row with its fields, a record as a tree, a text at
// the passage, a page of a file. When the passage that was cited has changed or is gone, it says so.

import { css, html, LitElement, nothing } from "lit";
import { picture, read } from "../client/documents.js";
import { explain, Refused } from "../client/http.js";
import { controls } from "../shared/controls.js";
import { count, origin, time } from "../shared/format.js";
import { highlight, noHighlight } from "../shared/highlight.js";
import * as icons from "../shared/icons.js";
import { markdown } from "../shared/markdown.js";
import { prose } from "../shared/prose.js";
import { isMarkdown, readablePassage } from "../shared/readable.js";
import { tables } from "../shared/tables.js";
import { fate, fields, pieces, tree } from "./document-text.js";
import "./json-tree.js";

const NO_MARKS = /(?!)/g;
const PICTURED = /\.pdf$/i;
const RECORDS = /\.(json|jsonl|ndjson)$/i;

class DocumentViewer extends LitElement {
  static properties = {
    source: {},
    key: {},
    passage: { attribute: false }, // the one that was cited: {key, content, place, as_of}, and the words of it if they are known: cited
    found: { state: true },
    gone: { state: true },
    drawn: { state: true }, // the page as a picture
    unseen: { state: true }, // it cannot be had as one
    problem: { state: true },
  };

  static styles = [
    controls,
    prose,
    tables,
    css`
      :host { display: block; }
      h2 { font-size: 1.25rem; overflow-wrap: anywhere; }
      .origin { margin: var(--space-1) 0 var(--space-4); font-size: var(--small); color: var(--faint); overflow-wrap: anywhere; }
      .notice { display: flex; gap: var(--space-2); margin-bottom: var(--space-3); padding: var(--space-2) var(--space-3); font-size: var(--small); color: var(--warning); background: var(--warning-soft); border-radius: var(--radius-1); }
      .body { overflow-wrap: anywhere; }
      .plain { white-space: pre-wrap; }
      .prose + .prose { margin-top: var(--space-4); }
      .cited { background: var(--mark); border-radius: var(--radius-1); box-shadow: 0 0 0 0.3rem var(--mark); scroll-margin: 5rem; }
      :host([marked]) .cited { background: none; box-shadow: none; }
      ::highlight(cited) { color: inherit; background-color: var(--mark); }
      figure { margin: var(--space-4) 0; }
      img { display: block; max-width: 100%; max-height: 42rem; margin-top: var(--space-2); background: #fff; border: 1px solid var(--line); border-radius: var(--radius-1); }
      td { white-space: pre-wrap; }
      tr.cited { box-shadow: none; }
      .former { margin-top: var(--space-3); }
      h3 { font-size: 1rem; margin: var(--space-4) 0 var(--space-2); }
    `,
  ];

  render() {
    if (this.gone) {
      return html`${this.#notice("The source holds this document no more: it was deleted since, or the source itself was.")}${this.#former()}`;
    }
    if (!this.found) {
      return html`<p class=${this.problem ? "problem" : "faint"} role="status">${this.problem ?? "Loading…"}</p>`;
    }
    const { title, passages, as_of: asOf } = this.found;
    const where = origin({ source: this.source, key: "", title, place: passages[0]?.place ?? {} });
    return html`
      <h2 dir="auto">${title || this.key}</h2>
      <p class="origin">${[where, `key ${this.key}`, count(passages.length, "passage"), `as of ${time(asOf)}`].filter(Boolean).join(" · ")}</p>
      ${this.#fate()}
      <div class="body">${this.#body()}</div>`;
  }

  #fate() {
    if (!this.passage) {
      return nothing;
    }
    switch (fate(this.found.passages, this.passage).kind) {
      case "moved":
        return this.#notice("The document has changed since the answer; the passage's words still stand in it, marked below.");
      case "changed":
        return html`${this.#notice("The document has changed since the answer, and the passage is no longer in it as it was.")}${this.#former()}`;
      default:
        return nothing;
    }
  }

  #notice(text) {
    return html`<p class="notice" role="status">${icons.warning}<span>${text}</span></p>`;
  }

  #former() {
    return this.passage?.key
      ? html`<div class="card former"><p class="small faint">The passage as it was on ${time(this.passage.as_of)}:</p><p class="plain" dir="auto">${readablePassage(this.passage).text}</p></div><h3>${this.gone ? nothing : "The document now"}</h3>`
      : nothing;
  }

  #body() {
    const { passages, metadata } = this.found;
    const parts = pieces(passages);
    const text = parts.map((part) => part.text).join("");
    const { file, row } = passages[0]?.place ?? {};
    if (file && !row && !RECORDS.test(file)) {
      return html`${this.#text(parts, isMarkdown({ file, row }))}${Object.keys(metadata).length > 0 ? html`<h3>Fields</h3>${this.#fields(new Map(Object.entries(metadata)))}` : nothing}`;
    }
    const all = fields(text, metadata);
    const isNested = RECORDS.test(file ?? "") || [...all.keys()].some((name) => name.includes("."));
    return isNested ? html`<div class="card"><json-tree label="Fields" .value=${tree(all)}></json-tree></div>` : this.#fields(all);
  }

  #text(parts, isMarkdown) {
    const cited = this.passage ? fate(this.found.passages, this.passage).number : null;
    return html`<div class="card">${parts.map(({ passage, text }) => {
      const kind = `${isMarkdown ? "prose" : "plain"} ${passage === cited ? "cited" : ""}`;
      return html`<div class=${kind} dir="auto">${isMarkdown ? markdown(text, { marks: NO_MARKS }) : text}</div>`;
    })}</div>${this.#picture()}`;
  }

  /** Of a PDF, the page itself, as the server draws it. */
  #picture() {
    const place = pictured(this.found);
    if (!place) {
      return nothing;
    }
    if (this.unseen) {
      return html`<p class="small faint">The page cannot be shown as a picture: its file is not there any more, or cannot be drawn.</p>`;
    }
    return html`<figure><figcaption class="small faint">The page as the file has it now:</figcaption>
      ${this.drawn ? html`<img src=${this.drawn} alt=${`Page ${place.page} of ${place.file}`} @error=${() => (this.unseen = true)}>` : html`<p class="small faint">Drawing…</p>`}</figure>`;
  }

  #fields(all) {
    return html`<div class="table" tabindex="0" role="region" aria-label="Fields"><table>
      <thead><tr><th scope="col">Field</th><th scope="col">Value</th></tr></thead>
      <tbody>${[...all].map(([name, value]) => html`<tr class=${this.#isCited(name, value) ? "cited" : ""}><th scope="row" dir="auto">${name}</th><td dir="auto">${shown(value)}</td></tr>`)}</tbody></table></div>`;
  }

  /** The field that holds the cited words; where these are not known, those of the cited one of several passages. */
  #isCited(name, value) {
    const field = `${name}: ${shown(value)}`;
    const { cited, content } = this.passage ?? {};
    return cited ? field.includes(cited) || cited.includes(field) : this.found.passages.length > 1 && Boolean(content?.includes(field));
  }

  async willUpdate(changed) {
    if (changed.has("source") || changed.has("key")) {
      await this.#load();
    }
  }

  async #load() {
    const { source, key } = this;
    this.found = this.gone = this.drawn = this.unseen = this.problem = undefined;
    if (key === "") {
      this.gone = true; // a deletion takes the key away, too
      return;
    }
    try {
      const found = await read(source, key);
      if (source === this.source && key === this.key) {
        this.found = found;
        await this.#draw(found);
      }
    } catch (failure) {
      this.gone = failure instanceof Refused && failure.status === 404;
      this.problem = explain(failure);
    }
  }

  async #draw(found) {
    const place = pictured(found);
    if (!place) {
      return;
    }
    try {
      const drawn = await picture(this.source, place);
      if (found === this.found) {
        this.drawn = drawn;
      }
    } catch {
      this.unseen = found === this.found;
    }
  }

  updated(changed) {
    if (changed.has("found") && this.found) {
      this.#showCited();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    noHighlight();
  }

  /** The cited words where they are known and stand there, otherwise the passage as a whole. */
  #showCited() {
    noHighlight();
    const passage = this.renderRoot.querySelector(".cited");
    const words = this.passage?.cited && readablePassage({ ...this.passage, content: this.passage.cited }).text;
    const range = words && passage ? highlight(passage, words) : null;
    this.toggleAttribute("marked", range !== null);
    bringIntoSight(range?.startContainer.parentElement ?? passage);
  }
}

/** What is in sight already stays where it is, in browsers that can tell. */
function bringIntoSight(element) {
  if (element?.scrollIntoViewIfNeeded) {
    element.scrollIntoViewIfNeeded();
  } else {
    element?.scrollIntoView({ block: "center" });
  }
}

/** Where the page lies that can be shown as a picture, if there is one. */
function pictured({ passages }) {
  const { place } = passages[0] ?? {};
  return place?.page && PICTURED.test(place.file) ? place : null;
}

const shown = (value) => (value !== null && typeof value === "object" ? JSON.stringify(value, null, 1) : String(value));

customElements.define("document-viewer", DocumentViewer);
