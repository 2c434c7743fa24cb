// The sources' part of the API.

import { get, patch, post, remove, request } from "./http.js";

const path = (name) => `/api/sources/${encodeURIComponent(name)}`;

export const sources = async () => (await get("/api/sources")).sources;
export const demoQuestions = async () => (await get("/api/demo/questions")).questions;
/** Brings the sample data. */
export async function loadSample() {
  const { name } = await define({ type: "demo", settings: {} });
  return sync(name);
}

export const test = (source) => post("/api/sources/test", source);
export const tables = async (source) => (await post("/api/sources/tables", source)).tables;
export const kinds = async () => (await get("/api/sources/types")).types;
export const settingsOf = async (kind) => (await get(`/api/sources/types/${encodeURIComponent(kind)}`)).settings;
export const preview = (source) => post("/api/sources/schema", source);
export const one = (name) => get(path(name));
export const change = (name, changes) => patch(path(name), changes);
export const schema = (name) => get(`${path(name)}/schema`);
export const define = (source) => post("/api/sources", source);
export const sync = (name) => post(`${path(name)}/sync`);
export const reindex = (name) => post(`${path(name)}/reindex`);
export const verify = (name, repair) => post(`${path(name)}/verify?repair=${repair}`);
export const pause = (name) => post(`${path(name)}/pause`);
export const resume = (name) => post(`${path(name)}/resume`);
export const forget = (name) => remove(path(name));
export const batches = async (name) => (await get(`/api/batches?limit=20&source=${encodeURIComponent(name)}`)).batches;
export const cancel = (id) => post(`/api/batches/${encodeURIComponent(id)}/cancel`);
export const failures = (name) => get(`/api/dead-letters?limit=100&source=${encodeURIComponent(name)}`);
export const retry = (id) => post(`/api/dead-letters/${encodeURIComponent(id)}/retry`);
export const retryAll = (name) => post(`/api/dead-letters/retry?source=${encodeURIComponent(name)}`);
export const discard = (id) => remove(`/api/dead-letters/${encodeURIComponent(id)}`);
export const batch = (id) => get(`/api/batches/${encodeURIComponent(id)}`);

/** Sends a file; returns where it lies. One of the same name and other content is replaced only when that is asked for. */
export async function upload(file, replace = false) {
  const body = new FormData();
  body.append("replace", String(replace));
  body.append("file", file);
  return (await request("/api/files", { method: "POST", body })).json();
}

const KINDS = { csv: "csv", tsv: "csv", tab: "csv", json: "json", jsonl: "jsonl", ndjson: "jsonl", md: "markdown", markdown: "markdown", txt: "text", text: "text" };

const DOCUMENTS = /^(pdf|do[ct][xm]?|rtf|od[tps]|pp[ts][xm]?|xls[xm]?|x?html?|xml|epub|eml|msg|zip)$/;

/**
 * Reads an uploaded file as a source of its own, as the command line does. Returns the batch. Whether one of another kind
 * can be read is found out first: one that cannot makes no source.
 */
export async function ingestFile(path) {
  const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  const source = { type: KINDS[ending] ?? "file", settings: { file_path: path } };
  if (!KINDS[ending] && !DOCUMENTS.test(ending)) {
    await preview(source);
  }
  const { name } = await define(source);
  return sync(name);
}

/** Every source as it is set up and as it is doing. */
export async function overview() {
  const [doing, definitions] = await Promise.all([get("/api/overview"), sources()]);
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  return doing.sources.map((source) => ({ ...byName.get(source.name), ...source }));
}

const FINAL = ["completed", "completed_with_errors", "failed", "cancelled"];

export const isOver = (batch) => FINAL.includes(batch.status);

const BEGINNING = ["starting", "reading"];

/** Whether something of a source is under way: a read, a removal, an audit, or that it becomes live. */
export const isBusy = ({ last_batch: last, audit, live }) =>
  Boolean((last && !isOver(last)) || (audit && !audit.finished_at) || BEGINNING.includes(live?.state.toLowerCase()));
