// One answer: its text as it comes, its citations, its sources, and what is wrong with it.

import { element } from "./dom.js";
import { Sources } from "./sources.js";

const CITATION = /\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]/g;

export class Answer {
  #text = element("div", "text waiting");
  #remarks = element("div", "");
  #sources = new Sources();
  #content = "";
  #ended = false;

  constructor() {
    this.element = element("article", "answer", this.#text, this.#remarks, this.#sources.element);
  }

  /** Takes an event of the stream. */
  accept(event) {
    switch (event.type) {
      case "sources":
        this.#sources.show(event.sources);
        break;
      case "content":
        this.#content += event.content;
        this.#text.replaceChildren(...this.#withCitations(this.#content));
        break;
      case "done":
        this.#end(event.answer);
        break;
      case "error":
        this.fail(event.error);
        break;
    }
  }

  fail(message) {
    this.#remark("problem", message);
    this.stop();
  }

  /** Whether the server or the reader has said that no more text comes. */
  get ended() {
    return this.#ended;
  }

  stop() {
    this.#ended = true;
    this.#text.classList.remove("waiting");
  }

  #end(details) {
    this.stop();
    for (const citation of details?.citations ?? []) {
      if (citation.status?.toLowerCase() === "failed") {
        this.#remark("problem", `Check this: “${citation.sentence}” ${citation.problem}`);
      }
    }
    if (details?.model) {
      this.#remark("note", details.model === "extractive" ? "Quoted from the sources; no model is configured." : `Answered by ${details.model}.`);
    }
  }

  #remark(className, text) {
    this.#remarks.append(element("p", className, text));
  }

  /** The text, with a button in place of each number that names a source. */
  #withCitations(text) {
    const pieces = [];
    let end = 0;
    for (const match of text.matchAll(CITATION)) {
      const numbers = match[1].split(",").map(Number);
      if (numbers.every((number) => this.#sources.has(number))) {
        pieces.push(text.slice(end, match.index), ...numbers.map((number) => this.#citation(number)));
        end = match.index + match[0].length;
      }
    }
    pieces.push(text.slice(end));
    return pieces;
  }

  #citation(number) {
    const button = element("button", "citation", String(number));
    button.type = "button";
    button.title = `Show source ${number}`;
    button.addEventListener("click", () => this.#sources.open(number));
    return button;
  }
}
