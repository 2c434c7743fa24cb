// The requests this page makes.

import { events } from "./events.js";

/** What the server said when it refused a request, in words for the user. */
export class Refused extends Error {}

export async function get(path) {
  return (await accepted(await fetch(path, { headers: { Accept: "application/json" } }))).json();
}

/** Asks, and yields `sources`, `content` and at last `done` or `error` events. */
export async function* ask(user, message, signal) {
  const response = await fetch("/chat/stream", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify({ user_name: user, message }),
    signal,
  });
  yield* events((await accepted(response)).body);
}

async function accepted(response) {
  if (response.ok) {
    return response;
  }
  let detail = `The server answered ${response.status}.`;
  if (response.headers.get("Content-Type")?.includes("json")) {
    detail = (await response.json()).detail ?? detail;
  }
  throw new Refused(detail);
}
