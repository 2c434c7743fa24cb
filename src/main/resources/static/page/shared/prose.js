// How running text looks, for answers.

import { css } from "lit";

export const prose = css`
  .prose { overflow-wrap: anywhere; }
  .prose > :first-child { margin-top: 0; }
  .prose > :last-child { margin-bottom: 0; }
  .prose p, .prose ul, .prose ol, .prose pre, .prose blockquote, .prose .table { margin: 0 0 0.8em; }
  .prose h3 { font-size: 1.1rem; margin: 1.2em 0 0.4em; }
  .prose h4 { font-size: 1rem; margin: 1em 0 0.3em; }
  .prose ul, .prose ol { padding-inline-start: 1.5em; }
  .prose li { margin: 0.2em 0; }
  .prose blockquote { padding-inline-start: 0.9em; border-inline-start: 3px solid var(--line); color: var(--faint); }
  .prose code { padding: 0.1em 0.3em; background: var(--sunken); border-radius: var(--radius-1); }
  .prose pre { padding: 0.8em 1em; overflow-x: auto; background: var(--sunken); border: 1px solid var(--line); border-radius: var(--radius-2); }
  .prose pre code { padding: 0; background: none; }
  .prose .table { overflow-x: auto; }
  .prose table { border-collapse: collapse; font-size: var(--small); }
  .prose th, .prose td { padding: 0.35em 0.7em; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
  .prose th { border-bottom-color: var(--line-strong); }
  .prose .align-right { text-align: right; }
  .prose .align-center { text-align: center; }
  .prose hr { border: 0; border-top: 1px solid var(--line); }
  .prose .image { color: var(--faint); font-size: var(--small); }
`;
