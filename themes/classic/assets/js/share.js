// Passing a page on: by what the telephone has for it, else by the address to paste.

export function prepareShare() {
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = !navigator.share;
    // A visitor who changes their mind is no error.
    button.addEventListener("click", () => navigator.share({ title: document.title, url: location.href }).catch(() => {}));
  }
  for (const way of document.querySelectorAll("[data-copy]")) {
    way.hidden = !navigator.clipboard;
    const said = way.querySelector("output");
    way.querySelector("button").addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(way.dataset.copy);
        said.textContent = said.dataset.copied;
      } catch {
        // The browser does not allow it: the address stands above.
        getSelection().selectAllChildren(way.closest(".share").querySelector(".share-address"));
      }
    });
  }
}
