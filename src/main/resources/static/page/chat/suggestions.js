// Questions to begin with: one from the fields of a document of each source, then the sample data's own.

import { documents, read } from "../client/documents.js";
import { demoQuestions } from "../client/sources.js";
import { fields } from "../documents/document-text.js";
import { places, words } from "../shared/format.js";

const MOST = 4;
const LONGEST = 60;
const MOST_ASKED = 6;
const TELLS_NOTHING = /(^|_|\b)(id|key|uuid|title|name)$/i;
/** What a program has counted or drawn by lot: `a`, `col_3`, `19a9fe02`, `nokey.csv#1`. */
const NAME_OF_NO_MEANING = /^(.|(c|col|column|f|field|value|x)?[_-]?\d+)$/i;
const GENERATED = /[0-9a-f]{8}|#\d+$/i;

/** Empty when nothing can be suggested: the page does without. */
export async function suggestions(sources) {
  const own = spread(sources.filter((source) => source.type !== "demo"), MOST_ASKED);
  const hasSample = sources.some((source) => source.type === "demo");
  const found = await Promise.allSettled([...own.map(aboutOneDocument), ...(hasSample ? [demoQuestions()] : [])]);
  return inTurn(found.map((result) => (result.status === "fulfilled" ? result.value : []))).slice(0, MOST);
}

/** So many of a list, at equal distances. */
export const spread = (list, most) => (list.length <= most ? list : Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)]));

/** The first of each list, then the second of each, and so on. */
export const inTurn = (lists) => Array.from({ length: Math.max(0, ...lists.map((list) => list.length)) }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();

async function aboutOneDocument({ name: source }) {
  const [first] = (await documents(source, "", null, 1)).documents;
  if (!first) {
    return [];
  }
  const { title, metadata, passages } = await read(source, first.key);
  const place = passages[0]?.place ?? {};
  const isText = place.file && !place.row;
  const question = isText ? aboutAText(title, passages) : aboutARecord(title, place, fields(passages.map((passage) => passage.text).join("\n"), metadata));
  return question ? [question] : [];
}

/** A section in the middle says more of a text than its beginning. */
function aboutAText(title, passages) {
  const headings = passages.map(({ heading }) => heading.split(" › ").at(-1)).filter((heading) => heading && heading !== title);
  const topic = headings[Math.floor(headings.length / 2)] ?? title;
  return topic ? `What does ${title && title !== topic ? `“${title}”` : "the text"} say about “${topic}”?` : null;
}

/** A question about what tells most: words rather than a word, a word rather than a number. */
export function aboutARecord(title, place, all) {
  const isNamed = title && title !== places({ place }).join(" ") && !GENERATED.test(title) && LETTERS.test(title);
  const told = [...all]
    .filter(([field, value]) => hasMeaning(field) && isShort(value) && String(value) !== title && !GENERATED.test(value))
    .toSorted(([, a], [, b]) => worth(b) - worth(a));
  if (isNamed) {
    const [field, value] = told[0] ?? [];
    return field === undefined ? `What is known about ${title}?` : `What is ${worth(value) > 1 ? "known about " : ""}the ${inWords(field)} of ${title}?`;
  }
  const texts = told.filter(([, value]) => worth(value) > 0).toSorted(([, a], [, b]) => String(b).length - String(a).length);
  return texts.length === 0 ? null : `What is known about “${texts[0][1]}”?`;
}

const LETTERS = /\p{L}{2}/u;
const hasMeaning = (field) => !TELLS_NOTHING.test(field) && !NAME_OF_NO_MEANING.test(field.split(".").at(-1));
const worth = (value) => (LETTERS.test(value) ? (/\p{L}{2,}\s+\p{L}{2,}/u.test(value) ? 2 : 1) : 0);

const isShort = (value) => value !== null && typeof value !== "object" && typeof value !== "boolean" && String(value).length <= LONGEST && !String(value).includes("\n");

const inWords = (field) => words(field.split(".").at(-1)).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
