// Passing a page on by the address to paste.

/** In the details that offer it, once they are open. */
export function prepareCopying(details) {
  for (const way of details.querySelectorAll("[data-copy]")) {
    way.hidden = !navigator.clipboard;
    const said = way.querySelector("output");
    way.querySelector("button").addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(way.dataset.copy);
        said.textContent = said.dataset.copied;
      } catch {
        // The browser does not allow it: the address stands above.
        getSelection().selectAllChildren(details.querySelector(".share-address"));
      }
    });
  }
}
