// The list of people, grouped by role, from which phones are opened.
import { ask, button, h } from "./dom.js";
import { roleName, t } from "./texts.js";

// Of a large group these are shown before anything is searched for: the other roles are not far below.
const FIRST = 8;
const byCode = new Intl.Collator("en", { numeric: true });

export function choosePeople(people, isOpen, open) {
  const groups = grouped([...people].sort((one, other) => byCode.compare(one.code, other.code)));
  const filter = h("input", { type: "search", "aria-label": t("search"), placeholder: t("search") });
  const rows = groups.map(([role, members]) => section(role, members, isOpen, open));
  filter.addEventListener("input", () => narrow(rows, filter.value.trim().toLowerCase()));
  narrow(rows, "");
  const body = h("div", { class: "people" }, people.length ? filter : h("p", {}, t("noPeople")), rows);
  const dialog = ask(t("choose"), body, button(t("close"), (event) => event.target.closest("dialog").close()));
  return dialog;
}

function grouped(people) {
  const groups = new Map();
  for (const person of people) {
    const role = person.roles[0] ?? "other";
    groups.set(role, [...(groups.get(role) ?? []), person]);
  }
  return [...groups];
}

function section(role, members, isOpen, open) {
  return h("section", {}, h("h3", {}, roleName(role)), members.map((person) => row(person, isOpen(person), open)), h("small", { class: "more" }));
}

function row(person, opened, open) {
  const note = opened ? t("opened") : person.unread ? `${person.unread} ${t("unread")}` : "";
  const pressed = (event) => {
    event.target.closest("dialog").close();
    open(person);
  };
  const words = [h("b", {}, person.name), h("span", {}, person.place), h("small", {}, note)];
  return button(words, pressed, { class: "person", "data-find": `${person.name} ${person.place} ${person.code}`.toLowerCase() });
}

function narrow(sections, wanted) {
  for (const group of sections) {
    const rows = [...group.querySelectorAll(".person")];
    const found = rows.filter((element) => element.dataset.find.includes(wanted));
    const shown = new Set(wanted ? found : found.slice(0, FIRST));
    for (const element of rows) element.hidden = !shown.has(element);
    const left = found.length - shown.size;
    group.querySelector(".more").textContent = left ? `+ ${left} ${t("others")}` : "";
    group.hidden = !found.length;
  }
}

// A contact, a liaison (of the same place, if there is one) and the director: enough to see a matter through.
export function firstThree(people) {
  const contact = people.find((person) => person.roles.includes("contact"));
  const liaisons = people.filter((person) => person.roles.includes("liaison"));
  const own = liaisons.find((person) => contact && person.place.split("、").includes(contact.place));
  const director = people.find((person) => person.roles.includes("director"));
  return [...new Set([contact, own ?? liaisons[0], director].filter(Boolean))];
}
