// What can be told of a document's text: how it is put together from passages, and where one of them stands now.

/**
 * The text as pieces in order, without what passages share: `[{text, passage}]`, `passage` being the number of the one
 * that the piece is of. What no passage holds, such as blank lines, is a line break.
 */
export function pieces(passages) {
  const found = [];
  let end = 0;
  for (const { number, text, place } of passages) {
    if (place.end <= end) {
      continue;
    }
    const shared = Math.max(0, end - place.start);
    if (found.length > 0) {
      found.at(-1).text += place.start > end ? "\n\n" : "";
    }
    found.push({ passage: number, text: text.slice(shared) });
    end = place.end;
  }
  return found;
}

/**
 * What has become of a passage that was cited: `same`, `moved` (its words stand elsewhere in the document now) or
 * `changed`; with the number of the passage that holds it now, or null.
 */
export function fate(passages, { content, place }) {
  const same = passages.find((now) => now.text === content && now.place.start === place.start);
  if (same) {
    return { kind: "same", number: same.number };
  }
  const moved = passages.find((now) => now.text.includes(content) || (now.text.length >= TELLING && content.includes(now.text)));
  return moved ? { kind: "moved", number: moved.number } : { kind: "changed", number: null };
}

/** Shorter texts say too little to be recognised by. */
const TELLING = 40;
const FIELD = /^([^\s:][^:\n]{0,79}): ?(.*)$/;

/** The fields of a row or record: those of its text, `name: value` line by line, and those kept for filtering. */
export function fields(text, metadata) {
  const found = new Map();
  let name = null;
  for (const line of text === "" ? [] : text.split("\n")) {
    const field = FIELD.exec(line);
    if (field) {
      name = field[1];
      found.set(name, field[2]);
    } else if (name !== null) {
      found.set(name, `${found.get(name)}\n${line}`);
    } else {
      found.set("", line);
      name = "";
    }
  }
  Object.entries(metadata).forEach(([key, value]) => found.set(key, value));
  return found;
}

/** Fields such as `address.street` as a tree. */
export function tree(flat) {
  const root = new Map();
  for (const [path, value] of flat) {
    const names = path.split(".");
    let at = root;
    for (const name of names.slice(0, -1)) {
      if (!(at.get(name) instanceof Map)) {
        at.set(name, new Map());
      }
      at = at.get(name);
    }
    at.set(names.at(-1), value);
  }
  return root;
}
