// The passages of an answer, beside it; on a phone in front of it.

import { css, html, LitElement, nothing } from "lit";
import { controls } from "../shared/controls.js";
import * as icons from "../shared/icons.js";
import "../shared/passage-card.js";
import { matched } from "./citations.js";

class SourcesPanel extends LitElement {
  static properties = { question: {}, sources: { attribute: false }, cited: { attribute: false } };

  static styles = [
    controls,
    css`
      :host { display: flex; flex-direction: column; min-height: 0; background: var(--paper); }
      .heading { display: flex; align-items: center; justify-content: space-between; gap: var(--space-2); padding: var(--space-3) var(--space-4); border-bottom: 1px solid var(--line); }
      h2 { font-size: 1rem; }
      .list { flex: 1; overflow-y: auto; padding: var(--space-4); display: grid; gap: var(--space-3); align-content: start; }
      .question { font-size: var(--small); color: var(--faint); overflow-wrap: anywhere; }
    `,
  ];

  render() {
    return html`
      <div class="heading"><h2>Sources</h2><button type="button" class="quiet" aria-label="Close sources" title="Close sources" @click=${() => this.dispatchEvent(new CustomEvent("close"))}>${icons.close}</button></div>
      <div class="list" tabindex="0" role="region" aria-label="Passages">
        ${this.question ? html`<p class="question">Searched for: ${this.question}</p>` : nothing}
        ${this.sources.length === 0 ? html`<p class="faint">Nothing was found.</p>` : nothing}
        ${this.sources.map((passage) => {
          const chosen = passage.number === this.cited?.number;
          return html`<passage-card tabindex="-1" .passage=${passage} .chosen=${chosen} .part=${chosen && this.cited.sentence ? matched(passage.content, this.cited.sentence) : null}></passage-card>`;
        })}
      </div>`;
  }

  async updated(changed) {
    if (changed.has("cited") && this.cited) {
      const card = this.renderRoot.querySelector("passage-card[chosen]") ?? this.renderRoot.querySelectorAll("passage-card")[this.cited.number - 1];
      await card?.updateComplete;
      (card?.renderRoot.querySelector("mark") ?? card)?.scrollIntoView({ block: "center", behavior: "smooth" });
      card?.focus({ preventScroll: true });
    }
  }
}

customElements.define("sources-panel", SourcesPanel);
