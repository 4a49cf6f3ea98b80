// A film in the place of the photograph across the top: silent, and only where it is welcome. It
// starts by itself on large screens, unless the visitor wants less motion or saves data; elsewhere
// a button starts it, and the same one stops it.

export function prepareFilm(place) {
  const button = place.querySelector("button");
  const film = document.createElement("video");
  Object.assign(film, { muted: true, loop: true, playsInline: true, preload: "none", src: place.dataset.film });
  film.setAttribute("aria-hidden", "true");
  film.tabIndex = -1;
  const say = () => {
    button.classList.toggle("is-playing", !film.paused);
    button.querySelector("span").textContent = film.paused ? button.dataset.play : button.dataset.pause;
  };
  film.addEventListener("play", say);
  film.addEventListener("pause", say);
  // It covers the photograph once there is something to see.
  film.addEventListener("playing", () => {
    if (!film.isConnected) document.querySelector(".hero-picture").append(film);
  }, { once: true });
  // A browser that forbids it leaves the photograph.
  const play = () => film.play().catch(say);
  button.addEventListener("click", () => (film.paused ? play() : film.pause()));
  button.hidden = false;
  const wanted = matchMedia("(min-width: 48rem) and (prefers-reduced-motion: no-preference)").matches;
  if (wanted && !navigator.connection?.saveData) {
    // After all that one reads.
    if (document.readyState === "complete") play();
    else addEventListener("load", play);
  }
  matchMedia("(prefers-reduced-motion: reduce)").addEventListener("change", ({ matches }) => matches && film.pause());
}
