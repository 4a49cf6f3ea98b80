// Passing a page on by the sharing of the device, or by the address to paste.

/** In the details that offer it, once they are open: what needs a script waits in a template. */
export function prepareSharing(details) {
  const template = details.querySelector("template");
  template?.replaceWith(template.content);
  for (const way of details.querySelectorAll("[data-share]")) way.hidden = !navigator.share;
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
