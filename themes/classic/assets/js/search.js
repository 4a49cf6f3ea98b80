// Filters the list of treks by what one writes and chooses. Cards are those of the pages of the
// list: another page is fetched when one of its cards is to be shown, once.

const STEP = 12;
const MARKS = /[\u0300-\u036f]/g;
// Letters that are no other letter with a mark: search_index.rs has the same.
const LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l" };

export function prepareSearch(form) {
  const { dataset, elements } = form;
  if ("ready" in dataset) return;
  dataset.ready = "";
  const list = document.querySelector("[data-search-list]");
  const [cards, pager] = [list.querySelector("ul"), list.querySelector("nav")];
  const nothing = list.querySelector("[data-search-nothing]");
  const more = list.querySelector("[data-search-more]");
  const status = document.querySelector("[data-search-status]");
  const clear = form.querySelector("[data-search-clear]");
  const names = [...elements].map(({ name }) => name).filter(Boolean);
  const whole = { address: location.pathname, cards: [...cards.children], text: status.textContent };
  const path = document.querySelector(".map-still .map-lines path");
  const drawing = path && { path, lines: path.getAttribute("d").split(/(?=M)/) };
  const pages = new Map([[Number(dataset.page), byAddress(cards.children)]]);
  // What is found, what is loaded, and how often one has asked: a late answer is no answer.
  let found, index, turn = 0, timer;

  // What one has written while this was loaded counts more than the address.
  if (names.every((name) => !elements[name].value)) fill(new URLSearchParams(location.search));
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(update, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    update();
  });
  for (const link of document.querySelectorAll("[data-search-clear]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      fill(new URLSearchParams());
      elements.q.focus();
      update();
    });
  }
  more.addEventListener("click", showMore);
  // Who touches the form soon asks.
  load().catch(() => {});
  update();

  function fill(query) {
    for (const name of names) {
      elements[name].value = query.get(name) ?? "";
      // A choice that is none any more.
      if (elements[name].selectedIndex === -1) elements[name].value = "";
    }
  }

  async function update() {
    const mine = ++turn;
    const written = names.map((name) => [name, elements[name].value.trim()]);
    const asked = Object.fromEntries(written.filter(([, value]) => value));
    const some = Object.keys(asked).length > 0;
    if (!some && !found) return;
    history.replaceState(history.state, "", some ? `${form.action}?${new URLSearchParams(asked)}` : whole.address);
    if (!some) {
      found = undefined;
      list.removeAttribute("aria-busy");
      show(whole.cards, whole.text);
      return;
    }
    found ??= [];
    await answer(mine, async () => {
      const { treks } = await load();
      const matching = treks.filter((trek) => matches(trek, asked));
      const first = await cardsOf(matching.slice(0, STEP));
      if (mine !== turn) return;
      found = matching;
      show(first, count(matching.length, asked.q), treks);
    });
  }

  function showMore() {
    const [mine, shown] = [turn, cards.children.length];
    return answer(mine, async () => {
      const next = await cardsOf(found.slice(shown, shown + STEP));
      if (mine !== turn || cards.children.length !== shown) return;
      cards.append(...next);
      markDates();
      next[0]?.querySelector("a").focus();
      more.hidden = found.length <= shown + STEP;
    });
  }

  /** Says it when there is no answer: another try asks again. */
  async function answer(mine, give) {
    list.setAttribute("aria-busy", "true");
    try {
      await give();
    } catch (error) {
      if (mine === turn) status.textContent = dataset.lost;
      clear.hidden = false;
      console.info(error);
    } finally {
      if (mine === turn) list.removeAttribute("aria-busy");
    }
  }

  function show(items, text, treks = []) {
    cards.replaceChildren(...items);
    markDates();
    status.textContent = text;
    clear.hidden = !found;
    nothing.hidden = !found || found.length > 0;
    more.hidden = !found || found.length <= STEP;
    if (pager) pager.hidden = Boolean(found);
    const urls = found && new Set(found.map(({ url }) => url));
    document.dispatchEvent(new CustomEvent("filter", { detail: urls ?? null }));
    // The drawing has the lines of the treks in the order of the list, each from one `M` to the next.
    const drawn = treks.flatMap(({ url, lines = 1 }) => Array(lines).fill(url));
    drawing?.path.setAttribute("d", drawing.lines.filter((_, at) => !urls || urls.has(drawn[at])).join(""));
  }

  function count(number, words) {
    const text = [dataset.none, dataset.one][number] ?? dataset.many.replace("%n", number.toLocaleString(document.documentElement.lang));
    return words ? dataset.for.replace("%c", text).replace("%q", () => words) : text;
  }

  /** All treks by which one searches, each with its page of the list. */
  function load() {
    index ??= fetched(dataset.search).then(async (response) => {
      const { each, treks } = await response.json();
      treks.forEach((trek, at) => (trek.page = Math.floor(at / each) + 1));
      return { treks };
    });
    index.catch(() => (index = undefined));
    return index;
  }

  async function cardsOf(treks) {
    const numbers = [...new Set(treks.map(({ page }) => page))];
    await Promise.all(numbers.map(async (number) => {
      if (!pages.has(number)) pages.set(number, await cardsOfPage(number));
    }));
    // The list may have changed since the page was made.
    return treks.map(({ url, page }) => pages.get(page).get(url)).filter(Boolean);
  }

  async function cardsOfPage(number) {
    const response = await fetched(number === 1 ? form.action : `${form.action}${number}/`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return byAddress(page.querySelector("[data-search-list] ul").children);
  }
}

/** Cards of other pages have not been looked at: some say what is over. */
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

/** As one writes in a hurry: lower case, without marks. */
function words(text) {
  const folded = text.toLowerCase().normalize("NFD").replace(MARKS, "").replace(/[œæßøł]/g, (letter) => LETTERS[letter]);
  return folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
