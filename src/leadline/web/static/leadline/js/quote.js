import { fetchFragment } from "./fragment.js";
import { follow } from "./progress.js";

/**
 * Post a what-if and swap its price in beside the form. Without script the form posts and the page comes back with the answer.
 * @param {HTMLFormElement} form with a `[data-quote-answer]` inside or after it
 */
export function bindQuote(form) {
  const place = form.querySelector("[data-quote-answer]") ?? form.parentElement?.querySelector("[data-quote-answer]");
  if (!place) return;
  let asked = 0;
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.hasAttribute("data-plain")) return;
    event.preventDefault();
    const mine = ++asked;
    place.setAttribute("aria-busy", "true");
    const answer = await fetchFragment(event.submitter?.getAttribute("formaction") ?? form.action, { method: "POST", body: new FormData(form, event.submitter) });
    // A later question makes an earlier answer stale.
    if (mine !== asked) return;
    if (!answer) { form.submit(); return; }
    place.replaceChildren(answer);
    await follow(answer);
    if (mine === asked) place.removeAttribute("aria-busy");
  });
}
