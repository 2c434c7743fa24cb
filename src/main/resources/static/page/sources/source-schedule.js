// When a source is read by itself.

import { css, html, LitElement, nothing } from "lit";
import { explain } from "../client/http.js";
import { change } from "../client/sources.js";
import { controls } from "../shared/controls.js";
import { time } from "../shared/format.js";
import { inWords, partsOf, scheduleOf, unitNames } from "./schedule.js";

class SourceSchedule extends LitElement {
  static properties = { source: {}, schedule: { attribute: false }, next: {}, paused: { type: Boolean }, kind: { state: true }, result: { state: true } };

  static styles = [
    controls,
    css`
      form { display: grid; gap: var(--space-3); }
      input, select { width: auto !important; }
      .amount { width: 6rem !important; }
      .good { color: var(--good); }
    `,
  ];

  render() {
    const parts = partsOf(this.schedule);
    const kind = this.kind ?? parts.kind;
    return html`<form class="card" @submit=${this.#save}>
      <p class="small">Read ${inWords(this.schedule)}${this.paused ? ", paused now" : this.next ? `, next ${time(this.next)}` : ""}.</p>
      <div class="row"><select name="kind" aria-label="When to read it" .value=${kind} @change=${(event) => (this.kind = event.target.value)}>
          <option value="never" ?selected=${kind === "never"}>only by hand</option><option value="every" ?selected=${kind === "every"}>every</option><option value="cron" ?selected=${kind === "cron"}>at times (cron)</option></select>
        ${kind === "every"
          ? html`<input class="amount" name="amount" type="number" min="1" max="100000" required aria-label="How many" .value=${String(parts.amount ?? 15)}>
              <select name="unit" aria-label="Of what">${unitNames.map((unit) => html`<option value=${unit} ?selected=${unit === (parts.unit ?? "minute")}>${unit}s</option>`)}</select>`
          : nothing}
        ${kind === "cron" ? html`<input name="cron" required maxlength="100" aria-label="Second, minute, hour, day of month, month, day of week" placeholder="0 0 3 * * *" .value=${parts.cron ?? ""}>` : nothing}
        <button>Save</button><span role="status" class=${this.result?.good ? "good small" : "problem small"}>${this.result?.message ?? ""}</span></div>
      ${kind === "cron" ? html`<p class="small faint">Six fields: second, minute, hour, day of month, month, day of week, in the server's time zone.</p>` : nothing}
    </form>`;
  }

  async #save(event) {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.target));
    try {
      const { schedule, next_run: next } = await change(this.source, { schedule: scheduleOf({ ...form, amount: Number(form.amount) }) });
      Object.assign(this, { schedule, next, kind: undefined, result: { good: true, message: "Saved." } });
      this.dispatchEvent(new CustomEvent("changed", { bubbles: true, composed: true }));
    } catch (failure) {
      this.result = { good: false, message: explain(failure) };
    }
  }
}

customElements.define("source-schedule", SourceSchedule);
