// Server-sent events from a fetch response: EventSource can only GET, and a question is a POST.

/** The stream broke off before it said that it ends. */
export class BrokenOff extends Error {}

/** Yields the data of each event, and returns at `[DONE]`. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      throw new BrokenOff();
    }
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith("data:")) {
        continue; // a comment keeps the connection alive, and a blank line ends an event
      }
      const data = line.slice("data:".length).trim();
      if (data === "[DONE]") {
        return;
      }
      yield JSON.parse(data);
    }
  }
}
