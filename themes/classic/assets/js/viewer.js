// Shows photographs as large as the screen allows, one at a time. Loaded by the first click on one.
import { styles } from "./map.js";

const SHEET = new URL("../css/viewer.css", import.meta.url).href;
/** Pixels that a finger must move to change the photograph. */
const SWIPE = 50;
let sheet;

/** Shows the photograph of a link, among those of its gallery. */
export async function openViewer(opener) {
  await (sheet ??= styles(SHEET).catch((error) => {
    sheet = undefined;
    throw error;
  }));
  // The second of two quick clicks.
  if (document.querySelector("dialog.viewer")) return;
  const links = series(opener);
  const start = links.findIndex((link) => link === opener || link.href === opener.href);
  const parts = frame(opener.closest("[data-place]").dataset, links.length);
  const { dialog, stage, previous, next, close } = parts;
  const photographs = slides(links, parts);
  const { show } = photographs;
  const over = new AbortController();
  const { signal } = over;

  previous.addEventListener("click", () => show(photographs.at - 1));
  next.addEventListener("click", () => show(photographs.at + 1));
  close.addEventListener("click", () => dialog.close());
  // A click beside the photograph and its caption closes the viewer.
  dialog.addEventListener("click", ({ target }) => target.closest("img, figcaption, button") || dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { at } = photographs;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(to);
  });
  swipe(stage, signal, (way) => show(photographs.at + way));
  const sizes = new ResizeObserver(photographs.fit);
  const release = lockPage();
  dialog.addEventListener("close", () => {
    over.abort();
    sizes.disconnect();
    dialog.remove();
    release();
    (photographs.at === start ? opener : links[photographs.at]).focus();
  });

  document.body.append(dialog);
  dialog.showModal();
  (links.length > 1 ? next : close).focus();
  show(start);
  sizes.observe(stage);
  closeByBack(dialog, signal);
}

/** Returns `show`, which shows a photograph by its index, its index `at`, and `fit` for a changed size. */
function slides(links, { stage, caption, count, status, previous, next }) {
  const pictures = new Map();
  let at;
  const prepared = (index) => {
    if (!links[index]) return null;
    if (!pictures.has(index)) pictures.set(index, links[index].querySelector("picture").cloneNode(true));
    const picture = pictures.get(index);
    fit(picture, stage);
    return picture;
  };
  const show = (to) => {
    if (!links[to] || to === at) return;
    const way = at === undefined ? 0 : Math.sign(to - at);
    at = to;
    caption.replaceChildren(...credit(links[at]));
    count.textContent = `${at + 1} / ${links.length}`;
    const place = count.dataset.place.replace("%n", at + 1).replace("%c", links.length);
    status.textContent = [place, caption.textContent.trim()].filter(Boolean).join(": ");
    previous.setAttribute("aria-disabled", at === 0);
    next.setAttribute("aria-disabled", at === links.length - 1);
    const picture = prepared(at);
    stage.replaceChildren(picture);
    slide(picture, way);
    // Loads its neighbours: an image need not be in the page for that.
    for (const index of [at + 1, at - 1]) prepared(index);
  };
  return { show, fit: () => prepared(at), get at() { return at; } };
}

/** Returns the links of the gallery that contains the photograph, or its own link alone. */
function series(opener) {
  const all = [...document.querySelectorAll(".gallery a[data-photo]")];
  const gallery = opener.closest(".gallery") ?? all.find(({ href }) => href === opener.href)?.closest(".gallery");
  return gallery ? all.filter((link) => gallery.contains(link)) : [opener];
}

function frame(words, length) {
  const element = (tag, name, parent) => {
    const made = document.createElement(tag);
    made.className = name;
    parent?.append(made);
    return made;
  };
  const dialog = element("dialog", "viewer");
  dialog.setAttribute("aria-label", words.title);
  const count = element("p", "viewer-count", dialog);
  count.dataset.place = words.place;
  count.setAttribute("aria-hidden", "true");
  const status = element("p", "viewer-status", dialog);
  status.setAttribute("role", "status");
  const figure = element("figure", "viewer-figure", dialog);
  const stage = element("div", "viewer-stage", figure);
  const caption = element("figcaption", "viewer-caption", figure);
  const button = (name) => {
    const made = element("button", `viewer-button viewer-${name}`, dialog);
    made.type = "button";
    made.setAttribute("aria-label", words[name]);
    return made;
  };
  const buttons = { previous: button("previous"), next: button("next"), close: button("close") };
  for (const part of [count, status, buttons.previous, buttons.next]) part.hidden = length < 2;
  return { dialog, stage, caption, count, status, ...buttons };
}

/** Returns legend, author and licence, as they are on the page. */
function credit(link) {
  const written = link.closest("figure, .hero").querySelector("figcaption, .hero-credit");
  return written ? [...written.cloneNode(true).childNodes] : [];
}

/** Makes a photograph as large as the stage, at most as large as its largest variant. */
function fit(picture, stage) {
  const image = picture.querySelector("img");
  const [width, height] = ["width", "height"].map((side) => Number(image.getAttribute(side)));
  const scale = Math.min(1, stage.clientWidth / width, stage.clientHeight / height);
  for (const part of picture.children) part.sizes = `${Math.ceil(width * scale)}px`;
  image.style.width = `${width * scale}px`;
  image.style.height = `${height * scale}px`;
  image.draggable = false;
  // After `sizes`, so that the right variant is loaded.
  image.loading = "eager";
}

function slide(picture, way) {
  if (!way || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  picture.animate([{ translate: `${way * 3}rem`, opacity: 0 }, { translate: 0, opacity: 1 }], { duration: 180, easing: "ease-out" });
}

/** Moves the photograph with a finger. Two fingers, and a zoomed page, are left to the browser. */
function swipe(stage, signal, step) {
  let from = null;
  const move = (by) => stage.firstElementChild.style.translate = by ? `${by}px` : "";
  const end = (event) => {
    if (event.pointerId !== from?.pointerId) return;
    const by = event.type === "pointerup" ? event.clientX - from.clientX : 0;
    from = null;
    move(0);
    if (Math.abs(by) > SWIPE) step(by < 0 ? 1 : -1);
  };
  stage.addEventListener("pointerdown", (event) => {
    if (from) move(0);
    from = event.isPrimary && event.pointerType !== "mouse" && !isZoomed() ? event : null;
  });
  stage.addEventListener("pointermove", (event) => event.pointerId === from?.pointerId && move(event.clientX - from.clientX));
  stage.addEventListener("pointerup", end);
  stage.addEventListener("pointercancel", end);
  visualViewport?.addEventListener("resize", () => (stage.style.touchAction = isZoomed() ? "auto" : ""), { signal });
}

function isZoomed() {
  return visualViewport?.scale > 1.01;
}

/** Stops the page from scrolling, without changing its width. Returns a function that undoes this. */
function lockPage() {
  const root = document.documentElement;
  const hasBar = innerWidth > root.clientWidth;
  root.style.overflow = "hidden";
  if (hasBar) root.style.scrollbarGutter = "stable";
  return () => {
    root.style.overflow = root.style.scrollbarGutter = "";
  };
}

/** Lets the browser's Back close the viewer; the page keeps its scroll position. */
function closeByBack(dialog, signal) {
  history.scrollRestoration = "manual";
  history.pushState({ viewer: true }, "");
  addEventListener("popstate", () => dialog.close(), { signal });
  dialog.addEventListener("close", () => {
    const again = () => (history.scrollRestoration = "auto");
    if (!history.state?.viewer) return again();
    addEventListener("popstate", again, { once: true });
    history.back();
  });
}
