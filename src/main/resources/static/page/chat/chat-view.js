// The chat: conversations on the left, the open one in the centre, its sources on the right.

import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { sources as allSources } from "../client/sources.js";
import { explain } from "../client/http.js";
import { controls } from "../shared/controls.js";
import { focused, FocusKeeper } from "../shared/focus.js";
import * as icons from "../shared/icons.js";
import { ChatState } from "./chat-state.js";
import "./answer-view.js";
import "./conversation-list.js";
import "./empty-state.js";
import "./question-box.js";
import "../documents/document-dialog.js";
import "./source-choice.js";
import "./sources-panel.js";
import { layout } from "./chat-layout.js";

class ChatView extends LitElement {
  static properties = {
    conversation: {},
    sources: { state: true },
    panel: { state: true }, // {exchange, cited}, or null when folded
    drawer: { state: true },
    opened: { state: true }, // the passage whose document is shown in front
  };

  static styles = [controls, layout];

  #chat = new ChatState(this);
  #follow = true; // keep the newest text in sight, until the reader scrolls up
  #opener = null; // what has opened the panel
  #spokenFor = false; // an old conversation that is opened is not read out

  constructor() {
    super();
    this.sources = [];
    new FocusKeeper(this, { otherwise: "question-box" });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#loadSources();
  }

  willUpdate(changed) {
    if (changed.has("conversation") && this.conversation !== this.#chat.id) {
      this.panel = null;
      this.drawer = false;
      this.#follow = true;
      this.conversation ? this.#chat.open(this.conversation) : this.#chat.begin();
    }
  }

