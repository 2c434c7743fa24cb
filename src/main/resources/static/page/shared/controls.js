// How controls look in every element: each has a style sheet of its own, so these are shared as one.

import { css } from "lit";

export const controls = css`
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  :host { color: var(--ink); }
  h1, h2, h3, h4, p { margin: 0; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  [tabindex="-1"]:focus-visible { outline-style: dotted; } /* where the focus was handed on to what takes no keys */

  button, .button {
    display: inline-flex; align-items: center; justify-content: center; gap: var(--space-2);
    min-height: 2.25rem; padding: 0.3rem 0.8rem; font: inherit; font-size: var(--small); font-weight: 550; line-height: 1.3;
    color: inherit; text-decoration: none; background: var(--card); cursor: pointer;
    border: 1px solid var(--line); border-radius: var(--radius-1);
  }
  button:hover:not(:disabled, [aria-disabled="true"]), .button:hover { border-color: var(--line-strong); }
  button:is(:disabled, [aria-disabled="true"]) { opacity: 0.55; cursor: default; }
  button.primary { color: var(--on-accent); background: var(--accent); border-color: transparent; }
  button.primary:hover:not(:disabled, [aria-disabled="true"]) { filter: brightness(1.08); }
  button.danger { color: var(--bad); }
  button.quiet { background: none; border-color: transparent; color: var(--faint); padding: 0.3rem 0.5rem; font-weight: 450; }
  button.quiet:hover:not(:disabled, [aria-disabled="true"]) { color: var(--ink); background: var(--sunken); }
  button.quiet[aria-pressed="true"] { color: var(--accent); background: var(--accent-soft); }
  svg { width: 1.15em; height: 1.15em; flex: none; }

  input:not([type="checkbox"], [type="radio"], [type="file"]), select, textarea {
    width: 100%; min-height: 2.25rem; padding: 0.35rem 0.65rem; font: inherit; font-size: var(--small); color: inherit;
    background: var(--card); border: 1px solid var(--line-strong); border-radius: var(--radius-1);
  }
  input[type="checkbox"], input[type="radio"] { width: 1.05rem; height: 1.05rem; margin: 0; flex: none; accent-color: var(--accent); }
  ::placeholder { color: var(--faint); opacity: 1; }
  label { font-size: var(--small); }

  a { color: var(--accent); }
  code { font-family: var(--mono); font-size: 0.9em; }
  .faint { color: var(--faint); }
  .small { font-size: var(--small); }
  .problem { color: var(--bad); }
  .row { display: flex; align-items: center; flex-wrap: wrap; gap: var(--space-2); }
  .card { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius-2); padding: var(--space-4); }
  .hidden-text {
    position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
  }
`;
