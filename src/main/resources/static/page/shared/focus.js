// Keeps the keyboard's focus near its user: what is taken away hands it on, instead of dropping it to the page's top.

const FOCUSABLE = "a[href], button, input, select, textarea, summary";

/** The element that has the focus, through all shadow roots; null when none has. */
export function focused() {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) {
    at = at.shadowRoot.activeElement;
  }
  return at === document.body ? null : at;
}

/**
 * A reactive controller: when an update of its host takes away what has the focus, the row that stands there now gets
 * it, at the same place, or else another element.
 */
export class FocusKeeper {
  #host;
  #rows;
  #otherwise;
  #before = null; // {element, row, place}

  /**
   * @param rows      selects the rows of a list, when the host has one
   * @param otherwise selects what gets the focus when there is no row to take it
   */
  constructor(host, { rows, otherwise }) {
    this.#host = host;
    this.#rows = rows;
    this.#otherwise = otherwise;
    host.addController(this);
  }

  hostUpdate() {
    const element = this.#host.renderRoot?.activeElement;
    const row = this.#rows ? element?.closest(this.#rows) : null;
    this.#before = element ? { element, row: row ? this.#all().indexOf(row) : -1, place: row ? inside(row).indexOf(element) : -1 } : null;
  }

  hostUpdated() {
    const before = this.#before;
    this.#before = null;
    if (before && !before.element.isConnected) {
      (this.#next(before) ?? this.#host.renderRoot.querySelector(this.#otherwise))?.focus();
    }
  }

  #next({ row, place }) {
    const next = row < 0 ? undefined : (this.#all()[row] ?? this.#all().at(-1));
    const found = next ? inside(next) : [];
    return found[Math.max(0, Math.min(place, found.length - 1))];
  }

  #all() {
    return [...this.#host.renderRoot.querySelectorAll(this.#rows)];
  }
}

const inside = (row) => [...row.querySelectorAll(FOCUSABLE)];
