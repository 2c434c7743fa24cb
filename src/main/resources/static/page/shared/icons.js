// Icons, drawn as lines in the colour of the text beside them. They say nothing to a screen reader.

import { svg, html } from "lit";

const icon = (paths) =>
  html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;

export const plus = icon(svg`<path d="M12 5v14M5 12h14"/>`);
export const menu = icon(svg`<path d="M4 7h16M4 12h16M4 17h16"/>`);
export const close = icon(svg`<path d="M6 6l12 12M18 6L6 18"/>`);
export const send = icon(svg`<path d="M12 19V5M6 11l6-6 6 6"/>`);
export const stop = icon(svg`<rect x="7" y="7" width="10" height="10" rx="1.5" fill="currentColor"/>`);
export const again = icon(svg`<path d="M20 11a8 8 0 1 0-2.3 6.2M20 5v6h-6"/>`);
export const copy = icon(svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 0 1 2-2h8"/>`);
export const up = icon(svg`<path d="M7 11l4-8a2 2 0 0 1 2 2v4h5.5a2 2 0 0 1 2 2.4l-1.3 6.9A2 2 0 0 1 17.2 20H7zM7 11H4v9h3"/>`);
export const down = icon(svg`<path d="M17 13l-4 8a2 2 0 0 1-2-2v-4H5.5a2 2 0 0 1-2-2.4l1.3-6.9A2 2 0 0 1 6.8 4H17zM17 13h3V4h-3"/>`);
export const pencil = icon(svg`<path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"/>`);
export const bin = icon(svg`<path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"/>`);
export const book = icon(svg`<path d="M5 4h9a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM8 8h6M8 12h6"/>`);
export const table = icon(svg`<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M4 10h16M10 10v9"/>`);
export const chat = icon(svg`<path d="M4 5h16v11H10l-4 4v-4H4z"/>`);
export const gear = icon(svg`<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1M16.3 7.7l2.1-2.1"/>`);
export const upload = icon(svg`<path d="M12 16V5M7 9l5-5 5 5M5 20h14"/>`);
export const database = icon(svg`<ellipse cx="12" cy="6" rx="7" ry="3"/><path d="M5 6v12c0 1.7 3.1 3 7 3s7-1.3 7-3V6M5 12c0 1.7 3.1 3 7 3s7-1.3 7-3"/>`);
export const warning = icon(svg`<path d="M12 4l9 16H3zM12 10v4M12 17v.1"/>`);
export const left = icon(svg`<path d="M14 6l-6 6 6 6"/>`);
export const right = icon(svg`<path d="M10 6l6 6-6 6"/>`);
export const search = icon(svg`<circle cx="11" cy="11" r="6"/><path d="M16 16l4 4"/>`);
export const check = icon(svg`<path d="M5 13l4 4L19 7"/>`);
export const more = icon(svg`<circle cx="5.5" cy="12" r="1.4" fill="currentColor"/><circle cx="12" cy="12" r="1.4" fill="currentColor"/><circle cx="18.5" cy="12" r="1.4" fill="currentColor"/>`);
export const pause = icon(svg`<path d="M9 5v14M15 5v14"/>`);
export const play = icon(svg`<path d="M8 5l11 7-11 7z"/>`);
export const folder = icon(svg`<path d="M4 18V6h6l2 2.5h8V18z"/>`);
export const cloud = icon(svg`<path d="M7 18a4 4 0 0 1-.5-8 5.5 5.5 0 0 1 10.6 1A3.6 3.6 0 0 1 17 18z"/>`);
