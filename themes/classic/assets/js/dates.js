// Marks what depends on the day of the visit: past events, current alerts, the current month.

export function prepareDates() {
  const today = day(new Date());
  // Shows the next events, some of which are in a template. Without any, the last events stay.
  for (const list of document.querySelectorAll("[data-upcoming]")) {
    const others = list.querySelector("template")?.content.children ?? [];
    const events = [...others, ...list.querySelectorAll("[data-ends]")];
    const next = events.filter((event) => event.dataset.ends >= today).slice(0, list.dataset.upcoming);
    if (next.length) list.replaceChildren(...next);
  }
  for (const mark of document.querySelectorAll("[data-past]")) {
    const last = [...mark.parentElement.querySelectorAll("time")].at(-1).dateTime;
    mark.hidden = last >= today;
  }
  for (const offer of document.querySelectorAll("[data-until]")) offer.hidden = offer.dataset.until < today;
  for (const mark of document.querySelectorAll("[data-from]")) mark.hidden ||= mark.dataset.from > today;
  for (const none of document.querySelectorAll("[data-alerts-none]")) {
    none.hidden = Boolean(none.parentElement.querySelector(".alert:not([hidden])"));
  }
  for (const month of document.querySelectorAll("[data-month]")) {
    if (Number(month.dataset.month) !== new Date().getMonth() + 1) continue;
    month.setAttribute("aria-current", "date");
    month.querySelector("[hidden]").hidden = false;
  }
}

/** Returns the date in the local time zone, such as `2027-06-12`. */
function day(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
