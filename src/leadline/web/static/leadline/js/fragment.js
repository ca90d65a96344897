/** Fetch a piece of a page. The header tells the server to leave the frame away. */

const HEADERS = { "X-Leadline-Fragment": "1", Accept: "text/html" };

/**
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<Element | null>} the first element of the answer; null when the server said no or the line is cut
 */
export async function fetchFragment(url, options = {}) {
  try {
    const answer = await fetch(url, { ...options, headers: HEADERS, credentials: "same-origin" });
    return answer.ok ? parse(await answer.text()) : null;
  } catch {
    return null;
  }
}

/** @param {string} html @returns {Element | null} */
function parse(html) {
  const frame = document.createElement("template");
  frame.innerHTML = html;
  return frame.content.firstElementChild;
}
