// Shares a page: by the menu of the device, or by its address to copy.

/** Adds to the opened details what needs a script, from their template. */
export function prepareSharing(details) {
  const template = details.querySelector("template");
  template?.replaceWith(template.content);
  for (const way of details.querySelectorAll("[data-share]")) way.hidden = !navigator.share;
  for (const way of details.querySelectorAll("[data-copy]")) {
    way.hidden = !navigator.clipboard;
    const message = way.querySelector("output");
    way.querySelector("button").addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(way.dataset.copy);
        message.textContent = message.dataset.copied;
      } catch {
        // Not allowed by the browser: selects the address instead.
        getSelection().selectAllChildren(details.querySelector(".share-address"));
      }
    });
  }
}
