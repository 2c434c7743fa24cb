// The page: one conversation with the data.

import { ask, Refused } from "./api.js";
import { Answer } from "./answer.js";
import { history, model, startOver, suggestions, user } from "./conversation.js";
import { element } from "./dom.js";

const [conversation, welcome, form, message, send, stop, fresh] = ["conversation", "welcome", "ask", "message", "send", "stop", "fresh"].map(
  (id) => document.getElementById(id),
);
let running = null;

async function put(question) {
  running = new AbortController();
  busy(true);
  addQuestion(question);
  const answer = addAnswer();
  try {
    for await (const event of ask(user(), question, running.signal)) {
      answer.accept(event);
      follow();
    }
    if (!answer.ended) {
      answer.fail("The answer broke off.");
    }
  } catch (failure) {
    if (failure.name !== "AbortError") {
      answer.fail(failure instanceof Refused ? failure.message : "The connection to the server broke off. Is it running?");
    }
  } finally {
    answer.stop();
    running = null;
    busy(false);
    follow();
  }
}

function addQuestion(text) {
  welcome.hidden = true;
  conversation.append(element("p", "question", text));
}

function addAnswer() {
  const answer = new Answer();
  conversation.append(answer.element);
  follow();
  return answer;
}

function busy(is) {
  send.disabled = is;
  stop.hidden = !is;
  conversation.setAttribute("aria-busy", String(is));
}

/** Keeps the newest text in sight, unless the reader has scrolled up. */
function follow() {
  const distance = document.body.scrollHeight - window.innerHeight - window.scrollY;
  if (distance < 300) {
    window.scrollTo(0, document.body.scrollHeight);
  }
}

function fitHeight() {
  message.style.height = "auto";
  const border = message.offsetHeight - message.clientHeight;
  message.style.height = `${message.scrollHeight + border}px`;
}

function submit(question) {
  if (running === null && question.trim() !== "") {
    message.value = "";
    fitHeight();
    put(question.trim());
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(message.value);
});
message.addEventListener("input", fitHeight);
message.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit(message.value);
  }
});
stop.addEventListener("click", () => running?.abort());
fresh.addEventListener("click", () => {
  running?.abort();
  startOver();
  location.reload();
});

function showHistory(messages) {
  for (const said of messages) {
    if (said.role === "user") {
      addQuestion(said.content);
    } else {
      const answer = addAnswer();
      answer.accept({ type: "content", content: said.content });
      answer.stop();
    }
  }
}

function showSuggestions(questions) {
  document.getElementById("suggestions").replaceChildren(
    ...questions.map((question) => {
      const button = element("button", "", question);
      button.type = "button";
      button.addEventListener("click", () => submit(question));
      return element("li", "", button);
    }),
  );
}

/** Shows a part that the page can do without; when it cannot be had, the page says so where it would stand. */
async function fill(load, show) {
  try {
    show(await load());
  } catch (failure) {
    document.getElementById("model").textContent = failure instanceof Refused ? failure.message : "The server does not answer.";
  }
}

fill(model, (text) => (document.getElementById("model").textContent = text));
fill(history, showHistory);
fill(suggestions, showSuggestions);
