// What is pushed takes the place of what is shown; what the reader has opened or stands on stays so.
"use strict";
const FOLDS = "details[data-fold]";

function fold(within) {
  for (const each of within.querySelectorAll(FOLDS)) if (each.dataset.fold === "closed") each.open = false;
}

function replace(name, html) {
  const part = document.querySelector(`[data-part="${CSS.escape(name)}"]`);
  if (!part) return;
  const opened = new Map([...part.querySelectorAll(FOLDS)].map((each) => [each.id, each.open]));
  const stood = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.innerHTML = html;
  fold(part);
  for (const [id, open] of opened) {
    const again = id && document.getElementById(id);
    if (again) again.open = open;
  }
  if (stood) document.getElementById(stood)?.focus({ preventScroll: true });
  part.dispatchEvent(new CustomEvent("board:drawn", { bubbles: true }));
}

function listen(address) {
  const state = document.querySelector("[data-state]");
  const words = state.querySelector("[data-state-words]");
  const tell = (name) => {
    state.classList.toggle("on", name === "on");
    state.classList.toggle("off", name !== "on");
    if (words.textContent !== state.dataset[name]) words.textContent = state.dataset[name];
  };
  const source = new EventSource(address);
  const run = new URL(address, location.href).searchParams.get("mark")?.split("-")[0];
  source.onopen = () => tell("on");
  source.onmessage = (event) => {
    tell("on");
    if (document.body.dataset.unattended && run && !event.lastEventId.startsWith(`${run}-`)) location.reload();
    for (const [name, html] of Object.entries(JSON.parse(event.data))) replace(name, html);
  };
  source.onerror = () => {
    tell(source.readyState === EventSource.CLOSED ? "ended" : "lost");
    if (source.readyState === EventSource.CLOSED && document.body.dataset.unattended) setInterval(comeBack, 15000);
  };
}

// Nobody stands at a screen in a hall: it comes back by itself, but never to an error of the browser's.
async function comeBack() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.status < 500) location.reload();
  } catch {
    // the desk is not there yet
  }
}

// On paper nothing can be unfolded: every table is printed, and afterwards all is as it was.
let folded = [];
matchMedia("print").addEventListener("change", (event) => {
  if (event.matches) folded = [...document.querySelectorAll(`${FOLDS}:not([open])`)];
  for (const each of folded) each.open = event.matches;
});

fold(document);
if (document.body.dataset.events) listen(document.body.dataset.events);
