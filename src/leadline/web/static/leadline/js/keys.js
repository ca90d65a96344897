const GOING = 1200;

/** Single keys: G then a letter goes to a place, ? shows the keys, / opens the finder. Never while typing. @param {Document} root */
export function bindKeys(root) {
  if (/Mac|iP/.test(navigator.userAgent)) sayCommand(root);
  const places = new Map([...root.querySelectorAll("[data-go]")].map((line) => [line.getAttribute("data-go"), line.getAttribute("data-url")]));
  let goingSince = 0;
  root.addEventListener("keydown", (event) => {
    if (typing(event)) return;
    const place = Date.now() - goingSince < GOING && places.get(`g ${event.key}`);
    goingSince = event.key === "g" ? Date.now() : 0;
    if (place) { location.assign(place); return; }
    if (event.key === "?") show(root, "keys");
    if (event.key === "/") { event.preventDefault(); show(root, "palette"); }
  });
}

/** @param {KeyboardEvent} event whether it belongs to a field, a dialog or the browser */
export function typing(event) {
  const target = /** @type {Element} */ (event.target);
  return event.metaKey || event.ctrlKey || event.altKey || Boolean(target.closest("input, textarea, select, dialog[open]"));
}

/** @param {Document} root @param {string} id */
function show(root, id) {
  const dialog = root.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** @param {Document} root */
function sayCommand(root) {
  root.querySelectorAll("kbd").forEach((key) => { key.textContent = key.textContent.replace("Ctrl ", "⌘"); });
}
