// The frame: where one is, and the ways to elsewhere. The address after # says which view is open.

import { css, html, LitElement, nothing } from "lit";
import { current } from "./client/models.js";
import { explain } from "./client/http.js";
import { NEEDED } from "./client/key.js";
import { controls } from "./shared/controls.js";
import { FocusKeeper } from "./shared/focus.js";
import { shortName } from "./shared/format.js";
import * as icons from "./shared/icons.js";
import "./chat/chat-view.js";

/** Fetched when they are first opened. */
const LATER = {
  data: () => import("./sources/data-view.js"),
  settings: () => import("./settings/settings-view.js"),
};

class TabletalkApp extends LitElement {
  static properties = { route: { state: true }, model: { state: true }, problem: { state: true }, locked: { state: true } };

  static styles = [
    controls,
    css`
      :host { display: flex; flex-direction: column; height: 100dvh; }
      header { display: flex; align-items: center; gap: var(--space-4); padding: 0 var(--space-4); border-bottom: 1px solid var(--line); min-height: 3rem; }
      h1 { font-size: 1.05rem; letter-spacing: -0.01em; }
      h1 a { display: flex; align-items: center; gap: var(--space-2); color: inherit; text-decoration: none; }
      h1 img { width: 1.5rem; height: 1.5rem; }
      nav { display: flex; gap: var(--space-1); }
      nav a { display: inline-flex; align-items: center; gap: 0.4rem; min-height: 2.25rem; padding: 0 0.7rem; font-size: var(--small); color: var(--faint); text-decoration: none; border-radius: var(--radius-1); }
      nav a:hover { color: var(--ink); background: var(--sunken); }
      nav a[aria-current] { color: var(--accent); font-weight: 600; }
      .model { margin-inline-start: auto; font-size: var(--tiny); color: var(--faint); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-decoration: none; }
      .model:hover { color: var(--ink); }
      .problem { margin: 0; padding: var(--space-2) var(--space-4); }
      .view { flex: 1; min-height: 0; }
      .view:focus-visible { outline-offset: -2px; }
      @media (max-width: 40rem) {
        header { gap: var(--space-1); padding: 0 var(--space-2); }
        h1 span, .model { display: none; }
        nav a { padding: 0 0.55rem; }
        nav { margin-inline-start: auto; }
      }
    `,
  ];

  #navigated = () => {
    this.route = routeOf(location.hash);
    document.title = titleOf(this.route);
    this.#fetch(this.route.view);
  };

  #keyNeeded = async () => {
    await import("./settings/key-prompt.js");
    this.locked = true;
  };

  constructor() {
    super();
    new FocusKeeper(this, { otherwise: ".view" });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#navigated();
    window.addEventListener("hashchange", this.#navigated);
    window.addEventListener(NEEDED, this.#keyNeeded);
    this.#loadModel();
  }

  disconnectedCallback() {
    window.removeEventListener("hashchange", this.#navigated);
    window.removeEventListener(NEEDED, this.#keyNeeded);
    super.disconnectedCallback();
  }

  render() {
    return html`
      <header>
        <h1><a href="#/chat"><img src="/page/icon.svg" alt="Tabletalk"><span aria-hidden="true">Tabletalk</span></a></h1>
        <nav aria-label="Views">
          ${this.#link("chat", "Chat", icons.chat)}
          ${this.#link("data", "Data", icons.table)} ${this.#link("settings", "Settings", icons.gear)}
          <a href="/docs">API</a>
        </nav>
        ${this.locked ? nothing : html`<a class="model" href="#/settings">${this.model}</a>`}
      </header>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <div class="view" tabindex="-1">${this.locked ? html`<key-prompt @opened=${this.#opened}></key-prompt>` : this.#view()}</div>
    `;
  }

  #link(view, name, icon) {
    return html`<a href=${`#/${view}`} aria-current=${this.route.view === view ? "page" : nothing}>${icon}${name}</a>`;
  }

  #view() {
    const { view, rest } = this.route;
    if (view === "data") {
      return html`<data-view .path=${rest}></data-view>`;
    }
    if (view === "settings") {
      return html`<settings-view @switched=${this.#loadModel}></settings-view>`;
    }
    return html`<chat-view .conversation=${rest[0] ?? null} @begun=${this.#begun}></chat-view>`;
  }

  /** The views begin anew: what they asked for before was refused. */
  #opened() {
    this.locked = false;
    this.#loadModel();
  }

  async #fetch(view) {
    try {
      await LATER[view]?.();
      this.problem = "";
    } catch (failure) {
      this.problem = explain(failure);
    }
  }

  /** The first question has made a conversation: a reload comes back to it. */
  #begun(event) {
    history.replaceState(null, "", `#/chat/${event.detail}`);
    this.#navigated();
  }

  async #loadModel() {
    try {
      const { model, provider } = await current();
      this.model = model ? `${provider} · ${model}` : "No model: answers quote the sources";
    } catch (failure) {
      this.model = explain(failure);
    }
  }
}

function routeOf(hash) {
  const [view = "", ...rest] = hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);
  return { view: view || "chat", rest };
}

const TITLES = { data: "Data", settings: "Settings" };

function titleOf({ view, rest }) {
  return [view === "data" && rest[0] === "source" ? shortName(rest[1]) : null, TITLES[view], "Tabletalk"].filter(Boolean).join(" · ");
}

customElements.define("tabletalk-app", TabletalkApp);
