// What the index holds of a source, document by document.

import { get, remove, request } from "./http.js";

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

/** A page of the documents that were deleted and stay out, by key, from behind the key `after`. */
export const excluded = (source, after, limit = 50) => get(`${path(source)}/excluded?${new URLSearchParams(after === null ? { limit } : { after, limit })}`);

/** Lets a deleted document in again. Returns how it comes back: the `batch` that reads it, and a `note`. */
export const letIn = (source, key) => remove(`${path(source)}/excluded?${new URLSearchParams({ key })}`);

/** A picture of a page of a file, as the address of its data: an image element sends no API key. */
export async function picture(source, { file, page }) {
  const response = await request(`${path(source)}/page?${new URLSearchParams({ file, page })}`, { accept: "image/png, application/json" });
  return dataAddress(await response.blob());
}

function dataAddress(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** Where the page shows a document. */
export const address = (source, key) => `#/data/source/${encodeURIComponent(source)}/document/${encodeURIComponent(key)}`;
