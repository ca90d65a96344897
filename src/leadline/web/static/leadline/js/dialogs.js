/**
 * `<details data-dialog>` unfolds a form in place; here the same form opens as a dialog. `[data-opens=id]` opens a dialog of the page,
 * `[data-close]` closes the one around it, and an open `<details data-closes>` folds when the reader clicks elsewhere.
 * @param {Document} root
 */
export function bindDialogs(root) {
  root.querySelectorAll("details[data-dialog]").forEach(lift);
  root.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const opener = target.closest("[data-opens]");
    const dialog = opener && root.getElementById(opener.getAttribute("data-opens") ?? "");
    if (dialog instanceof HTMLDialogElement && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      dialog.showModal();
    }
    target.closest("[data-close]")?.closest("dialog")?.close();
    // A click on the backdrop lands on the dialog itself.
    if (target instanceof HTMLDialogElement) target.close();
    root.querySelectorAll("details[data-closes][open]").forEach((open) => { if (!open.contains(target)) open.removeAttribute("open"); });
  });
  openAddressed(root);
}

/** @param {Element} details */
function lift(details) {
  const form = details.querySelector("form");
  const summary = details.querySelector("summary");
  if (!form || !summary) return;
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", form.getAttribute("aria-labelledby") ?? "");
  form.removeAttribute("aria-labelledby");
  dialog.append(form);
  // At the end of the page it inherits nothing from the row that asked.
  document.body.append(dialog);
  summary.setAttribute("role", "button");
  summary.setAttribute("aria-haspopup", "dialog");
  summary.addEventListener("click", (event) => { event.preventDefault(); dialog.showModal(); });
  // The server sent it open because an answer was wrong: it must not close silently.
  if (details.hasAttribute("open")) { details.removeAttribute("open"); dialog.showModal(); }
}

/** `#id` of a dialog form opens it, so that a link or the finder can lead straight to a question. @param {Document} root */
function openAddressed(root) {
  const open = () => {
    const details = root.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (details?.matches("details[data-dialog]")) details.querySelector("summary")?.click();
  };
  addEventListener("hashchange", open);
  open();
}
