/** Swap the waterfall beside the table without moving the page. @param {Document} root */
export function bindWhys(root) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...root.querySelectorAll("[data-why]")]);
  const choose = (hash) => {
    root.querySelectorAll("[data-why-panel]").forEach((panel) => { panel.hidden = `#${panel.id}` !== hash; });
    links.forEach((link) => link.closest("tr")?.toggleAttribute("data-chosen", link.hash === hash));
  };
  links.forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    choose(link.hash);
  }));
  if (links.some((link) => link.hash === location.hash)) choose(location.hash);
}
