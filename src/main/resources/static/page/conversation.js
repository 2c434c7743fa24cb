// Who is talking, and what was said before.

import { get } from "./api.js";

const KEY = "tabletalk.user";

/** A name of this browser's own, so that each has a conversation to itself. */
export function user() {
  return localStorage.getItem(KEY) ?? startOver();
}

/** A new name: the former conversation stays on the server, under the former one. */
export function startOver() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const name = `page-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  localStorage.setItem(KEY, name);
  return name;
}

export async function history() {
  return (await get(`/chat/history/${encodeURIComponent(user())}?limit=20`)).history;
}

/** Questions to try, when the sample data is there. */
export async function suggestions() {
  const { sources } = await get("/api/sources");
  return sources.some((source) => source.type === "demo") ? (await get("/api/demo/questions")).questions : [];
}

/** What answers, in a few words. */
export async function model() {
  const current = await get("/api/llm/current");
  return current.model ? `${current.provider} · ${current.model}` : "no model: answers quote the sources";
}
