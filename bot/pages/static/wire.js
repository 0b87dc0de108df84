// Posts to the server and tells what came of it; leaves what is posted to the others.
const body = document.body.dataset;

export const me = { as: body.as, in: body.in, lang: body.lang };
export const words = JSON.parse(body.words);
export const most = Number(body.most);
export const cursor = body.cursor;

export async function post(deed, values) {
  try {
    const response = await fetch(`/chat/${deed}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": body.token },
      body: JSON.stringify({ ...values, as: me.as, lang: me.lang }),
    });
    const kind = response.headers.get("Content-Type") || "";
    if (kind.startsWith("application/json")) return await response.json();
    return response.ok ? {} : { problem: response.status === 413 ? tooLong(values.text || "") : words.broken };
  } catch {
    return { problem: words.no_contact };
  }
}

export function size(text) {
  return new TextEncoder().encode(text).length;
}

export function tooLong(text) {
  return words.too_long.replace("{kb}", Math.ceil(size(text) / 1000)).replace("{most}", Math.floor(most / 1000));
}

export function setBusy(element) {
  element.setAttribute("aria-busy", "true");
  return () => element.removeAttribute("aria-busy");
}

let toastTimer;
export function toast(text) {
  const box = document.getElementById("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (box.hidden = true), 6000);
}

export function say(state) {
  document.body.dataset.state = state;
}
