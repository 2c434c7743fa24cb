// Questions to begin with: one from the fields of a document of each source, and the sample data's own.

import { documents, read } from "../client/documents.js";
import { demoQuestions } from "../client/sources.js";
import { fields } from "../documents/document-text.js";
import { places, words } from "../shared/format.js";

const MOST = 4;
const LONGEST = 60;
const TELLS_NOTHING = /(^|_|\b)(id|key|uuid|title|name)$/i;

/** Empty when nothing can be suggested: the page does without. */
export async function suggestions(sources) {
  const own = sources.filter((source) => source.type !== "demo").slice(0, MOST);
  const found = await Promise.allSettled([...own.map(aboutOneDocument), ...(own.length < sources.length ? [demoQuestions()] : [])]);
  return found.flatMap((result) => (result.status === "fulfilled" ? result.value : [])).slice(0, MOST);
}

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

function aboutARecord(title, place, all) {
  const isNamed = title && title !== places({ place }).join(" ");
  const told = [...all].filter(([field, value]) => !TELLS_NOTHING.test(field) && isShort(value) && String(value) !== title);
  if (told.length === 0) {
    return isNamed ? `What is known about ${title}?` : null;
  }
  if (isNamed) {
    return `What is the ${inWords(told[0][0])} of ${title}?`;
  }
  const [, longest] = told.toSorted(([, a], [, b]) => String(b).length - String(a).length)[0];
  return `What is known about “${longest}”?`;
}

const isShort = (value) => value !== null && typeof value !== "object" && typeof value !== "boolean" && String(value).length <= LONGEST && !String(value).includes("\n");

const inWords = (field) => words(field.split(".").at(-1)).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
