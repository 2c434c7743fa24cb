// How a source is doing, in words and as a colour.

import { isOver } from "../client/sources.js";
import { number, words } from "../shared/format.js";

/** How a source is followed that tells its changes itself. */
const LIVE = {
  starting: { kind: "queued", text: "connecting" },
  reading: { kind: "running", text: "reading, changes wait" },
  following: { kind: "live", text: "live" },
  failing: { kind: "failed", text: "live, not reached" },
};

/** `{kind, text}`: `kind` is a class of the tables' `status`. */
export function stateOf({ paused, live, last_batch: last }) {
  if (last && !isOver(last)) {
    return { kind: last.status, text: doing(last) };
  }
  if (paused) {
    return { kind: "paused", text: "paused" };
  }
  const state = live?.state.toLowerCase();
  if (LIVE[state]) {
    return LIVE[state];
  }
  return last ? { kind: last.status, text: words(last.status) } : { kind: "", text: "not read yet" };
}

/** How far the index is behind the source, where changes are followed; otherwise empty. */
export function lagOf({ live }) {
  const seconds = live?.lag_seconds;
  if (seconds === undefined || seconds === null) {
    return "";
  }
  return seconds < 1 ? "under a second behind" : seconds < 90 ? `${Math.round(seconds)} s behind` : `${Math.round(seconds / 60)} min behind`;
}

function doing(batch) {
  if (batch.status === "queued") {
    return "queued";
  }
  const what = batch.kind === "removal" ? "removing" : words(batch.phase);
  return batch.progress_percentage === null ? `${what}, ${number(batch.read)} so far` : `${what}, ${Math.floor(batch.progress_percentage)} %`;
}
