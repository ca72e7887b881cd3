// Files that are too large are told before they are sent.

const form = document.querySelector("form[data-most]");
const files = document.getElementById("files"), told = form.querySelector(".too-large");

function fits() {
  const size = [...files.files].reduce((sum, file) => sum + file.size, 0), large = size > Number(form.dataset.most);
  told.hidden = !large;
  told.textContent = large ? form.dataset.tooLarge : "";
  return !large;
}
files.addEventListener("change", fits);
form.addEventListener("submit", (event) => fits() || event.preventDefault());
