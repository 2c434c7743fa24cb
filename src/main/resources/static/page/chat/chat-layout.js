// Where the parts of the chat stand: three columns, two on a tablet, one on a phone.

import { css } from "lit";

export const layout = css`
  :host { display: flex; height: 100%; min-height: 0; }
  .side { width: 17rem; flex: none; display: flex; flex-direction: column; gap: var(--space-2); padding: var(--space-4); border-inline-end: 1px solid var(--line); min-height: 0; }
  conversation-list { flex: 1; }
  .centre { flex: 1; min-width: 0; display: flex; flex-direction: column; position: relative; }
  .scroller { flex: 1; overflow-y: auto; min-height: 0; }
  .column { width: 100%; max-width: var(--column); margin: 0 auto; padding: var(--space-4); }
  .below { padding-top: var(--space-2); }
  .exchange { content-visibility: auto; contain-intrinsic-size: auto 20rem; margin-bottom: var(--space-5); padding: 2px; }
  .question {
    width: fit-content; max-width: 88%; margin: 0 0 var(--space-4) auto; padding: 0.6rem 0.95rem; white-space: pre-wrap; overflow-wrap: anywhere;
    background: var(--accent-soft); border-radius: var(--radius-3) var(--radius-3) 0.25rem var(--radius-3);
  }
  sources-panel { width: 25rem; flex: none; border-inline-start: 1px solid var(--line); }
  .drawer-button { display: none; }
  .scrim { display: none; }

  @media (max-width: 68rem) {
    sources-panel { position: fixed; inset: 0 0 0 auto; width: min(26rem, 100vw); z-index: 3; box-shadow: var(--shadow); }
  }
  @media (max-width: 50rem) {
    .drawer-button { display: inline-flex; align-self: flex-start; margin: var(--space-1) var(--space-2) 0; }
    .side { position: fixed; inset: 0 auto 0 0; width: min(20rem, 86vw); z-index: 3; background: var(--paper); box-shadow: var(--shadow); visibility: hidden; transform: translateX(-100%); transition: transform 0.18s; }
    .side.open { visibility: visible; transform: none; }
    .scrim { display: block; position: fixed; inset: 0; z-index: 2; background: #0006; }
    sources-panel { width: 100vw; }
  }
`;
