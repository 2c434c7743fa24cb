// How tables of data look; where there is no room for a row, it becomes a card.

import { css } from "lit";

export const tables = css`
  .table { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: var(--radius-2); }
  table { width: 100%; border-collapse: collapse; font-size: var(--small); }
  caption { text-align: start; padding: var(--space-3); font-weight: 600; }
  th, td { padding: 0.55rem 0.8rem; text-align: start; vertical-align: middle; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
  tbody tr:last-child > * { border-bottom: 0; }
  thead th { font-weight: 550; color: var(--faint); white-space: nowrap; }
  tbody th { font-weight: 600; overflow-wrap: break-word; }
  td.when { white-space: nowrap; }
  td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
  .cell { max-width: 22rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; overflow-wrap: normal; }
  .status { display: inline-flex; align-items: baseline; gap: 0.4rem; white-space: nowrap; }
  .status::before { content: ""; width: 0.55rem; height: 0.55rem; border-radius: 50%; background: var(--line-strong); flex: none; align-self: center; }
  .status.completed::before, .status.up::before { background: var(--good); }
  .status.live::before { background: var(--good); box-shadow: 0 0 0 3px color-mix(in srgb, var(--good) 25%, transparent); }
  .status.paused::before { border-radius: 1px; background: var(--faint); }
  .status.running::before, .status.queued::before { background: var(--accent); }
  .status.completed_with_errors::before, .status.degraded::before, .status.cancelled::before { background: var(--warning); }
  .status.failed::before, .status.down::before { background: var(--bad); }
  .actions { display: flex; gap: var(--space-1); justify-content: flex-end; white-space: nowrap; }
  @media (max-width: 60rem) {
    .table.cards, .cards table, .cards tbody, .cards tr, .cards th, .cards td { display: block; }
    .cards thead { display: none; }
    .cards tr { padding: var(--space-3); border-bottom: 1px solid var(--line); }
    .cards tbody tr:last-child { border-bottom: 0; }
    .cards.dense tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-4); }
    .cards.dense :is(th, .whole) { flex: 1 1 100%; }
    .cards tbody th, .cards td { border: 0; padding: 0.15rem 0; text-align: start; }
    .cards td[data-label]::before { content: attr(data-label) ": "; color: var(--faint); }
    .cards .actions { justify-content: flex-start; }
  }
`;
