// Settings: the model that answers, how the parts of the server are, who may use it, and how the page looks.

import { css, html, LitElement } from "lit";
import { controls } from "../shared/controls.js";
import { view } from "../shared/view.js";
import { choose, chosen } from "../shared/theme.js";
import "./health-list.js";
import "./key-list.js";
import "./model-form.js";

const THEMES = { system: "Like the system", light: "Light", dark: "Dark" };

class SettingsView extends LitElement {
  static styles = [
    controls,
    view,
    css`
      section { margin-bottom: var(--space-5); }
      h3 { font-size: 1.05rem; margin-bottom: var(--space-3); }
      fieldset { display: flex; flex-wrap: wrap; gap: var(--space-4); margin: 0; padding: 0; border: 0; }
      label { display: flex; align-items: center; gap: var(--space-2); }
    `,
  ];

  render() {
    return html`<main><div class="wide">
      <div class="row heading"><h2>Settings</h2></div>
      <section><h3>Model</h3><model-form></model-form></section>
      <section><h3>Health</h3><health-list></health-list></section>
      <section><h3>API keys</h3><key-list></key-list></section>
      <section><h3>Appearance</h3><fieldset aria-label="Appearance">${Object.entries(THEMES).map(
        ([theme, name]) => html`<label><input type="radio" name="theme" .checked=${chosen() === theme} @change=${() => choose(theme)}>${name}</label>`,
      )}</fieldset></section>
    </div></main>`;
  }
}

customElements.define("settings-view", SettingsView);
