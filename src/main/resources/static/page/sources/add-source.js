// Adds a source: files, a table of a database, or whatever else the server can read.

import { css, html, LitElement, nothing } from "lit";
import { explain } from "../client/http.js";
import { kinds } from "../client/sources.js";
import { controls } from "../shared/controls.js";
import * as icons from "../shared/icons.js";
import { view } from "../shared/view.js";
import "../shared/file-drop.js";
import "./database-form.js";
import "./plain-form.js";

const DATABASES = ["postgresql", "mongodb", "mysql", "mariadb", "sqlserver", "oracle"];

/** The kinds in the order they are offered; what reads a single file comes by dropping it. */
const KINDS = [
  { kind: "file", name: "Files", icon: icons.upload },
  { kind: "postgresql", name: "PostgreSQL", icon: icons.database },
  { kind: "mongodb", name: "MongoDB", icon: icons.database },
  { kind: "mysql", name: "MySQL", icon: icons.database },
  { kind: "mariadb", name: "MariaDB", icon: icons.database },
  { kind: "sqlserver", name: "SQL Server", icon: icons.database },
  { kind: "oracle", name: "Oracle", icon: icons.database },
  { kind: "sqlite", name: "SQLite", icon: icons.database },
  { kind: "jdbc", name: "JDBC", icon: icons.database },
  { kind: "folder", name: "Folder", icon: icons.folder },
  { kind: "http", name: "HTTP API", icon: icons.cloud },
  { kind: "webhook", name: "Webhook", icon: icons.cloud },
];

class AddSource extends LitElement {
  static properties = { kind: { state: true }, known: { state: true }, problem: { state: true } };

  static styles = [
    controls,
    view,
    css`
      :host { height: auto; overflow: visible; max-width: 52rem; }
      fieldset { display: grid; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); gap: var(--space-2); margin: 0 0 var(--space-4); padding: 0; border: 0; }
      legend { padding: 0; margin-bottom: var(--space-2); color: var(--faint); font-size: var(--small); }
      .kind { display: flex; align-items: center; gap: var(--space-2); min-height: 2.9rem; padding: 0 var(--space-3); white-space: nowrap; background: var(--card); border: 1px solid var(--line); border-radius: var(--radius-2); cursor: pointer; font-weight: 550; }
      .kind:has(:checked) { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
      .hint { margin-top: var(--space-3); }
    `,
  ];

  constructor() {
    super();
    this.kind = "postgresql";
    this.known = ["file", "postgresql", "mongodb"];
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.known = await kinds();
    } catch (failure) {
      this.problem = explain(failure);
    }
  }

  render() {
    return html`
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <div class="row heading"><h2>Add a source</h2></div>
      <fieldset><legend>Kind</legend>${KINDS.filter(({ kind }) => this.known.includes(kind)).map(
        ({ kind, name, icon }) => html`<label class="kind"><input type="radio" name="kind" value=${kind} .checked=${this.kind === kind} @change=${() => (this.kind = kind)}>${icon}${name}</label>`,
      )}</fieldset>
      ${this.kind === "file"
        ? html`<file-drop></file-drop><p class="hint small faint">Each row of a table or list becomes a document of its own. A file of the same name is replaced, and only what has changed is read again.</p>`
        : DATABASES.includes(this.kind)
          ? html`<database-form .kind=${this.kind}></database-form>`
          : html`<plain-form .kind=${this.kind}></plain-form>`}`;
  }
}

customElements.define("add-source", AddSource);
