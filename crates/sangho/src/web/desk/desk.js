// Keeps the desk current: listens for versions, fetches the live part, swaps what changed, says so.
// The page is complete without it.

const SILENCE = 40_000; // two and a half heartbeats
const say = document.getElementById("say");
const body = document.body;
let version = body.dataset.version;
let lastHeard = Date.now();
let fetching = false;
let wanted = null;

const lang = () => document.documentElement.lang;

/** Puts the new part in place of the old one; marks numbers that differ. Returns how many. */
function swap(fresh) {
  let changed = 0;
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const old = document.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!old || old.isEqualNode(part)) continue;
    for (const cell of part.querySelectorAll("[data-k]")) {
      const before = old.querySelector(`[data-k="${CSS.escape(cell.dataset.k)}"]`);
      if (before && before.textContent !== cell.textContent) {
        cell.classList.add("changed");
        cell.title = `${before.textContent} → ${cell.textContent}`;
        changed += 1;
      }
    }
    // The browser's map lives on; the drawing for paper and the words under it are new.
    const canvas = old.querySelector(".stage")?.parentElement;
    if (canvas) {
      canvas.querySelector("svg").replaceWith(part.querySelector(".canvas > svg"));
      part.querySelector(".canvas").replaceWith(canvas);
    }
    const focused = old.contains(document.activeElement) && document.activeElement.id;
    old.replaceWith(part);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
  return changed;
}

async function refresh(to) {
  wanted = to;
  if (fetching) return;
  fetching = true;
  try {
    while (wanted !== null && wanted !== version) {
      const target = wanted;
      const answer = await fetch(`/desk/fragment?lang=${lang()}`, { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const changed = swap(fresh);
      version = target;
      if (changed) say.textContent = body.dataset.changed.replace("{n}", changed);
      document.dispatchEvent(new Event("desk-changed"));
    }
  } catch {
    lastHeard = 0; // shown as stale until the next good word
  } finally {
    fetching = false;
    feed();
  }
}

function feed() {
  const stale = Date.now() - lastHeard > SILENCE;
  const line = document.getElementById("feed");
  const text = stale ? body.dataset.stale : body.dataset.live;
  body.classList.toggle("stale", stale);
  if (line && line.textContent !== text) line.textContent = text;
  if (stale && say.textContent !== text) say.textContent = text;
}

const events = new EventSource("/desk/events");
events.addEventListener("version", (event) => {
  lastHeard = Date.now();
  refresh(event.data);
});
events.addEventListener("beat", () => {
  lastHeard = Date.now();
  feed();
});
setInterval(feed, 5_000);

// `g` and a letter go to a section; keys typed into a field are left alone.
const places = { p: "people", l: "lifts", m: "map", q: "queue" };
let going = false;
addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = going && places[event.key];
  going = event.key === "g";
  if (place) document.getElementById(place)?.focus();
});

if ("map" in body.dataset) {
  import("./map.js").then((map) => map.start()).catch(() => {
    // The server's map stays.
  });
}
