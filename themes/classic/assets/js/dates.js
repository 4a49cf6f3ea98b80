// Says which events are over, which alerts hold, and which month it is: a page does not know on what
// day it is read.

export function prepareDates() {
  const today = day(new Date());
  // The next events; where there are none, the last ones stay. The others wait in a template.
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

/** The day where the visitor is, as `2027-06-12`. */
function day(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
