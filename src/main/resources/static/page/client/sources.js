// The sources' part of the API.

import { get, post, remove, request } from "./http.js";

const path = (name) => `/api/sources/${encodeURIComponent(name)}`;

export const sources = async () => (await get("/api/sources")).sources;
export const demoQuestions = async () => (await get("/api/demo/questions")).questions;
export const test = (source) => post("/api/sources/test", source);
export const preview = (source) => post("/api/sources/schema", source);
export const schema = (name) => get(`${path(name)}/schema`);
export const define = (source) => post("/api/sources?test=false", source);
export const sync = (name) => post(`${path(name)}/sync`);
export const forget = (name) => remove(path(name));
export const batch = (id) => get(`/api/batches/${encodeURIComponent(id)}`);

/** Sends a file; returns where it lies. */
export async function upload(file) {
  const body = new FormData();
  body.append("file", file);
  return (await request("/api/files", { method: "POST", body })).json();
}

/** Reads an uploaded file as a source of its own. Returns the batch. */
export async function ingestFile(path) {
  const { batch_id } = await post("/ingest-data", { db_type: "file", connection_params: { file_path: path } });
  return batch(batch_id);
}
