// Filters the list of treks by words and choices. Shows the cards that the pages of the list have: the
// page of a card is fetched when the card is to be shown, once.

// Number of cards shown at first, and added by "more".
const STEP = 12;
const MARKS = /[\u0300-\u036f]/g;
// Letters without a decomposition into a letter and a mark, as in the index (search_index.rs).
const LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l" };

export function prepareSearch(form) {
  if ("ready" in form.dataset) return;
  form.dataset.ready = "";
  new Search(form).start();
}

/** The search of the list that is on the page. */
class Search {
  /** The treks that were found, or undefined while the list is not filtered. */
  #found;
  /** A promise of the index of all treks. */
  #index;
  /** Number of the current search; answers to earlier ones are dropped. */
  #turn = 0;
  #timer;

  constructor(form) {
    this.form = form;
    this.elements = form.elements;
    this.list = document.querySelector("[data-search-list]");
    [this.cards, this.pager] = [this.list.querySelector("ul"), this.list.querySelector("nav")];
    this.nothing = this.list.querySelector("[data-search-nothing]");
    this.more = this.list.querySelector("[data-search-more]");
    this.status = document.querySelector("[data-search-status]");
    this.clear = form.querySelector("[data-search-clear]");
    this.names = [...form.elements].map(({ name }) => name).filter(Boolean);
    /** What the page shows without a filter. */
    this.whole = { address: location.pathname, cards: [...this.cards.children], text: this.status.textContent };
    const path = document.querySelector(".map-still .map-lines path");
    /** The lines of the treks in the drawing of the map. */
    this.drawing = path && { path, lines: path.getAttribute("d").split(/(?=M)/) };
    /** Cards by their address, of each loaded page of the list. */
    this.pages = new Map([[Number(form.dataset.page), byAddress(this.cards.children)]]);
  }

  start() {
    const update = () => this.#update();
    // What the visitor wrote while this file was loaded comes before the query of the address.
    if (this.names.every((name) => !this.elements[name].value)) this.#fill(new URLSearchParams(location.search));
    this.form.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(update, 150);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.#timer);
      update();
    });
    for (const link of document.querySelectorAll("[data-search-clear]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.#fill(new URLSearchParams());
        this.elements.q.focus();
        update();
      });
    }
    this.more.addEventListener("click", () => this.#showMore());
    // Loads the index early: the first search follows soon.
    this.#load().catch(() => {});
    update();
  }

  #fill(query) {
    for (const name of this.names) {
      this.elements[name].value = query.get(name) ?? "";
      // A value that is not among the choices.
      if (this.elements[name].selectedIndex === -1) this.elements[name].value = "";
    }
  }

  /** Searches for what the form says, and writes it into the address. */
  async #update() {
    const turn = ++this.#turn;
    const written = this.names.map((name) => [name, this.elements[name].value.trim()]);
    const asked = Object.fromEntries(written.filter(([, value]) => value));
    const some = Object.keys(asked).length > 0;
    if (!some && !this.#found) return;
    history.replaceState(history.state, "", some ? `${this.form.action}?${new URLSearchParams(asked)}` : this.whole.address);
    if (!some) {
      this.#found = undefined;
      this.list.removeAttribute("aria-busy");
      this.#show(this.whole.cards, this.whole.text);
      return;
    }
    this.#found ??= [];
    await this.#answer(turn, async () => {
      const { treks } = await this.#load();
      const matching = treks.filter((trek) => matches(trek, asked));
      const first = await this.#cardsOf(matching.slice(0, STEP));
      if (turn !== this.#turn) return;
      this.#found = matching;
      this.#show(first, this.#count(matching.length, asked.q), treks);
    });
  }

  #showMore() {
    const [turn, shown] = [this.#turn, this.cards.children.length];
    return this.#answer(turn, async () => {
      const next = await this.#cardsOf(this.#found.slice(shown, shown + STEP));
      if (turn !== this.#turn || this.cards.children.length !== shown) return;
      this.cards.append(...next);
      markDates();
      next[0]?.querySelector("a").focus();
      this.more.hidden = this.#found.length <= shown + STEP;
    });
  }

  /** Runs `give`, and reports if it fails; the next search tries again. */
  async #answer(turn, give) {
    this.list.setAttribute("aria-busy", "true");
    try {
      await give();
    } catch (error) {
      if (turn === this.#turn) this.status.textContent = this.form.dataset.lost;
      this.clear.hidden = false;
      console.info(error);
    } finally {
      if (turn === this.#turn) this.list.removeAttribute("aria-busy");
    }
  }

  #show(items, text, treks = []) {
    const found = this.#found;
    this.cards.replaceChildren(...items);
    markDates();
    this.status.textContent = text;
    this.clear.hidden = !found;
    this.nothing.hidden = !found || found.length > 0;
    this.more.hidden = !found || found.length <= STEP;
    if (this.pager) this.pager.hidden = Boolean(found);
    const urls = found && new Set(found.map(({ url }) => url));
    document.dispatchEvent(new CustomEvent("filter", { detail: urls ?? null }));
    // The drawing has the lines in the order of the list; each line begins with `M`.
    const drawn = treks.flatMap(({ url, lines = 1 }) => Array(lines).fill(url));
    const { drawing } = this;
    drawing?.path.setAttribute("d", drawing.lines.filter((_, at) => !urls || urls.has(drawn[at])).join(""));
  }

  /** Returns the message with the number of treks found. */
  #count(number, words) {
    const { dataset } = this.form;
    const text = [dataset.none, dataset.one][number] ?? dataset.many.replace("%n", number.toLocaleString(document.documentElement.lang));
    return words ? dataset.for.replace("%c", text).replace("%q", () => words) : text;
  }

  /** Returns the index: all treks with their words and the number of their page of the list. */
  #load() {
    this.#index ??= fetched(this.form.dataset.search).then(async (response) => {
      const { each, treks } = await response.json();
      treks.forEach((trek, at) => (trek.page = Math.floor(at / each) + 1));
      return { treks };
    });
    this.#index.catch(() => (this.#index = undefined));
    return this.#index;
  }

  async #cardsOf(treks) {
    const numbers = [...new Set(treks.map(({ page }) => page))];
    await Promise.all(numbers.map(async (number) => {
      if (!this.pages.has(number)) this.pages.set(number, await this.#cardsOfPage(number));
    }));
    // A card is missing if the list was published anew in the meantime.
    return treks.map(({ url, page }) => this.pages.get(page).get(url)).filter(Boolean);
  }

  async #cardsOfPage(number) {
    const { action } = this.form;
    const response = await fetched(number === 1 ? action : `${action}${number}/`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return byAddress(page.querySelector("[data-search-list] ul").children);
  }
}

/** Updates alerts and past events on cards that come from other pages. */
function markDates() {
  if (document.querySelector("[data-until], [data-from]")) import("./dates.js").then(({ prepareDates }) => prepareDates());
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

function byAddress(items) {
  return new Map([...items].map((item) => [item.querySelector("a").getAttribute("href"), item]));
}

function matches(trek, { q = "", practice, difficulty, month }) {
  return (!practice || practice === trek.practice)
    && (!difficulty || difficulty === trek.difficulty)
    && (!month || Boolean(trek.months >> (month - 1) & 1))
    && words(q).every((word) => ` ${trek.text}`.includes(` ${word}`));
}

/** Returns the words of a text in lower case, without diacritics. */
function words(text) {
  const folded = text.toLowerCase().normalize("NFD").replace(MARKS, "").replace(/[œæßøł]/g, (letter) => LETTERS[letter]);
  return folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
