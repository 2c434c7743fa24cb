// Dates, numbers and places, in words for a person.

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const NUMBER = new Intl.NumberFormat();

export const time = (instant) => (instant ? TIME.format(new Date(instant)) : "");

export const number = (value) => NUMBER.format(value);

export const count = (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;

export function seconds(milliseconds) {
  if (milliseconds < 950) {
    return `${milliseconds} ms`;
  }
  return milliseconds < 9_950 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`;
}

export function duration(milliseconds) {
  if (milliseconds < 9_950) {
    return seconds(milliseconds);
  }
  const total = Math.round(milliseconds / 1000);
  const minutes = Math.floor(total / 60);
  if (minutes >= 60) {
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  }
  return minutes === 0 ? `${total} s` : `${minutes} min ${total % 60} s`;
}

export function bytes(size) {
  return size < 1_000_000 ? `${Math.max(1, Math.round(size / 1000))} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}

/** Where a passage lies: `bicycles.csv, row 13`. */
export const place = (passage) => places(passage).join(", ") || passage.key;

/** What a passage is called: its title, or else its place. */
export const name = (passage) => passage.title || place(passage);

const UPLOADS = "uploads/";

/** What a source is called: one that is an uploaded file, by the file's name. */
export function sourceName({ name, settings }) {
  const path = settings?.file_path;
  return path?.startsWith(UPLOADS) ? path.slice(UPLOADS.length) : name;
}

/** The same, where nothing but the source's name is known. */
export const shortName = (name) => name.replace(/^uploads-/, "");

/** The source of a passage, unless it is the uploaded file that its place names. */
const sourceOf = ({ source, place }) => (source.startsWith("uploads-") && place?.file ? "" : source);

/** Where a passage comes from, as far as its name does not say so: `demo · bicycles.csv, row 13`. */
export function origin(passage) {
  const said = [place(passage), places(passage).join(" ")].includes(name(passage));
  return [sourceOf(passage), said ? "" : place(passage)].filter(Boolean).join(" · ") || passage.place.file;
}

export function places(passage) {
  const { file, row, page } = passage.place ?? {};
  return [file, row && `row ${row}`, page && `page ${page}`].filter(Boolean);
}

/** `token_url` as `Token URL`. */
export const heading = (code) => words(code).replace(/^./, (first) => first.toUpperCase()).replace(/\burl\b/i, "URL");

/** `completed_with_errors` as `completed with errors`. */
export const words = (code) => String(code).replaceAll("_", " ");
