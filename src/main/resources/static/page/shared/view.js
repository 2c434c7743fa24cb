// How a view other than the chat is laid out.

import { css } from "lit";

export const view = css`
  :host { display: block; height: 100%; overflow-y: auto; }
  main { padding: var(--space-5) var(--space-4) var(--space-6); }
  .wide { max-width: 68rem; margin: 0 auto; }
  h2 { font-size: 1.4rem; letter-spacing: -0.01em; }
  .heading { margin-bottom: var(--space-4); }
  .heading h2 { margin-inline-end: auto; }
  @media (max-width: 30rem) { .heading h2 { flex: 1 1 100%; } }
  .button.main { color: var(--on-accent); background: var(--accent); border-color: transparent; }
`;
