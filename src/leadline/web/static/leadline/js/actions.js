import { typing } from "./keys.js";

/** J and K walk the actions, A accepts, S snoozes the one in hand. @param {Document} root */
export function bindActions(root) {
  const rows = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-action]")]);
  if (!rows.length) return;
  let at = -1;
  const go = (to) => {
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows.forEach((row, i) => row.toggleAttribute("data-here", i === at));
    rows[at].focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  };
  const press = (verb) => rows[at]?.querySelector(`[data-verb=${verb}]`)?.click();
  const keys = { j: () => go(at + 1), k: () => go(at - 1), a: () => press("accept"), s: () => press("snooze") };
  root.addEventListener("keydown", (event) => { if (!typing(event)) keys[event.key]?.(); });
}
