// Requests to the server this page came from.

import * as apiKey from "./key.js";

/** What the server said when it refused a request, in words for the user. */
export class Refused extends Error {
  constructor(message, status, code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const get = (path, signal) => json(path, { signal });
export const post = (path, body) => json(path, { method: "POST", body });
export const put = (path, body) => json(path, { method: "PUT", body });
export const patch = (path, body) => json(path, { method: "PATCH", body });
export const remove = (path) => json(path, { method: "DELETE" });

/** Makes a request and returns the accepted response. */
export async function request(path, { method = "GET", body, accept = "application/json", signal } = {}) {
  const headers = { Accept: accept, ...apiKey.headers() };
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) {
    headers["Content-Type"] = "application/json";
  }
  return accepted(await fetch(path, { method, headers, signal, body: body === undefined || isForm ? body : JSON.stringify(body) }));
}

/** What went wrong, for the user. */
export function explain(failure) {
  return failure instanceof Refused ? failure.message : "The server does not answer. Is it running?";
}

async function json(path, options) {
  const response = await request(path, options);
  return response.status === 204 ? null : response.json();
}

async function accepted(response) {
  if (response.ok) {
    return response;
  }
  const isJson = response.headers.get("Content-Type")?.includes("json");
  const error = isJson ? await response.json() : {};
  if (response.status === 401 && error.code?.startsWith("api_key_")) {
    window.dispatchEvent(new CustomEvent(apiKey.NEEDED));
  }
  throw new Refused(error.detail ?? `The server answered ${response.status}.`, response.status, error.code);
}
