const YEAR = 60 * 60 * 24 * 365;
const NEXT = { "": "dark", dark: "light", light: "" };
const SAYS = { "": "as system", dark: "dark", light: "light" };

/** System, dark, light, in turn. A cookie keeps it, so that the server sends the page right from the first paint. @param {Document} root */
export function bindTheme(root) {
  const page = root.documentElement;
  root.querySelectorAll("[data-theme-switch]").forEach((button) => {
    const words = button.querySelector("[data-say=theme]");
    const say = () => { if (words) words.textContent = SAYS[page.dataset.theme ?? ""]; };
    button.addEventListener("click", () => {
      const next = NEXT[page.dataset.theme ?? ""];
      if (next) page.dataset.theme = next; else delete page.dataset.theme;
      root.cookie = `theme=${next}; path=/; max-age=${next ? YEAR : 0}; samesite=lax`;
      say();
    });
    say();
  });
}
