// Questions to begin with: the sample data's own, and one about a document of each other source.

import { search } from "../client/chat.js";
import { demoQuestions } from "../client/sources.js";

const MOST = 4;

/** Empty when nothing can be suggested: the page does without. */
export async function suggestions(sources) {
  const own = sources.filter((source) => source.type !== "demo").slice(0, MOST);
  const found = await Promise.allSettled([...own.map(aboutOneDocument), ...(own.length < sources.length ? [demoQuestions()] : [])]);
  return found.flatMap((result) => (result.status === "fulfilled" ? result.value : [])).slice(0, MOST);
}

async function aboutOneDocument({ name }) {
  const { results } = await search(name, [name], 1);
  return results.filter((passage) => passage.title).map((passage) => `What does ${name} say about “${passage.title}”?`);
}
