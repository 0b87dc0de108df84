// The boxes one writes in: keeps drafts, checks the length, sends; leaves showing the message to the server.
import { toEnd } from "./messages.js";
import { followNewest, refreshPanel } from "./panel.js";
import { me, most, post, setBusy, size, tooLong, words } from "./wire.js";

const main = document.getElementById("writer");
const draftKey = (root) => `draft:${me.as}:${me.in}:${root}`;

export function prepareWriters() {
  restoreDraft(main);
  keepDraft(main);
}

function keepDraft(form) {
  const box = form.elements.text;
  box.addEventListener("input", () => {
    sessionStorage.setItem(draftKey(form.dataset.root), box.value.slice(0, 20000));
    problem(form, size(box.value) > most ? tooLong(box.value) : "");
  });
}

function restoreDraft(form) {
  form.elements.text.value = sessionStorage.getItem(draftKey(form.dataset.root)) || "";
}

function problem(form, text) {
  const place = form.querySelector("[data-problem]");
  if (place.textContent === text && place.hidden === !text) return;
  place.textContent = text;
  place.hidden = !text;
  form.elements.text.toggleAttribute("aria-invalid", Boolean(text));
}

export async function send(form) {
  const box = form.elements.text;
  const text = box.value;
  if (form.getAttribute("aria-busy") === "true") return;
  if (!text.trim()) return void (form === main ? box.focus() : problem(form, words.empty_text));
  if (size(text) > most) return void problem(form, tooLong(text));
  const done = setBusy(form);
  const editing = form.classList.contains("editor");
  const article = form.closest("article.message");
  const answer = editing
    ? await post("edit", { id: article.dataset.id, text })
    : await post("say", { channel: me.in, text, thread: form.dataset.root });
  done();
  problem(form, answer.problem || "");
  if (answer.problem) return void box.focus();
  if (editing) return void finishEdit(article, text);
  box.value = "";
  sessionStorage.removeItem(draftKey(form.dataset.root));
  document.getElementById("try")?.remove();
  if (form === main) {
    followNewest();
    refreshPanel();
    toEnd();
    box.focus();
  } else {
    form.previousElementSibling.hidden = false;
    form.previousElementSibling.focus({ preventScroll: true });
    form.remove();
  }
}

export function openReply(root) {
  const button = document.querySelector(`#t-${CSS.escape(root)} > .hanging > .answer`);
  if (!button) return;
  let form = button.nextElementSibling;
  if (!form) {
    form = document.getElementById("reply-template").content.cloneNode(true).firstElementChild;
    form.dataset.root = root;
    button.after(form);
    button.hidden = true;
    restoreDraft(form);
    keepDraft(form);
    form.addEventListener("keydown", (event) => event.key === "Escape" && closeReply(form, button));
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget) && !form.elements.text.value && !form.hasAttribute("aria-busy")) closeReply(form, button, false);
    });
  }
  form.elements.text.focus();
  form.scrollIntoView({ block: "nearest" });
}

function closeReply(form, button, focus = true) {
  button.hidden = false;
  // The focus goes first: it cannot leave a box that is being removed.
  if (focus) button.focus();
  form.remove();
}

export function beginEdit(article) {
  const text = article.querySelector(".written");
  if (!text || article.querySelector(".editor")) return;
  const form = document.getElementById("edit-template").content.cloneNode(true).firstElementChild;
  form.elements.text.value = text.textContent;
  form.addEventListener("keydown", (event) => event.key === "Escape" && cancelEdit(article));
  text.hidden = true;
  text.after(form);
  form.elements.text.focus();
}

export function cancelEdit(article) {
  article.querySelector(".editor")?.remove();
  const text = article.querySelector(".written");
  if (text) text.hidden = false;
  article.focus();
}

function finishEdit(article, text) {
  article.querySelector(".written").textContent = text.trim();
  cancelEdit(article);
}

export function tryExample(text) {
  const box = main.elements.text;
  box.value = text;
  box.dispatchEvent(new Event("input"));
  box.focus();
  box.setSelectionRange(text.length, text.length);
}
