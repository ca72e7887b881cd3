// The network: whoever is looked at, and their ties, stand out; closer, further away, and moved about.

const figure = document.getElementById("network");
const svg = figure?.querySelector(".canvas svg");

if (svg) {
  const ties = [...svg.querySelectorAll(".tie")], nodes = new Map();
  for (const node of svg.querySelectorAll(".node")) nodes.set(node.dataset.id, node);

  function show(id) {
    svg.classList.toggle("chosen", Boolean(id));
    for (const one of svg.querySelectorAll(".lit")) one.classList.remove("lit");
    if (!id) return;
    nodes.get(id).classList.add("lit");
    for (const tie of ties) {
      if (tie.dataset.one !== id && tie.dataset.other !== id) continue;
      tie.classList.add("lit");
      nodes.get(tie.dataset.one)?.classList.add("lit");
      nodes.get(tie.dataset.other)?.classList.add("lit");
    }
  }
  const nodeOf = (event) => event.target.closest(".node")?.dataset.id;
  svg.addEventListener("pointerover", (event) => nodeOf(event) && show(nodeOf(event)));
  svg.addEventListener("pointerout", (event) => nodeOf(event) && show(svg.querySelector(".node:focus-visible")?.dataset.id));
  svg.addEventListener("focusin", (event) => nodeOf(event) && show(nodeOf(event)));
  svg.addEventListener("focusout", () => show(null));

  // What is seen, in the drawing's own pixels.
  const whole = svg.viewBox.baseVal, all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let seen = { ...all };
  function look(x, y, width) {
    width = Math.min(Math.max(width, all.width / 8), all.width);
    const height = (width * all.height) / all.width;
    x = Math.min(Math.max(x, all.x), all.x + all.width - width);
    y = Math.min(Math.max(y, all.y), all.y + all.height - height);
    seen = { x, y, width, height };
    svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  }
  function zoom(by, at = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 }) {
    const width = Math.min(Math.max(seen.width * by, all.width / 8), all.width), share = width / seen.width;
    look(at.x - (at.x - seen.x) * share, at.y - (at.y - seen.y) * share, width);
  }
  const point = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  figure.addEventListener("click", (event) => {
    const to = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (to === "in") zoom(0.75);
    else if (to === "out") zoom(1 / 0.75);
    else if (to) look(all.x, all.y, all.width);
  });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // else the page scrolls
    event.preventDefault();
    zoom(event.deltaY < 0 ? 0.87 : 1.15, point(event));
  }, { passive: false });
  svg.addEventListener("focusin", (event) => {
    // what has the focus is seen
    const box = event.target.closest(".node")?.getBBox();
    if (!box || seen.width >= all.width) return;
    const inside = box.x >= seen.x && box.y >= seen.y && box.x + box.width <= seen.x + seen.width && box.y + box.height <= seen.y + seen.height;
    if (!inside) look(box.x + box.width / 2 - seen.width / 2, box.y + box.height / 2 - seen.height / 2, seen.width);
  });

  let held = null, moved = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch" || seen.width >= all.width) return;
    held = point(event);
    moved = false;
  });
  svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    const at = point(event);
    if (!moved && Math.hypot(at.x - held.x, at.y - held.y) * (svg.clientWidth / seen.width) < 4) return;
    moved = true;
    svg.classList.add("held");
    look(seen.x + held.x - at.x, seen.y + held.y - at.y, seen.width);
  });
  window.addEventListener("pointerup", () => {
    held = null;
    svg.classList.remove("held");
  });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => {
    if (moved) event.preventDefault(); // it was moved, not followed
    moved = false;
  }, true);
}