  render() {
    return html`
      <div class="scrim" ?hidden=${!this.drawer} @click=${() => (this.drawer = false)}></div>
      <aside class="side ${this.drawer ? "open" : ""}" id="conversations" aria-label="Conversations and sources" @keydown=${this.#closeDrawer}>${this.#side()}</aside>
      <main class="centre">
        <button type="button" class="quiet drawer-button" aria-expanded=${Boolean(this.drawer)} aria-controls="conversations" @click=${() => (this.drawer = !this.drawer)}>${icons.menu}Conversations</button>
        <div class="scroller" tabindex="-1" @scroll=${this.#scrolled}>
          <div class="column" aria-busy=${Boolean(this.#chat.running)}>${this.#centre()}</div>
        </div>
        <div class="below column">
          ${this.#chat.problem ? html`<p class="problem small" role="alert">${this.#chat.problem}</p>` : nothing}
          <question-box .busy=${Boolean(this.#chat.running)} @ask=${(event) => this.#ask(event.detail)} @stop=${() => this.#chat.stop()}></question-box>
        </div>
        <div class="hidden-text" role="status">${this.#spoken()}</div>
      </main>
      ${this.panel ? this.#panel() : nothing}
      ${this.opened ? html`<document-dialog .passage=${this.opened} @close=${() => (this.opened = null)}></document-dialog>` : nothing}
    `;
  }

  #side() {
    const chat = this.#chat;
    return html`
      <conversation-list .conversations=${chat.conversations} .current=${chat.id} .query=${chat.query}
        @fresh=${this.#fresh} @search=${(event) => chat.refresh(event.detail)}
        @rename=${(event) => chat.rename(event.detail.id, event.detail.title)} @forget=${(event) => this.#forget(event.detail)}></conversation-list>
      <source-choice .sources=${this.sources} .chosen=${chat.sources} @choose=${(event) => chat.choose(event.detail)}></source-choice>`;
  }

  #centre() {
    const { exchanges, id } = this.#chat;
    return exchanges.length === 0 && !id
      ? html`<empty-state .sources=${this.sources} @ask=${(event) => this.#ask(event.detail)} @added=${this.#loadSources}></empty-state>`
      : html`<h2 class="hidden-text">Conversation</h2>${repeat(exchanges, (_, i) => i, (exchange) => this.#exchange(exchange))}`;
  }

  #exchange(exchange) {
    const answer = exchange.answers[exchange.shown];
    return html`<section class="exchange">
      <p class="question" dir="auto">${exchange.question.text}</p>
      ${answer
        ? html`<answer-view .answer=${answer} .version=${answer.version} .total=${exchange.answers.length} .position=${exchange.shown} .busy=${Boolean(this.#chat.running)}
            @cite=${(event) => this.#cite(exchange, event.detail)} @again=${() => this.#again(exchange)} @turn=${(event) => this.#turn(exchange, event.detail)}></answer-view>`
        : html`<p class="small faint">There is no answer: the server stopped before it was made. <button type="button" @click=${() => this.#again(exchange)}>${icons.again}Ask again</button></p>`}
    </section>`;
  }

  #panel() {
    const { exchange, cited } = this.panel;
    const answer = exchange.answers[exchange.shown];
    return html`<sources-panel role="complementary" aria-label="Sources" .question=${answer?.searched ?? ""} .sources=${answer?.sources ?? []} .cited=${cited}
      @open-document=${this.#openDocument} @close=${this.#closePanel} @keydown=${(event) => event.key === "Escape" && this.#closePanel()}></sources-panel>`;
  }

  /** What a screen reader says of the answer under way, and at last the answer as a whole. */
  #spoken() {
    const exchange = this.#chat.exchanges.at(-1);
    const answer = exchange?.answers[exchange.shown];
    if (!answer || !this.#spokenFor) {
      return "";
    }
    return answer.running ? { searching: "Searching", reading: `Reading ${answer.sources.length} passages`, answering: "Answering" }[answer.step] : `Answer: ${answer.text} ${answer.error}`;
  }

  async #loadSources() {
    try {
      this.sources = await allSources();
    } catch (failure) {
      this.#chat.problem = explain(failure);
    }
  }

  #ask(question) {
    if (this.#chat.running) {
      return;
    }
    this.#follow = true;
    this.#spokenFor = true;
    this.#chat.ask(question);
  }

  #again(exchange) {
    if (!this.#chat.running) {
      this.#spokenFor = true;
      this.#chat.askAgain(exchange);
      this.renderRoot.querySelector("question-box").focus(); // what was pressed goes, until there is an answer
    }
  }

  #cite(exchange, cited) {
    this.#opener = focused();
    this.panel = { exchange, cited };
  }

  #turn(exchange, position) {
    exchange.shown = position;
    this.requestUpdate();
  }

  #fresh() {
    this.drawer = false;
    location.hash = "#/chat";
    if (!this.conversation) {
      this.#chat.begin();
    }
    this.renderRoot.querySelector("question-box").focus();
  }

  async #forget(id) {
    await this.#chat.forget(id);
    if (id === this.#chat.id) {
      this.#fresh();
    }
  }

  #openDocument(event) {
    event.preventDefault();
    this.opened = event.detail;
  }

  #closePanel() {
    this.panel = null;
    (this.#opener?.isConnected ? this.#opener : this.renderRoot.querySelector("question-box")).focus();
  }

  #closeDrawer(event) {
    if (event.key === "Escape") {
      this.drawer = false;
    }
  }

  /** Into the drawer, and back out of it. */
  #moveFocus() {
    const at = this.renderRoot.activeElement;
    if (this.drawer) {
      this.renderRoot.querySelector("conversation-list").focus();
    } else if (at?.closest(".side")) {
      this.renderRoot.querySelector(".drawer-button").focus();
    }
  }

  #scrolled(event) {
    const { scrollHeight, scrollTop, clientHeight } = event.target;
    this.#follow = scrollHeight - scrollTop - clientHeight < 80;
  }

  updated(changed) {
    if (changed.has("drawer")) {
      this.#moveFocus();
    }
    if (this.#follow && this.#chat.exchanges.length > 0) {
      const scroller = this.renderRoot.querySelector(".scroller");
      requestAnimationFrame(() => (scroller.scrollTop = scroller.scrollHeight));
    }
  }
}

customElements.define("chat-view", ChatView);
