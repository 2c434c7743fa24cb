// The API keys' part of the API.

import { get, post, remove } from "./http.js";
import { forget, keep, key } from "./key.js";

/** `{required, current, main, keys}` */
export const keys = () => get("/api/keys");
export const make = (name) => post("/api/keys", { name });
export const revoke = (id) => remove(`/api/keys/${encodeURIComponent(id)}`);

/** Keeps a key if the server takes it, and fails otherwise. */
export async function use(text) {
  const before = key();
  keep(text);
  try {
    await keys();
  } catch (failure) {
    before === null ? forget() : keep(before);
    throw failure;
  }
}
