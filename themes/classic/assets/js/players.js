// Replaces a link to a video or a sound by its player when it is clicked. Nothing is requested from
// the other site before.

export function preparePlayers() {
  for (const link of document.querySelectorAll("a[data-embed]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.className = "player-frame";
      frame.title = link.textContent;
      frame.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.src = withAutoplay(link.dataset.embed);
      link.replaceWith(frame);
      frame.focus();
    });
  }
}

function withAutoplay(address) {
  const url = new URL(address);
  const [name, value] = url.hostname === "w.soundcloud.com" ? ["auto_play", "true"] : ["autoplay", "1"];
  url.searchParams.set(name, value);
  return url.href;
}
