// One panel after the other; who comes with a keyboard may stop it and turn the pages.
"use strict";
const SECONDS = 12;
const panels = () => [...document.querySelectorAll("[data-part]")].filter((each) => each.querySelector(".panel"));
const button = document.querySelector("nav button");
const dots = document.querySelector("nav ol");
let now = 0;
let stopped = false;

function show(which) {
  const all = panels();
  now = (which + all.length) % all.length;
  all.forEach((each, index) => each.classList.toggle("shown", index === now));
  dots.replaceChildren(...all.map((_, index) => {
    const dot = document.createElement("li");
    dot.classList.toggle("now", index === now);
    return dot;
  }));
  document.dispatchEvent(new CustomEvent("board:shown"));
}

function stop(wanted) {
  stopped = wanted;
  button.textContent = stopped ? button.dataset.go : button.dataset.stop;
  button.setAttribute("aria-pressed", String(stopped));
}

button.addEventListener("click", () => stop(!stopped));
document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight") show(now + 1);
  if (event.key === "ArrowLeft") show(now - 1);
});
setInterval(() => stopped || show(now + 1), SECONDS * 1000);
const asked = Number(new URLSearchParams(location.search).get("panel"));
show(Number.isInteger(asked) && asked > 0 ? asked - 1 : 0);
