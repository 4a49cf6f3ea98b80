// Shows the sensitive areas of one month: the current one, or the one that is chosen.

export function prepareMonths(section) {
  const choice = section.querySelector("[data-month-choice]");
  const none = section.querySelector("[data-none]");
  if (!choice || !none) return;
  const select = choice.querySelector("select");
  const name = new Intl.DateTimeFormat(document.documentElement.lang, { month: "long", timeZone: "UTC" });
  for (let month = 1; month <= 12; month++) select.add(new Option(name.format(Date.UTC(2000, month - 1)), month));
  select.value = new Date().getMonth() + 1;
  const show = () => {
    let shown = 0;
    for (const area of section.querySelectorAll("[data-months]")) {
      // Without months, an area is shown all year: nobody knows when it is sensitive.
      const months = area.dataset.months.split(" ").filter(Boolean);
      const is = select.value === "" || months.length === 0 || months.includes(select.value);
      area.classList.toggle("off-season", !is);
      shown += is;
    }
    none.textContent = shown ? "" : none.dataset.none;
  };
  select.addEventListener("change", show);
  show();
  choice.hidden = false;
}
