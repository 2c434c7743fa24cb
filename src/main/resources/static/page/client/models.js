// The models' part of the API, and the server's health.

import { get, post } from "./http.js";

export const current = () => get("/api/llm/current");
export const providers = async () => (await get("/api/llm/providers")).providers;
export const change = (choice) => post("/api/llm/switch", choice);
export const status = () => get("/status");
