// Asks again and again while an element is shown: often while something is under way, seldom otherwise.

const BUSY = 500;
const IDLE = 5_000;

/** What somebody has asked for may take so long until it shows. */
const EAGER = 5_000;

/** A reactive controller. `load` returns whether something is under way. */
export class Poll {
  #load;
  #timer = null;
  #connected = false;
  #eagerUntil = 0;

  constructor(host, load) {
    this.#load = load;
    host.addController(this);
  }

  hostConnected() {
    this.#connected = true;
    this.now();
  }

  hostDisconnected() {
    this.#connected = false;
    clearTimeout(this.#timer);
  }

  /** Asks at once, often for a while, and goes on from there. */
  now() {
    this.#eagerUntil = Date.now() + EAGER;
    return this.#ask();
  }

  async #ask() {
    clearTimeout(this.#timer);
    const isBusy = await this.#load();
    clearTimeout(this.#timer);
    if (this.#connected) {
      this.#timer = setTimeout(() => this.#ask(), isBusy || Date.now() < this.#eagerUntil ? BUSY : IDLE);
    }
  }
}
