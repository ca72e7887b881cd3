// The form of a statement: words that are selected in the text are put into its fields.

import { selected } from "./selecting.js";

const text = document.getElementById("text");
const bar = document.getElementById("parts");
let span = null, words = "";

document.addEventListener("selectionchange", () => {
  const found = selected(text);
  bar.hidden = !found;
  if (!found) return;
  span = found;
  words = String(document.getSelection());
});

bar.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
bar.addEventListener("click", (event) => {
  const name = event.target.closest("[data-fill]")?.dataset.fill;
  if (!name || !span) return;
  const field = document.getElementById(name);
  field.value = `${span.start}-${span.end}`;
  document.querySelector(`#${name}-words bdi`).textContent = words;
  document.getSelection().removeAllRanges();
  bar.hidden = true;
  field.focus();
});
