const STAYS = 8000;

/** A toast leaves by itself, but not while it is read with pointer or keyboard. One with a way back stays longer. @param {Document} root */
export function bindToasts(root) {
  root.querySelectorAll("[data-toast]").forEach((toast) => {
    const stays = toast.querySelector("form") ? STAYS * 3 : STAYS;
    let timer = setTimeout(() => toast.remove(), stays);
    const hold = () => clearTimeout(timer);
    const release = () => { hold(); timer = setTimeout(() => toast.remove(), stays); };
    toast.addEventListener("pointerenter", hold);
    toast.addEventListener("focusin", hold);
    toast.addEventListener("pointerleave", release);
    toast.addEventListener("focusout", release);
  });
}
