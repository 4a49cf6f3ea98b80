// Marks, in the line of section names, the section that is being read.

export function prepareContents(nav) {
  const links = new Map();
  for (const link of nav.querySelectorAll("a")) links.set(document.querySelector(link.hash), link);
  const read = () => {
    const line = innerHeight / 3;
    const begun = [...links.keys()].filter((section) => section.getBoundingClientRect().top < line);
    const current = begun.at(-1);
    for (const [section, link] of links) {
      if (section === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const observer = new IntersectionObserver(read, { rootMargin: "0px 0px -66% 0px" });
  for (const section of links.keys()) observer.observe(section);
}
