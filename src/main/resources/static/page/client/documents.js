// What the index holds of a source, document by document.

import { get, remove } from "./http.js";

const path = (source) => `/api/sources/${encodeURIComponent(source)}`;

/** A page of documents by key, from behind the key `after`; with words, those that have them. */
export function documents(source, words, after, limit = 50) {
  const query = new URLSearchParams({ query: words, limit });
  if (after !== null) {
    query.set("after", after);
  }
  return get(`${path(source)}/documents?${query}`);
}

/** A document with its passages. */
export const read = (source, key) => get(`${path(source)}/document?${new URLSearchParams({ key })}`);

/** Deletes a document everywhere; it stays out until it is let in again. Returns the receipt. */
export const forget = (source, key) => remove(`${path(source)}/document?${new URLSearchParams({ key })}`);

/** Lets a deleted document in again, with the next read. */
export const letIn = (source, key) => remove(`${path(source)}/excluded?${new URLSearchParams({ key })}`);

/** The address of a picture of a page of a file. */
export const picture = (source, { file, page }) => `${path(source)}/page?${new URLSearchParams({ file, page })}`;

/** Where the page shows a document. */
export const address = (source, key) => `#/data/source/${encodeURIComponent(source)}/document/${encodeURIComponent(key)}`;
