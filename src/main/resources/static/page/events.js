// Reads server-sent events from a fetch response: EventSource can only GET, and a question is a POST.

/** Yields the data of each event; ends at `[DONE]` or with the stream. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
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
