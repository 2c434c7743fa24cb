// How far the reading of a source is: what is read, and what of it is ready. No percentage before the total is known.

import { css, html, LitElement, nothing } from "lit";
import { controls } from "../shared/controls.js";
import { count, duration, number, words } from "../shared/format.js";

class BatchProgress extends LitElement {
  static properties = { batch: { attribute: false } };

  static styles = [
    controls,
    css`
      :host { display: grid; gap: var(--space-3); }
      .bar { display: grid; grid-template-columns: 9rem 1fr; gap: 0 var(--space-3); align-items: center; font-size: var(--small); }
      .bar small { grid-column: 2; color: var(--faint); font-variant-numeric: tabular-nums; }
      progress { width: 100%; height: 0.6rem; accent-color: var(--accent); }
      @media (max-width: 40rem) { .bar { grid-template-columns: 1fr; } .bar small { grid-column: 1; } }
    `,
  ];

  render() {
    const { parts, parts_read, read, total, applied, skipped, failed, created_at } = this.batch;
    const settled = applied + skipped + failed;
    const seconds = Math.max(1, (Date.now() - Date.parse(created_at)) / 1000);
    const rate = settled / seconds;
    const left = total !== null && rate > 0 ? ` · about ${duration((1000 * (total - settled)) / rate)} left` : "";
    return html`
      <p class="small">${words(this.batch.status)}: ${words(this.batch.phase)}</p>
      ${this.#bar("Read", total !== null ? 1 : parts ? parts_read / parts : null, `${count(read, "document")}${parts ? `, ${parts_read} of ${count(parts, "part")}` : ""}`)}
      ${this.#bar("Embed and apply", total === null ? null : total === 0 ? 1 : settled / total, `${number(settled)}${total === null ? "" : ` of ${number(total)}`} · ${rate.toFixed(rate < 10 ? 1 : 0)} a second${left}`)}`;
  }

  #bar(name, share, text) {
    return html`<div class="bar"><span>${name}</span><progress aria-label=${name} max="1" value=${share ?? nothing}></progress><small>${text}</small></div>`;
  }
}

customElements.define("batch-progress", BatchProgress);
