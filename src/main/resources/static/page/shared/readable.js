// Markdown as a person reads it where it is not laid out: without its marks.

const MARKDOWN = /\.(md|markdown|pdf|docx?|odt|rtf|pptx?|odp|xlsx?|ods|epub|html?|eml|msg)$/i;

/** Whether a passage at this place is Markdown: what is read from documents becomes that. */
export const isMarkdown = ({ file, row } = {}) => Boolean(file) && !row && MARKDOWN.test(file);

/** Marks, the longer ones first; of some a part stays, or something stands for them. */
const MARK = new RegExp(
  [
    /^[ \t]*(?:```|~~~).*(?:\n|$)/,
    /^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t:|-]*(?:\n|$)/, // below the head of a table
    /^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$/,
    /(?<cell>[ \t]*\|[ \t]*)/,
    /^#{1,6}[ \t]+/,
    /^[ \t]*>[ \t]?/,
    /(?<bullet>^[ \t]*[-*+][ \t]+)/,
    /!?\[(?<label>[^\]\n]*)\]\([^)\n]*\)/,
    /\\(?<sign>[\\`*_{}[\]()#+\-.!|>~])/,
    /\*\*(?=\S)|(?<=\S)\*\*|~~|`+/,
    /(?<![\w*])\*(?=\S)(?<emphasis>[^*\n]*\S)\*(?![\w*])/,
    /(?<!\w)_(?=\S)(?<stress>[^_\n]*\S)_(?!\w)/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gm",
);

function kept({ cell, bullet, label, sign, emphasis, stress }) {
  return cell !== undefined ? " · " : bullet !== undefined ? "• " : (label ?? sign ?? emphasis ?? stress ?? "");
}

/**
 * @returns `{text, at}`: the text without marks, and where in it a place of the Markdown is
 */
export function readable(markdown) {
  const edits = []; // {from, to, lead, start, length}: what was replaced, by how much at which place
  let text = "";
  let end = 0;
  for (const match of markdown.matchAll(MARK)) {
    text += markdown.slice(end, match.index);
    end = match.index + match[0].length;
    const instead = kept(match.groups);
    edits.push({ from: match.index, to: end, lead: Math.max(0, match[0].indexOf(instead)), start: text.length, length: instead.length });
    text += instead;
  }
  text += markdown.slice(end);
  return { text, at: (place) => placeAfter(edits, place) };
}

function placeAfter(edits, place) {
  const edit = edits.findLast(({ from }) => from < place);
  if (!edit) {
    return place;
  }
  const { from, to, lead, start, length } = edit;
  return place < to ? start + Math.min(length, Math.max(0, place - from - lead)) : start + length + place - to;
}

/** A passage's text for reading, with the part of it that is to be marked, as `[begin, end]` or null. */
export function readablePassage({ content, place }, part = null) {
  if (!isMarkdown(place)) {
    return { text: content, part };
  }
  const { text, at } = readable(content);
  return { text, part: part && [at(part[0]), at(part[1])] };
}
