/** Keep the arrows on their bars while groups fold and unfold; light up an item's own arrows. @param {HTMLElement} map */
export function bindRoadmap(map) {
  const arrows = /** @type {SVGPathElement[]} */ ([...map.querySelectorAll("[data-arrows] path[data-from]")]);
  const row = (id) => map.querySelector(`[data-item="${CSS.escape(id)}"]`);
  const ends = arrows.map((path) => [row(path.dataset.from), row(path.dataset.to)]);
  // A folded group speaks for its rows: arrows then start or end at its summary.
  const place = (lane) => { const group = lane?.closest("details"); return !group || group.open ? lane : group.querySelector("summary"); };
  const middle = (lane) => lane.offsetTop + lane.offsetHeight / 2;
  const draw = () => {
    // All measuring before all writing: one layout for any number of arrows.
    const paths = arrows.map((path, i) => {
      const [from, to] = ends[i].map(place);
      return from && to && from !== to ? elbow(Number(path.dataset.x1), middle(from), Number(path.dataset.x2), middle(to)) : "";
    });
    arrows.forEach((path, i) => path.setAttribute("d", paths[i]));
  };
  map.addEventListener("toggle", draw, true);
  new ResizeObserver(draw).observe(map);
  const light = (event) => {
    const item = event.target.closest?.("[data-item]")?.dataset.item;
    arrows.forEach((path) => path.toggleAttribute("data-on", Boolean(item) && (path.dataset.from === item || path.dataset.to === item)));
  };
  map.addEventListener("pointerover", light);
  map.addEventListener("focusin", light);
  map.parentElement?.querySelectorAll("[data-fold-all]").forEach((button) => button.addEventListener("click", () => {
    const groups = [...map.querySelectorAll("details")], open = groups.some((group) => !group.open);
    groups.forEach((group) => { group.open = open; });
  }));
}

/** Right, down, right, with a small tip. */
function elbow(x1, y1, x2, y2) {
  return `M${x1} ${y1}H${x1 + 4}V${y2}H${x2 - 2}m-4 -3l4 3l-4 3`;
}
