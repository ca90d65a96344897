import { fetchFragment } from "./fragment.js";

const FIRST_WAIT = 1000;
const SOON = 250;
const LONGEST_WAIT = 8000;

/**
 * Ask every `[data-poll]` anew until it comes without one. Old content stays until the new one is there, and while the server
 * does not answer. A fragment with `data-go-on` has finished and says where the result stands.
 * When a round ends behind a page that shows older numbers, a toast says so.
 * @param {ParentNode} root
 */
export function bindProgress(root) {
  root.querySelectorAll("[data-poll]").forEach(async (part) => {
    const last = await follow(part);
    if (last.id === "round-state") sayFresh();
  });
}

/** @param {Element} part the element to replace; @returns {Promise<Element>} what stands there in the end */
export async function follow(part) {
  // The first words of a what-if are there within half a second.
  let wait = part instanceof HTMLElement && "pollSoon" in part.dataset ? SOON : FIRST_WAIT;
  while (part instanceof HTMLElement && part.dataset.poll && part.isConnected) {
    await pause(wait);
    const next = document.hidden ? null : await fetchFragment(part.dataset.poll);
    // What has not changed stays, or it would be read out again each time.
    if (next && next.outerHTML !== part.outerHTML) {
      part.replaceWith(next);
      part = next;
    }
    wait = next ? Math.min(wait * 1.5, FIRST_WAIT) : Math.min(wait * 2, LONGEST_WAIT);
  }
  if (part instanceof HTMLElement && part.dataset.goOn) location.assign(part.dataset.goOn);
  return part;
}

/** The numbers of the page stay as they are; the reader is told that newer ones are there. */
function sayFresh() {
  const fresh = document.getElementById("fresh");
  if (fresh instanceof HTMLTemplateElement) document.querySelector(".toasts")?.append(fresh.content.cloneNode(true));
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}
