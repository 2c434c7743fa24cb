// What the chat knows: the conversations, the one that is open, and the answer under way.

import * as api from "../client/chat.js";
import { explain, Refused } from "../client/http.js";

const RECONNECT_PAUSES = [300, 1_000, 2_000, 4_000, 8_000, 15_000];

/** A reactive controller of the element that shows it. */
export class ChatState {
  conversations = [];
  query = "";
  id = null;
  sources = [];
  exchanges = []; // {question: {id, text}, answers: [answer], shown}
  problem = "";
  #host;
  #last = 0;
  #opened = 0; // grows with each conversation opened: what belongs to an earlier one is dropped
  #searching = null;
  #frame = null;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    this.refresh();
  }

  /** The answer under way, or undefined. */
  get running() {
    return this.exchanges.flatMap((exchange) => exchange.answers).find((answer) => answer.running);
  }

  /** Reads the list of conversations. */
  async refresh(query = this.query) {
    this.query = query;
    this.#searching?.abort();
    const searching = (this.#searching = new AbortController());
    try {
      this.conversations = await api.conversations(query, searching.signal);
    } catch (failure) {
      if (failure.name !== "AbortError") {
        this.problem = explain(failure);
      }
    }
    this.#changed();
  }

  /** Shows no conversation; the next question begins one. */
  begin() {
    this.#opened++;
    Object.assign(this, { id: null, sources: [], exchanges: [], problem: "" });
    this.#last = 0;
    this.#changed();
  }

  /** Shows a conversation, with the answer under way when there is one. */
  async open(id) {
    if (id === this.id) {
      return;
    }
    this.begin();
    this.id = id;
    const opened = this.#opened;
    try {
      const { conversation, answering } = await this.#read();
      if (opened !== this.#opened) {
        return;
      }
      this.sources = conversation.sources;
      if (answering) {
        const answer = newAnswer();
        this.exchanges.at(-1).answers.push(answer);
        this.exchanges.at(-1).shown = this.exchanges.at(-1).answers.length - 1;
        await this.#receive(answer, api.follow(id));
      }
    } catch (failure) {
      this.problem = explain(failure);
    }
    this.#changed();
  }

  /** Asks a question, in a new conversation when none is open. Returns the conversation's id at once it is known. */
  async ask(text) {
    const answer = newAnswer();
    this.problem = "";
    this.exchanges = [...this.exchanges, { question: { id: null, text }, answers: [answer], shown: 0 }];
    this.#changed();
    await this.#run(answer, async () => {
      if (this.id === null) {
        const opened = this.#opened;
        const { id } = await api.create(this.sources);
        if (opened !== this.#opened) {
          return (async function* () {})();
        }
        this.id = id;
        this.#host.dispatchEvent(new CustomEvent("begun", { detail: id }));
      }
      return api.ask(this.id, text, this.sources);
    });
  }

  /** Answers a question again; the answers before stay. */
  async askAgain(exchange) {
    const answer = newAnswer();
    exchange.answers = [...exchange.answers, answer];
    exchange.shown = exchange.answers.length - 1;
    this.#changed();
    await this.#run(answer, async () => api.ask(this.id, exchange.question.text, this.sources, exchange.question.id));
  }

  /** Ends the answer under way; what has come of it is kept. */
  async stop() {
    const answer = this.running;
    if (answer && this.id) {
      answer.stopped = true;
      await api.stop(this.id).catch((failure) => (this.problem = explain(failure)));
      this.#changed();
    }
  }

  async choose(sources) {
    this.sources = sources;
    this.#changed();
    if (this.id) {
      await api.change(this.id, { sources }).catch((failure) => (this.problem = explain(failure)));
      this.#changed();
    }
  }

  async rename(id, title) {
    await this.#do(() => api.change(id, { title }));
  }

  async forget(id) {
    await this.#do(() => api.forget(id));
  }

  async #do(action) {
    try {
      await action();
    } catch (failure) {
      this.problem = explain(failure);
    }
    await this.refresh();
  }

  async #run(answer, start) {
    try {
      await this.#receive(answer, whenBegun(await start(), () => this.refresh()));
    } catch (failure) {
      answer.running = false;
      answer.error = explain(failure);
    }
    this.#changed();
    await this.refresh();
  }

  /** Takes an answer's events to their end, over broken connections: the server goes on, and tells all of it again. */
  async #receive(answer, events) {
    const opened = this.#opened;
    for (let attempt = 0; ; attempt++) {
      try {
        for await (const event of events) {
          if (opened !== this.#opened) {
            return;
          }
          accept(answer, event);
          attempt = 0;
          this.#changedSoon();
        }
        break;
      } catch (failure) {
        if (failure instanceof Refused || attempt === RECONNECT_PAUSES.length || opened !== this.#opened) {
          throw failure;
        }
        await new Promise((resume) => setTimeout(resume, RECONNECT_PAUSES[attempt]));
        restart(answer);
        events = api.follow(this.id);
      }
    }
    answer.running = false;
    await this.#read(opened);
  }

  /** Reads what the server has kept since the last reading, in place of what was shown meanwhile. */
  async #read(opened = this.#opened) {
    const kept = await api.conversation(this.id, this.#last);
    if (opened === this.#opened) {
      kept.messages.forEach((message) => this.#keep(message));
      this.exchanges = [...this.exchanges];
      this.#changed();
    }
    return kept;
  }

  #keep(message) {
    this.#last = Math.max(this.#last, message.id);
    if (message.role === "user") {
      const asked = this.exchanges.find((exchange) => exchange.question.id === null);
      const question = { id: message.id, text: message.content };
      if (asked) {
        asked.question = question;
      } else {
        this.exchanges.push({ question, answers: [], shown: 0 });
      }
      return;
    }
    const exchange = this.exchanges.find(({ question }) => question.id === message.answer_to);
    const shown = exchange?.answers.findIndex((answer) => answer.id === null && !answer.running) ?? -1;
    if (shown >= 0) {
      const { stopped, error } = exchange.answers[shown];
      exchange.answers[shown] = { ...keptAnswer(message), stopped, error: stopped ? "" : error };
    } else if (exchange) {
      exchange.answers.push(keptAnswer(message));
      exchange.shown = exchange.answers.length - 1;
    }
  }

  #changed() {
    this.#host.requestUpdate();
  }

  /** Once a frame: an answer that is told again comes in a burst, and each showing costs as much as the text is long. */
  #changedSoon() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#changed();
    });
  }
}

