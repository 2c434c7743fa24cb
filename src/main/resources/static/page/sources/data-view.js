// The data: the table of sources, adding one, a source's own page, and a look at what would be found.

import { css, html, LitElement } from "lit";
import { controls } from "../shared/controls.js";
import { FocusKeeper } from "../shared/focus.js";
import { view } from "../shared/view.js";
import * as icons from "../shared/icons.js";
import "./add-source.js";
import "./search-box.js";
import "./source-page.js";
import "./source-table.js";

class DataView extends LitElement {
  static properties = { path: { attribute: false } };

  static styles = [controls, view, css`.links { margin-bottom: var(--space-4); }`];

  constructor() {
    super();
    new FocusKeeper(this, { otherwise: "main" });
  }

  render() {
    const [what, name, ...rest] = this.path;
    return html`<main tabindex="-1"><div class="wide">${this.#content(what, name, rest)}</div></main>`;
  }

  #content(what, name, rest) {
    switch (what) {
      case "add":
        return html`${this.#back()}<add-source></add-source>`;
      case "source":
        return html`${this.#back()}<source-page .name=${name} .path=${rest}></source-page>`;
      case "search":
        return html`${this.#back()}<div class="row heading"><h2>Try a search</h2></div><search-box></search-box>`;
      default:
        return html`
          <div class="row heading"><h2>Data</h2>
            <a class="button" href="#/data/search">${icons.search}Try a search</a>
            <a class="button main" href="#/data/add">${icons.plus}Add a source</a></div>
          <source-table></source-table>`;
    }
  }

  #back() {
    return html`<p class="links small"><a href="#/data">All sources</a></p>`;
  }
}

customElements.define("data-view", DataView);
