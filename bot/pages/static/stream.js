// Listens to the server's events and comes back when the line is lost; leaves what they mean to app.js.
import { cursor, me, say } from "./wire.js";

export function listen(handlers) {
  const asked = new URLSearchParams({ as: me.as, in: me.in, lang: me.lang, after: cursor });
  const source = new EventSource(`/chat/stream?${asked}`);
  const lost = document.getElementById("lost");
  source.addEventListener("open", () => {
    lost.hidden = true;
    say("listening");
  });
  source.addEventListener("error", () => {
    lost.hidden = false;
    // A refused stream is not tried again by the browser; a fresh page asks for a fresh one.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 3000);
  });
  source.addEventListener("reset", () => {
    source.close();
    location.reload();
  });
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  }
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