/** The first event tells that the question is kept, and with it the conversation's title. */
async function* whenBegun(events, begun) {
  let isFirst = true;
  for await (const event of events) {
    if (isFirst) {
      begun();
      isFirst = false;
    }
    yield event;
  }
}

function newAnswer() {
  return { id: null, running: true, step: "searching", text: "", sources: [], searched: "", details: null, state: null, error: "", stopped: false, feedback: null, version: 0 };
}

function keptAnswer({ id, content, state, details, feedback }) {
  const failed = state === "failed";
  return {
    ...newAnswer(),
    id,
    running: false,
    text: failed ? "" : content,
    error: failed ? content : "",
    sources: details?.sources ?? [],
    searched: details?.question ?? "",
    details: details?.answer ?? null,
    state,
    feedback: feedback ?? null,
  };
}

function restart(answer) {
  Object.assign(answer, { text: "", sources: [], step: "searching" });
}

function accept(answer, event) {
  answer.version++;
  switch (event.type) {
    case "sources":
      answer.sources = event.sources;
      answer.searched = event.question;
      answer.step = "reading";
      break;
    case "content":
      answer.text += event.content;
      answer.step = "answering";
      break;
    case "done":
      finish(answer, event.answer);
      break;
    case "error":
      finish(answer, event.answer);
      answer.error = answer.stopped ? "" : event.error;
      break;
  }
}

function finish(answer, details) {
  answer.details = details ?? null;
  answer.state = details?.state ?? null;
}
