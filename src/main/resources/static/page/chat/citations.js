// What an answer cites, and where the cited words stand.

/** Marks such as `[1]` and `[1, 2]`, as the server reads them. */
export const MARK = /\[\s*(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\s*\]/g;

const BEGUN_MARK = /\[[\d\s,;]*$/;
const QUOTE = /“([^”]+)”|"([^"]+)"|„([^“”]+)[“”]|«([^»]+)»/g;
const OMISSION = /\[?(?:…|\.\.\.)\]?/;
const SENTENCE = /[^\n]+?(?:[.!?]+(?=\s|$)|(?=\n)|$)/g;
const WORD = /[\p{L}\p{N}]+/gu;

export const numbersIn = (mark) => mark.split(/[,;]/).map(Number);

/** The text so far, without a mark of which only the beginning has arrived. */
export const withoutBegunMark = (text) => text.replace(BEGUN_MARK, "");

/** The server's finding for each mark of an answer, in the order of the marks. */
export function findings(citations) {
  return (citations ?? []).flatMap((citation) => Array.from(citation.sentence.matchAll(MARK), () => citation));
}

/**
 * The part of a passage that a sentence rests on, as [begin, end]: its quotation where there is one, otherwise the
 * passage's sentence that shares most words with it. Null when nothing matches.
 */
export function matched(passage, sentence) {
  return quoted(passage, sentence) ?? mostAlike(passage, sentence);
}

function quoted(passage, sentence) {
  for (const match of sentence.matchAll(QUOTE)) {
    const pieces = match.slice(1).find(Boolean).split(OMISSION).map((piece) => piece.trim()).filter(Boolean);
    const places = inOrder(passage, pieces);
    if (places.length > 0) {
      return [places[0][0], places.at(-1)[1]];
    }
  }
  return null;
}

/** Where each piece stands, one after the other; none when one of them is missing. */
function inOrder(passage, pieces) {
  const places = [];
  for (const piece of pieces) {
    const pattern = new RegExp(piece.split(/\s+/).map(escape).join("\\s+"), "giu");
    pattern.lastIndex = places.at(-1)?.[1] ?? 0;
    const found = pattern.exec(passage);
    if (!found) {
      return [];
    }
    places.push([found.index, found.index + found[0].length]);
  }
  return places;
}

function mostAlike(passage, sentence) {
  const wanted = words(sentence.replace(MARK, ""));
  let best = null;
  let most = 1; // a single word in common says nothing
  for (const part of passage.matchAll(SENTENCE)) {
    const shared = [...words(part[0])].filter((word) => wanted.has(word)).length;
    if (shared > most) {
      most = shared;
      const lead = part[0].length - part[0].trimStart().length;
      best = [part.index + lead, part.index + part[0].trimEnd().length];
    }
  }
  return best;
}

const words = (text) => new Set(text.toLowerCase().match(WORD)?.filter((word) => word.length > 2) ?? []);

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, (character) => (character === "-" ? "\\x2d" : `\\${character}`));
