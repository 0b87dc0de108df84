// The panel "Vad händer?": which question it shows and when it is read anew; leaves its content to the server.
import { me } from "./wire.js";

const place = document.getElementById("panel");
const body = document.getElementById("panel-body");
let timer;
let asked = 0;

async function load(about) {
  const turn = ++asked;
  try {
    const response = await fetch(`/chat/panel?${new URLSearchParams({ as: me.as, lang: me.lang, about })}`);
    if (!response.ok || turn !== asked) return;
    const html = await response.text();
    const open = body.querySelector(".reasons")?.open;
    body.innerHTML = html; // made by the server's own template, where all values are escaped
    if (open) body.querySelector(".reasons")?.setAttribute("open", "");
  } catch {
    // The line above the messages tells already that the server is not there.
  }
}

export async function panel(about) {
  body.dataset.about = about;
  body.dataset.chosen = "yes";
  await load(about);
  if (getComputedStyle(place).position === "fixed") place.showPopover();
  body.scrollTop = 0;
  body.focus({ preventScroll: true });
}

// Until somebody chooses a question, and again after one has written, the panel follows the newest one.
export function followNewest() {
  delete body.dataset.chosen;
}

function newest() {
  const marked = document.querySelectorAll('.footer [data-do="panel"]');
  return marked.length ? marked[marked.length - 1].dataset.about : "";
}

export function refreshPanel() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!body.dataset.chosen) body.dataset.about = newest() || body.dataset.about;
    if (body.dataset.about) load(body.dataset.about);
  }, 150);
}
