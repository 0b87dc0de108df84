// Forms in a dialog: opens them, sends them, shows what has to be corrected; leaves what they ask to the server.
import { post, setBusy, words } from "./wire.js";

const dialog = document.getElementById("dialog");
let opener = null;

export function openDialog(content, message = null) {
  if (!dialog.open) {
    opener = document.activeElement;
    dialog.dataset.from = message?.id || "";
  }
  if (typeof content === "string") {
    dialog.innerHTML = content; // made by the server's own template, where all values are escaped
  } else {
    dialog.replaceChildren(content);
  }
  if (!dialog.open) dialog.showModal();
  const first = dialog.querySelector("[aria-invalid]") || dialog.querySelector("input, textarea, select") || dialog.querySelector("button");
  first?.focus();
}

export function wireDialog() {
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.getAttribute("aria-busy") === "true") return;
    const done = setBusy(form);
    const answer = form.dataset.delete
      ? await post("delete", { id: form.dataset.delete })
      : await post("fill", { form: form.dataset.form, about: form.dataset.about, values: values(form) });
    done();
    if (answer.form) openDialog(answer.form);
    else if (answer.problem) tell(form, answer.problem);
    else dialog.close();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest('[data-do="close-dialog"]')) dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.replaceChildren();
    // The button may be gone with the old card, or put away in a closed menu.
    const message = document.getElementById(dialog.dataset.from);
    const back = message ? message.querySelector(".more > summary") || message : opener;
    back?.focus();
  });
}

function values(form) {
  const found = {};
  for (const field of form.elements) {
    if (field.name) found[field.name] = field.type === "checkbox" ? (field.checked ? "yes" : "") : field.value;
  }
  return found;
}

function tell(form, problem) {
  const place = form.querySelector("[data-problem]");
  place.textContent = problem || words.broken;
  place.hidden = false;
}
