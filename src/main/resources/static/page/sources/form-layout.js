// How the forms of sources are laid out.

import { css } from "lit";

export const formLayout = css`
  form { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-4); }
  .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); gap: var(--space-3) var(--space-4); }
  .fields label { display: grid; gap: var(--space-1); align-content: start; }
  .wide { grid-column: 1 / -1; }
  .check { display: flex; align-items: center; gap: var(--space-2); }
  .good { color: var(--good); }
  h3 { font-size: 1.05rem; }
  textarea { min-height: 5rem; font: var(--tiny)/1.5 var(--mono) !important; resize: vertical; }
`;
