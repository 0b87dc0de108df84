// Joins the parts of the chat page: what is clicked, typed and told by the server.
import { openDialog, wireDialog } from "./dialog.js";
import { goTo, hears, receive, toEnd } from "./messages.js";
import { panel, refreshPanel } from "./panel.js";
import { listen } from "./stream.js";
import { post, say, setBusy, toast, words } from "./wire.js";
import { beginEdit, cancelEdit, openReply, prepareWriters, send, tryExample } from "./writing.js";

const deeds = {
  async press(button, message) {
    if (button.getAttribute("aria-busy") === "true") return;
    const done = setBusy(button);
    closeMenus();
    const answer = await post("press", { id: message.dataset.id, action: button.dataset.action });
    done();
    if (answer.problem) toast(answer.problem);
    else if (answer.form) openDialog(answer.form, message);
  },
  async react(button, message) {
    closeMenus();
    const answer = await post("react", { id: message.dataset.id, reaction: button.dataset.reaction });
    if (answer.problem) toast(answer.problem);
  },
  async dismiss(_button, message) {
    const answer = await post("dismiss", { id: message.dataset.id });
    if (answer.problem) toast(answer.problem);
  },
  reply(button) {
    closeMenus();
    openReply(button.dataset.root);
  },
  edit(_button, message) {
    closeMenus();
    beginEdit(message);
  },
  "cancel-edit"(_button, message) {
    cancelEdit(message);
  },
  delete(_button, message) {
    closeMenus();
    const form = document.getElementById("delete-template").content.cloneNode(true);
    form.firstElementChild.dataset.delete = message.dataset.id;
    openDialog(form, message);
  },
  panel(button) {
    closeMenus();
    panel(button.dataset.about);
  },
  unfold(button) {
    const replies = document.getElementById(button.getAttribute("aria-controls"));
    replies.classList.remove("is-folded");
    replies.querySelector("article.folded")?.focus();
    button.remove();
  },
  async clock(button) {
    const done = setBusy(button);
    closeMenus();
    const answer = await post("clock", { to: button.dataset.to });
    done();
    toast(answer.problem || words.moved.replace("{now}", answer.words));
    refreshPanel();
  },
  try(button) {
    tryExample(button.textContent);
  },
  "hide-try"() {
    document.getElementById("try").remove();
    document.getElementById("text").focus();
  },
  theme() {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    const theme = dark ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=strict`;
  },
};

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
  const button = event.target.closest("[data-do]");
  if (button) deeds[button.dataset.do]?.(button, button.closest("article.message"));
  const link = event.target.closest('a[href^="/chat/go?"]');
  if (link) {
    event.preventDefault();
    goTo(new URL(link.href).searchParams);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = event.target.closest?.("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  const box = event.target;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && box.matches?.(".writer textarea, .editor textarea")) {
    event.preventDefault();
    box.form.requestSubmit();
  }
});

document.addEventListener("submit", (event) => {
  if (event.target.matches(".writer, .editor")) {
    event.preventDefault();
    send(event.target);
  }
});

document.getElementById("find-person").addEventListener("input", (event) => {
  const asked = event.target.value.trim().toLowerCase().split(/\s+/);
  let found = 0;
  for (const one of document.querySelectorAll("[data-find]")) {
    one.hidden = !asked.every((word) => one.dataset.find.includes(word));
    found += one.hidden ? 0 : 1;
  }
  for (const group of document.querySelectorAll("[data-group]")) group.hidden = !group.querySelector("[data-find]:not([hidden])");
  document.getElementById("nobody-found").textContent = found ? "" : words.nobody_found;
});

document.getElementById("find-person").addEventListener("keydown", (event) => {
  if (event.key === "Enter") document.querySelector("[data-find]:not([hidden]) a")?.click();
});

function badges(data) {
  for (const [attribute, counts] of [["channelBadge", data.channels], ["personBadge", data.people]]) {
    const selector = attribute === "channelBadge" ? "[data-channel-badge]" : "[data-person-badge]";
    for (const badge of document.querySelectorAll(selector)) {
      const count = counts[badge.dataset[attribute]] || 0;
      badge.hidden = count === 0;
      badge.firstElementChild.textContent = count;
    }
  }
  const total = Object.values(data.channels).reduce((sum, count) => sum + count, 0);
  document.querySelector("[data-total-badge]").hidden = total === 0;
}

prepareWriters();
wireDialog();
toEnd();
listen({
  message(data) {
    receive(data);
    hears(data.heard);
    refreshPanel();
  },
  badges,
  clock(data) {
    const now = document.getElementById("now");
    if (now.textContent !== data.words) now.textContent = data.words;
    now.dateTime = data.iso;
    refreshPanel();
  },
});
const asked = document.getElementById(location.hash.slice(1));
if (asked?.matches("article.message")) goTo(new URLSearchParams({ id: asked.dataset.id }));
say("ready");
