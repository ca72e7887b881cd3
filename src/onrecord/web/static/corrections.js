// Correcting with a script: the review goes on without another page, names are completed, the reason goes along.

import { tell } from "./room.js";

let busy = false;

/** Fetches a page and puts what it has in the place of what is shown; the focus goes to what it asks about. */
async function swap(address, options = {}) {
  if (busy) return;
  busy = true;
  try {
    const answer = await fetch(address, { ...options, redirect: "follow" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const made = page.getElementById("review");
    if (!made) {
      tell(document.getElementById("told").dataset.failed);
      return;
    }
    document.getElementById("review").replaceWith(document.adoptNode(made));
    const said = page.getElementById("changed");
    document.getElementById("changed").replaceChildren(...(said.querySelector("p") ? said.childNodes : []));
    for (const id of ["undo", "redo", "correcting"]) {
      document.querySelector(`#${id} [name=next]`).value = page.querySelector(`#${id} [name=next]`).value;
    }
    history.replaceState(null, "", answer.url);
    const focus = document.querySelector("[data-autofocus]");
    focus?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  } catch {
    tell(document.getElementById("told").dataset.offline);
  } finally {
    busy = false;
  }
}

function reason() {
  return document.querySelector("[data-why]")?.value;
}

// What a form sends: the reason that stands in its field now, and the place in the page to come back to.
document.addEventListener("formdata", (event) => {
  if (event.target.method !== "post" || !event.formData.has("next")) return;
  const path = new URL(event.target.action).pathname;
  if (reason() !== undefined && (path === "/corrections" || path.startsWith("/people/"))) {
    event.formData.set("why", reason());
    event.formData.set("reasoned", "1"); // an empty reason is one too
  }
  const next = event.formData.get("next");
  if (location.hash && next === location.pathname + location.search) event.formData.set("next", next + location.hash);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const of_review = form.closest("[data-swap]") || (document.querySelector("[data-swap]") && form.matches("#undo, #redo, #changed form"));
  if (!of_review || event.defaultPrevented) return;
  event.preventDefault();
  const values = new URLSearchParams(new FormData(form, event.submitter));
  if (form.method === "get") swap(`${form.action}?${values}`);
  else swap(form.action, { method: "POST", body: values });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-swap] a[href^='/review']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button || event.defaultPrevented) return;
  event.preventDefault();
  swap(link.href);
});

// All that are shown.
document.addEventListener("change", (event) => {
  const name = event.target.dataset.all;
  if (!name) return;
  for (const box of event.target.form.querySelectorAll(`input[name="${name}"]`)) box.checked = event.target.checked;
});

// Names. The list of a field is filled with those of the document and of the record that begin so.
let waiting = 0;
document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.dataset?.complete === undefined || !field.list) return;
  clearTimeout(waiting);
  const begun = field.value.split(";").at(-1).trim();
  if (begun.length < 2 || begun.endsWith(")")) return;
  waiting = setTimeout(async () => {
    const asked = new URLSearchParams({ q: begun, ref: field.dataset.complete });
    const answer = await fetch(`/corrections/names?${asked}`).catch(() => null);
    if (!answer?.ok) return;
    const before = field.value.slice(0, field.value.lastIndexOf(";") + 1);
    field.list.replaceChildren(...(await answer.json()).map(({ value, label }) => {
      const option = document.createElement("option");
      option.value = before ? `${before} ${value}` : value;
      if (label) option.label = label;
      return option;
    }));
  }, 150);
});

// Escape leaves a field, so that keys work again.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches?.("main input, main textarea, main select")) event.target.blur();
});
