// Puts messages that come from the server where they belong; leaves writing new ones to writing.js.
import { me } from "./wire.js";

const list = document.getElementById("messages");
const scroll = document.getElementById("scroll");

function element(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim(); // made by the server's own templates, where everything that people write is escaped
  return holder.content.firstElementChild;
}

export function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
}

function isAtEnd() {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
}

export function receive(data) {
  const follow = isAtEnd();
  const standing = document.getElementById(`m-${data.id}`);
  if (data.op === "remove") remove(data, standing);
  else if (standing) replace(standing, element(data.html), data);
  else if (data.op === "thread") append(list, element(data.html));
  else if (data.op === "reply") reply(data);
  document.getElementById("empty").hidden = list.children.length > 0;
  if (follow && data.op === "thread") toEnd();
}

function append(parent, child) {
  child.classList.add("arrived");
  parent.append(child);
}

function reply(data) {
  const replies = document.getElementById(`r-${data.root}`);
  if (!replies) return;
  const item = document.createElement("li");
  item.append(element(data.html));
  append(replies, item);
  const bottom = item.getBoundingClientRect().bottom - scroll.getBoundingClientRect().bottom;
  if (bottom > 0 && bottom < 400) scroll.scrollTop += bottom + 60;
}

function replace(standing, fresh, data) {
  if (data.op === "thread") fresh = fresh.querySelector("article.message");
  // Somebody who edits keeps the box; what was changed meanwhile shows when it is closed.
  if (standing.querySelector(".editor")) return;
  const focused = standing.contains(document.activeElement) ? document.activeElement : null;
  if (!standing.classList.contains("folded")) fresh.classList.remove("folded");
  standing.replaceWith(fresh);
  fresh.classList.add("lit");
  if (focused) refocus(fresh, focused);
}

function refocus(fresh, focused) {
  const action = focused.dataset.action;
  const same = action && [...fresh.querySelectorAll("[data-action]")].find((one) => one.dataset.action === action);
  (same || fresh).focus({ preventScroll: true });
}

function remove(data, standing) {
  if (!standing) return;
  const item = standing.closest("li");
  const hadFocus = item.contains(document.activeElement);
  const day = item.querySelector(":scope > .day");
  const next = item.nextElementSibling;
  if (day && next && !next.querySelector(":scope > .day")) next.prepend(day);
  const near = item.closest(".hanging")?.previousElementSibling || next?.querySelector("article");
  item.remove();
  if (hadFocus) (near || scroll).focus({ preventScroll: true });
}

export function hears(text) {
  if (!text) return;
  document.getElementById("heard").textContent = text;
  if (document.hidden && !document.title.startsWith("• ")) document.title = `• ${document.title}`;
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) document.title = document.title.replace(/^• /, "");
});

export function goTo(asked) {
  const here = asked.get("id")
    ? document.getElementById(`m-${asked.get("id")}`)
    : [...document.querySelectorAll("article[data-key]")].find((one) => one.dataset.key === asked.get("key"));
  if (here) {
    here.closest(".is-folded")?.classList.remove("is-folded");
    here.scrollIntoView({ block: "center" });
    here.focus({ preventScroll: true });
    here.classList.add("lit");
    return;
  }
  asked.set("as", me.as);
  asked.set("lang", me.lang);
  location.href = `/chat/go?${asked}`;
}
