// The passages an answer rests on.

import { element } from "./dom.js";

/** Cards that open to show the passage, by the number that the answer cites. */
export class Sources {
  #cards = new Map();

  constructor() {
    this.element = element("div", "sources");
  }

  show(sources) {
    this.#cards = new Map(sources.map((source, i) => [source.number ?? i + 1, card(source, source.number ?? i + 1)]));
    this.element.replaceChildren(...this.#cards.values());
  }

  has(number) {
    return this.#cards.has(number);
  }

  open(number) {
    for (const [key, shown] of this.#cards) {
      shown.classList.toggle("shown", key === number);
    }
    const card = this.#cards.get(number);
    card.open = true;
    card.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }
}

function card(source, number) {
  const title = element("summary", "", `[${number}] ${source.title ?? ""} `, element("span", "", origin(source)));
  return element("details", "source", title, element("pre", "", source.content));
}

/** Where the passage lies and how current it is: `demo · bicycles.csv row 13 · 21 Nov 2026, 07:10`. */
function origin(source) {
  const place = source.place ?? {};
  const where = [place.file, place.row && `row ${place.row}`, place.page && `page ${place.page}`];
  const time = source.as_of && new Date(source.as_of).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  return [source.source, where.filter(Boolean).join(" ") || source.key, time].filter(Boolean).join(" · ");
}
