// Builds elements. Text always becomes a text node: nothing that people write is ever read as HTML.

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name in element && typeof value !== "string") element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

export function button(label, onclick, properties = {}) {
  return h("button", { type: "button", onclick, ...properties }, label);
}

export function iconButton(sign, label, onclick, properties = {}) {
  return button(h("span", { "aria-hidden": "true" }, sign), onclick, { "aria-label": label, title: label, ...properties });
}

// A button with a small menu under it; Escape and a click elsewhere close it.
export function menu(summary, items, properties = {}) {
  const details = h("details", { class: "menu", ...properties }, summary, h("div", { class: "menu-items" }, items));
  details.addEventListener("keydown", (event) => event.key === "Escape" && close(details));
  details.addEventListener("click", (event) => event.target.closest(".menu-items button") && close(details));
  return details;
}

function close(details) {
  details.open = false;
  details.querySelector("summary").focus();
}

document.addEventListener("pointerdown", (event) => {
  for (const details of document.querySelectorAll("details.menu[open]")) {
    if (!details.contains(event.target)) details.open = false;
  }
});

export function ask(title, body, actions) {
  const dialog = h("dialog", { "aria-label": title }, h("h2", {}, title), body, h("div", { class: "actions" }, actions));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
