import { fetchFragment } from "./fragment.js";

const CALM = 180;

/**
 * Open with Ctrl or Cmd and K, filter as you type, walk with the arrows. What the page does not hold is asked of the server; Enter on
 * nothing leads to the plain page of finds, which is also what the link does without script.
 * @param {Document} root
 */
export function bindPalette(root) {
  const box = root.getElementById("palette");
  const form = box?.querySelector("form");
  const ask = box?.querySelector("input");
  if (!(box instanceof HTMLDialogElement) || !form || !ask) return;
  const items = () => [...box.querySelectorAll("[data-palette-item]")];
  const shown = () => items().filter((item) => !item.hidden);

  const choose = (item) => {
    items().forEach((one) => one.setAttribute("aria-selected", String(one === item)));
    if (item) ask.setAttribute("aria-activedescendant", item.id); else ask.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  };
  const filter = () => {
    const words = ask.value.toLowerCase().split(/\s+/).filter(Boolean);
    items().forEach((item) => { item.hidden = !item.hasAttribute("data-found") && !words.every((word) => item.textContent.toLowerCase().includes(word)); });
    box.querySelectorAll("[data-palette-group]").forEach((group) => { group.hidden = !group.querySelector("[data-palette-item]:not([hidden])"); });
    box.querySelector("[data-palette-none]").hidden = shown().length > 0;
    choose(shown()[0]);
  };
  const look = finder(form.action, box.querySelector("[data-palette-found]"), filter);

  root.addEventListener("keydown", (event) => {
    if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    if (box.open) box.close(); else box.showModal();
  });
  box.addEventListener("toggle", () => { if (box.open) { ask.value = ""; look(""); filter(); ask.focus(); } });
  ask.addEventListener("input", () => { filter(); look(ask.value); });
  ask.addEventListener("keydown", (event) => {
    const list = shown(), at = list.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") { event.preventDefault(); choose(list[Math.min(at + 1, list.length - 1)]); }
    if (event.key === "ArrowUp") { event.preventDefault(); choose(list[Math.max(at - 1, 0)]); }
    if (event.key === "Enter" && list[at]) { event.preventDefault(); box.close(); list[at].click(); }
  });
}

/** Ask the server once the typing rests; a newer question drops the older answer. */
function finder(url, place, then) {
  let timer = 0, asked = "";
  return (words) => {
    clearTimeout(timer);
    asked = words.trim();
    if (asked.length < 2) { place.replaceChildren(); return; }
    timer = setTimeout(async () => {
      const mine = asked;
      const answer = await fetchFragment(`${url}?q=${encodeURIComponent(mine)}`);
      if (mine !== asked || !answer) return;
      place.replaceChildren(...answer.childNodes);
      then();
    }, CALM);
  };
}
