// The chat's part of the API.

import { events } from "./events.js";
import { get, patch, post, put, remove, request } from "./http.js";
import { user } from "./user.js";

const path = (id) => `/api/conversations/${encodeURIComponent(id)}`;

export const conversations = async (query, signal) =>
  (await get(`/api/conversations?user_name=${encodeURIComponent(user())}&query=${encodeURIComponent(query)}`, signal)).conversations;

export const create = (sources) => post("/api/conversations", { user_name: user(), sources });
export const conversation = (id, after = 0) => get(`${path(id)}?after=${after}&limit=1000`);
export const change = (id, changes) => patch(path(id), changes);
export const forget = (id) => remove(path(id));
export const stop = (id) => remove(`${path(id)}/answer`);

/** Asks, and yields the events of the answer. */
export async function* ask(id, message, sources, again) {
  const body = { user_name: user(), conversation: id, message, again, include_steps: true };
  if (sources.length > 0) {
    body.sources = sources;
  }
  yield* events((await request("/chat/stream", { method: "POST", accept: "text/event-stream, application/json", body })).body);
}

/** Yields the events of the answer under way from its beginning; none when there is none. */
export async function* follow(id) {
  const response = await request(`${path(id)}/answer`, { accept: "text/event-stream, application/json" });
  if (response.status !== 204) {
    yield* events(response.body);
  }
}

export const rate = (message, rating, note) => put(`/api/messages/${message}/feedback`, { rating, note });
export const unrate = (message) => remove(`/api/messages/${message}/feedback`);

export const search = (query, sources, maxResults) =>
  post("/api/search", { query, max_results: maxResults, sources: sources.length > 0 ? sources : undefined });
