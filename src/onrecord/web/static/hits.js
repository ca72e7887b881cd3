// From one marked word to the next: n and p, the links at the foot of the window, or the words themselves.

const bar = document.getElementById("hits");
const places = [...document.querySelectorAll("a.hit[id]")];
const place = document.getElementById("hit-place");
let at = places.findIndex((one) => `#${one.id}` === location.hash);

/** The first place at or behind the words that the address names, so that n goes on from there. */
function before() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const from = target ? target : null;
  const next = places.findIndex((one) =>
    from ? from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING : one.getBoundingClientRect().top > 80);
  return next < 0 ? places.length - 1 : next - 1;
}

function go(to) {
  places[at]?.classList.remove("now");
  at = (to + places.length) % places.length;
  const one = places[at];
  one.classList.add("now");
  history.replaceState(null, "", `#${one.id}`);
  one.focus({ preventScroll: true });
  one.scrollIntoView({ block: "center" });
  place.textContent = bar.dataset.place.replace("{at}", at + 1).replace("{all}", places.length);
}

for (const link of bar.querySelectorAll("[data-hit]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const by = Number(link.dataset.hit);
    if (at < 0) {
      const last = before();
      go(by > 0 ? last + 1 : last);
    } else go(at + by);
  });
}
for (const one of places) {
  one.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(places.indexOf(one) + 1);
  });
}
