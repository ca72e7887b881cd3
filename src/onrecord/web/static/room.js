// What every page of the room can do with a script; without one all of it still reads.

const root = document.documentElement;
root.classList.add("scripted");

/** Says something to whoever looks, and to a screen reader. */
export function tell(words) {
  const place = document.getElementById("told");
  place.textContent = words;
  place.classList.add("shown");
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => place.classList.remove("shown"), 4000);
}

/** Puts words on the clipboard. */
export async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    tell(document.getElementById("told").dataset.copied);
  } catch {
    tell(words);
  }
}

// Keys. An element with data-key="g h" is pressed, or given the focus, by these keys one after the other; a module may
// bind others with keys.bind. The sheet behind "?" lists them all.
const bound = new Map();
export const keys = {
  /** Binds keys ("j", "g h", "Escape") to a function; `label` is told in the sheet. */
  bind(sequence, label, act) {
    bound.set(sequence, { label, act });
  },
  unbind(sequence) {
    bound.delete(sequence);
  },
};
const STORED = "onrecord-keys";
const WAIT = 1200; // milliseconds between the keys of a sequence
let typed = "", timer = 0;

function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function labelled(element) {
  return element.dataset.keyLabel || element.getAttribute("aria-label") || element.textContent.replace(/\s*\?$/, "").trim();
}

function all() {
  const found = new Map();
  for (const element of document.querySelectorAll("[data-key]")) {
    if (!element.checkVisibility || element.checkVisibility()) {
      found.set(element.dataset.key, { label: labelled(element), act: () => press(element) });
    }
  }
  for (const [sequence, one] of bound) found.set(sequence, one);
  return found;
}

function press(element) {
  if (element.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select")) element.focus();
  else element.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
  const writing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]");
  if (writing || document.querySelector("dialog[open]") || (stored(STORED) === "off" && event.key.length === 1 && event.key !== "?")) return;
  clearTimeout(timer);
  typed = (typed ? `${typed} ` : "") + event.key;
  const known = all();
  const one = known.get(typed) || known.get(event.key);
  if (one) {
    event.preventDefault();
    typed = "";
    one.act(event);
  } else if ([...known.keys()].some((sequence) => sequence.startsWith(`${typed} `))) {
    timer = setTimeout(() => (typed = ""), WAIT);
  } else typed = "";
});

function showKeys() {
  const dialog = document.getElementById("keys");
  const rows = [...all()].map(([sequence, { label }]) => {
    const term = document.createElement("dt"), meaning = document.createElement("dd");
    for (const key of sequence.split(" ")) {
      const shown = document.createElement("kbd");
      shown.textContent = key;
      term.append(shown, " ");
    }
    meaning.textContent = label;
    const row = document.createElement("div");
    row.append(term, meaning);
    return row;
  });
  dialog.querySelector("dl").replaceChildren(...rows);
  const on = document.getElementById("keys-on");
  on.checked = stored(STORED) !== "off";
  dialog.showModal();
}

document.getElementById("keys-on").addEventListener("change", (event) => {
  try {
    localStorage.setItem(STORED, event.target.checked ? "on" : "off");
  } catch {
    // private windows keep nothing; the keys work until the page is left
  }
});

document.addEventListener("click", (event) => {
  const element = event.target.closest("[data-copy], [data-copy-address], [data-show]");
  if (!element) return;
  if (element.dataset.show === "#keys") showKeys();
  else if (element.dataset.copy) copy(document.querySelector(element.dataset.copy).textContent.trim());
  else if (element.dataset.address) copy(element.dataset.address);
});

// A form that asks before it is sent.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset?.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// The colours change at once; the cookie is read when the next page is made.
document.querySelector("form.theme").addEventListener("submit", (event) => {
  const theme = event.submitter?.value;
  if (theme !== "light" && theme !== "dark") return;
  event.preventDefault();
  root.dataset.theme = theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `onrecord-theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  document.querySelector(theme === "dark" ? ".to-light" : ".to-dark").focus();
});

// htmx: what failed is said.
document.body.addEventListener("htmx:responseError", () => tell(document.getElementById("told").dataset.failed));
document.body.addEventListener("htmx:sendError", () => tell(document.getElementById("told").dataset.offline));

for (const menu of document.querySelectorAll("details.menu")) {
  document.addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
