// The page of a document: cards beside their words, links to passages, sources and cues underlined on demand.

import { keys } from "./room.js";
import { selected } from "./selecting.js";

const text = document.getElementById("text");
const path = `/d/${text.dataset.document}`;

// A card beside the words of its statement.
let open = null;

async function cardOf(label) {
  const here = document.getElementById(`${label}-card`);
  if (here && here.closest("#statements")) return here.cloneNode(true);
  const answer = await fetch(`${path}/cards/${encodeURIComponent(label)}`);
  if (!answer.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".card");
}

function close() {
  open?.note.remove();
  open?.number.classList.remove("open");
  open = null;
}

async function show(number) {
  const again = open?.number === number;
  close();
  if (again) return;
  const card = await cardOf(number.id);
  if (!card) return;
  card.removeAttribute("id");
  const name = document.createElement("p"); // in the text it is no heading of the document
  name.className = "name";
  name.append(...card.firstElementChild.childNodes);
  card.firstElementChild.replaceWith(name);
  const note = document.createElement("div");
  note.className = "margin opened";
  note.append(card);
  number.closest("[data-start]").before(note);
  number.classList.add("open");
  open = { note, number };
}

text.addEventListener("click", (event) => {
  const number = event.target.closest("a.number[id]");
  if (!number || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  history.replaceState(null, "", `#${number.id}`);
  show(number);
});

const numbers = [...text.querySelectorAll("a.number[id]:not(.faint)")];
function step(by) {
  const at = numbers.indexOf(open?.number);
  const top = numbers.findIndex((number) => number.getBoundingClientRect().top > 80);
  const to = at >= 0 ? at + by : Math.max(0, top + (by < 0 ? -1 : 0));
  const number = numbers[Math.min(Math.max(to, 0), numbers.length - 1)];
  if (!number || open?.number === number) return;
  number.focus({ preventScroll: true });
  number.scrollIntoView({ block: "center" });
  show(number);
}
keys.bind("j", text.dataset.next, () => step(1));
keys.bind("k", text.dataset.previous, () => step(-1));
keys.bind("Escape", text.dataset.close, () => {
  const number = open?.number;
  close();
  number?.focus();
});

// Sources and cues.
const sources = document.getElementById("sources");
sources?.addEventListener("click", (event) => {
  event.preventDefault();
  const on = text.classList.toggle("sources");
  sources.setAttribute("aria-pressed", String(on));
});

// A link to a passage that is selected.
const bar = document.getElementById("selection");
document.addEventListener("selectionchange", () => {
  const found = selected(text);
  bar.hidden = !found;
  if (!found) return;
  const address = `${path}?p=${found.start}-${found.end}#p`;
  bar.querySelector("a").href = address;
  bar.querySelector("[data-copy-address]").dataset.address = location.origin + address;
  bar.querySelector("[data-mark]")?.setAttribute("href", `${path}/mark?p=${found.start}-${found.end}`);
});

// Whoever comes from elsewhere to a statement is told what this page is.
function arrived() {
  const number = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!number || !number.matches("a.number")) return;
  if (!document.referrer.startsWith(location.origin)) document.getElementById("linked")?.removeAttribute("hidden");
  if (open?.number !== number) show(number);
}
arrived();
window.addEventListener("hashchange", arrived);
