// A silent film in place of the photograph at the top of the home page. On large screens it starts by
// itself, unless the visitor prefers less motion or saves data. A button starts and pauses it.

export function prepareFilm(place) {
  const button = place.querySelector("button");
  const film = document.createElement("video");
  Object.assign(film, { muted: true, loop: true, playsInline: true, preload: "none", src: place.dataset.film });
  film.setAttribute("aria-hidden", "true");
  film.tabIndex = -1;
  const update = () => {
    button.classList.toggle("is-playing", !film.paused);
    button.querySelector("span").textContent = film.paused ? button.dataset.play : button.dataset.pause;
  };
  film.addEventListener("play", update);
  film.addEventListener("pause", update);
  // Covers the photograph only once the first frame is there.
  film.addEventListener("playing", () => {
    if (!film.isConnected) document.querySelector(".hero-picture").append(film);
  }, { once: true });
  // If the browser refuses to play, the photograph stays.
  const play = () => film.play().catch(update);
  button.addEventListener("click", () => (film.paused ? play() : film.pause()));
  button.hidden = false;
  const wanted = matchMedia("(min-width: 48rem) and (prefers-reduced-motion: no-preference)").matches;
  if (wanted && !navigator.connection?.saveData) {
    // After everything else is loaded.
    if (document.readyState === "complete") play();
    else addEventListener("load", play);
  }
  matchMedia("(prefers-reduced-motion: reduce)").addEventListener("change", ({ matches }) => matches && film.pause());
}
