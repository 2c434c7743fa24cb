// Marks words where they stand on the page, without changing what stands there.

const NAME = "cited";
const SIGN = /[\p{L}\p{N}]/gu;

/** Marks the words within an element; returns the range, or null when they do not stand there. */
export function highlight(element, words) {
  const range = rangeOf(element, words);
  if (range && globalThis.CSS?.highlights) {
    CSS.highlights.set(NAME, new Highlight(range));
    return range;
  }
  return null;
}

export function noHighlight() {
  globalThis.CSS?.highlights?.delete(NAME);
}

/** Only letters and digits are compared: how words are laid out differs from how they were cited. */
function rangeOf(element, words) {
  const wanted = (words.match(SIGN) ?? []).join("").toLowerCase();
  const places = []; // of each character of the text: [node, begin, end]
  let text = "";
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const { 0: sign, index } of node.data.matchAll(SIGN)) {
      for (const character of sign.toLowerCase().split("")) {
        text += character;
        places.push([node, index, index + sign.length]);
      }
    }
  }
  const begin = wanted === "" ? -1 : text.indexOf(wanted);
  if (begin < 0) {
    return null;
  }
  const [first, from] = places[begin];
  const [last, , to] = places[begin + wanted.length - 1];
  const range = document.createRange();
  range.setStart(first, from);
  range.setEnd(last, to);
  return range;
}
