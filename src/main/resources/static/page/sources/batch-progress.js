// How far the reading of a source is, stage by stage. No percentage before the total is known.

import { css, html, LitElement, nothing } from "lit";
import { controls } from "../shared/controls.js";
import { count, duration, heading, number, time, words } from "../shared/format.js";

class BatchProgress extends LitElement {
  static properties = { batch: { attribute: false } };

  static styles = [
    controls,
    css`
      :host { display: grid; gap: var(--space-3); }
      .bar { display: grid; grid-template-columns: 4rem 1fr; gap: 0 var(--space-3); align-items: center; font-size: var(--small); }
      .bar small { grid-column: 2; color: var(--faint); font-variant-numeric: tabular-nums; }
      progress { width: 100%; height: 0.6rem; accent-color: var(--accent); }
      @media (max-width: 40rem) { .bar { grid-template-columns: 1fr; } .bar small { grid-column: 1; } }
    `,
  ];

  render() {
    const { parts, parts_read, read, embedded, total, applied, skipped, failed } = this.batch;
    const settled = applied + skipped + failed;
    return html`
      <p class="small">${heading(this.batch.status)}: ${words(this.batch.phase)}${this.#unknown()}</p>
      ${this.#bar("Read", total === null ? null : 1, [count(read, "document"), parts && `${number(parts_read)} of ${count(parts, "part")}`, total === null && this.#rate(read)])}
      ${this.#stage("Embed", embedded)}
      ${this.#stage("Apply", settled)}`;
  }

  /** Redis, which shows how batches go on, may be away. */
  #unknown() {
    return this.batch.unknown_since ? ` · unknown since ${time(this.batch.unknown_since)}` : "";
  }

  #stage(name, done) {
    const { total } = this.batch;
    const isKnown = total !== null;
    return this.#bar(name, isKnown ? (total === 0 ? 1 : done / total) : null, [
      isKnown ? `${number(done)} of ${number(total)}` : number(done),
      !(isKnown && done >= total) && this.#rate(done),
      isKnown && done < total && this.#left(done),
    ]);
  }

  #rate(done) {
    const rate = (1000 * done) / this.#elapsed();
    return `${rate.toFixed(rate < 10 ? 1 : 0)} a second`;
  }

  #left(done) {
    return done > 0 && `about ${duration((this.#elapsed() * (this.batch.total - done)) / done)} left`;
  }

  /** That the batch has been worked on, in milliseconds. */
  #elapsed() {
    return Math.max(1_000, this.batch.took_milliseconds);
  }

  #bar(name, share, facts) {
    return html`<div class="bar"><span>${name}</span><progress aria-label=${name} max="1" value=${share ?? nothing}></progress><small>${facts.filter(Boolean).join(" · ")}</small></div>`;
  }
}

customElements.define("batch-progress", BatchProgress);
