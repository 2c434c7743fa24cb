// Light or dark, as chosen in this browser.

const KEY = "tabletalk.theme";

export const chosen = () => localStorage.getItem(KEY) ?? "system";

export function choose(theme) {
  localStorage.setItem(KEY, theme);
  apply();
}

/** Makes the page look as chosen. */
export function apply() {
  document.documentElement.dataset.theme = chosen();
}
