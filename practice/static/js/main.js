// The practice park: opens phones, keeps them side by side, and lets them hear what happens.
import * as api from "./api.js";
import { ask, button, h } from "./dom.js";
import { Clock, Faults, languageButton } from "./levers.js";
import { icon } from "./icons.js";
import { follow } from "./live.js";
import { choosePeople, firstThree } from "./people.js";
import { Phone } from "./phone.js";
import { language, t } from "./texts.js";

const query = new URLSearchParams(location.search);
const open = new Map(); // chat -> Phone
const unread = new Map(); // chat -> number, for phones out of sight
let people = [];
let bot = null;
const bar = document.getElementById("bar");
const tabs = document.getElementById("tabs");
const park = document.getElementById("park");
const sign = h("div", { class: "sign", role: "status" });
const trouble = (problem) => ask(t("title"), h("p", {}, `${t("failed")}${problem.message}`), button(t("ok"), (event) => event.target.closest("dialog").close()));
const clock = new Clock(trouble);
const faults = new Faults(trouble);

async function begin() {
  document.documentElement.lang = language === "en" ? "en" : "zh-CN";
  document.title = t("title");
  tabs.setAttribute("aria-label", t("people"));
  bar.append(h("h1", {}, t("title")), chooser(), stranger(), clock.element, faults.element, languageButton(), sign);
  const listed = await api.phones();
  ({ phones: people, bot } = listed);
  for (const wish of await wanted()) await openPhone(wish).catch(trouble);
  if (!open.size) empty();
  else focus([...open.values()][0]);
  follow(listed.event, heard, connection);
}

// What could not be fetched while the park was away is fetched when it is back.
let stale = false;
const away = () => { stale = true; };

function connection(connected) {
  sign.textContent = connected ? "" : t("reconnecting");
  if (!connected || !stale) return;
  stale = false;
  faults.load();
  chatChanged().catch(away);
  for (const each of open.values()) renew(each).catch(away);
}

function chooser() {
  const show = async () => {
    ({ phones: people } = await api.phones());
    choosePeople(people, (person) => open.has(person.chat_id), (person) => openPhone({ code: person.code }).catch(trouble));
  };
  return button([icon("people"), t("people")], () => show().catch(trouble), { class: "chip", id: "choose" });
}

function stranger() {
  const add = () => openPhone({ name: t("strangerName"), start: false, language_code: language === "en" ? "en" : "zh-hans" });
  return button(t("stranger"), () => add().catch(trouble), { class: "chip", id: "stranger" });
}

// Which phones to show first: those asked for, an invited stranger, or three typical people.
async function wanted() {
  if (query.get("start")) return [invited(query.get("start"))];
  const codes = (query.get("phones") ?? "").split(",").filter(Boolean);
  if (codes.length) return codes.map((code) => ({ code }));
  return firstThree(people).map(({ code }) => ({ code }));
}

function invited(token) {
  const known = sessionStorage.getItem(`invited-${token}`);
  const wish = { start: false, token };
  return known && people.some((person) => person.code === known) ? { ...wish, code: known } : { ...wish, name: t("strangerName") };
}

async function openPhone({ token, ...wish }) {
  const about = await api.openPhone(wish);
  if (open.has(about.chat_id)) {
    focus(open.get(about.chat_id));
    return;
  }
  const phone = new Phone(about, bot, closePhone);
  if (token) {
    phone.start = token;
    sessionStorage.setItem(`invited-${token}`, about.code);
  }
  if (!open.size) park.replaceChildren();
  open.set(phone.chat, phone);
  park.append(phone.element);
  await phone.load();
  remember();
  focus(phone);
}

function closePhone(phone) {
  open.delete(phone.chat);
  phone.element.remove();
  if (!open.size) empty();
  remember();
}

function empty() {
  park.replaceChildren(h("p", { class: "empty" }, people.length ? t("choose") : t("noPeople")));
}

function focus(phone) {
  phone.element.scrollIntoView({ inline: "nearest", block: "nearest" });
  unread.delete(phone.chat);
  drawTabs();
}

// The address keeps the choice, so that a reload or a bookmark shows the same phones.
function remember() {
  const address = new URL(location.href);
  if (!address.searchParams.has("start")) {
    address.searchParams.set("phones", [...open.values()].map((phone) => phone.about.code).join(","));
    history.replaceState(null, "", address);
  }
  drawTabs();
}

function drawTabs() {
  const closed = [...unread.keys()].filter((chat) => !open.has(chat));
  const named = (chat) => people.find((person) => person.chat_id === chat);
  tabs.replaceChildren(
    ...[...open.values()].map((phone) => tab(phone.about.name, phone.chat, () => focus(phone), "tab")),
    ...closed.filter(named).map((chat) => tab(named(chat).name, chat, () => openPhone({ code: named(chat).code }).catch(trouble), "tab closed")),
  );
}

function tab(name, chat, onclick, kind) {
  const count = unread.get(chat);
  const badge = count ? h("span", { class: "badge", "aria-label": `${count} ${t("unread")}` }, String(count)) : null;
  return button([name, badge], onclick, { class: inSight(chat) ? `${kind} current` : kind });
}

function inSight(chat) {
  const box = open.get(chat)?.element.getBoundingClientRect();
  return Boolean(box) && !document.hidden && box.left > -box.width / 2 && box.left < innerWidth - box.width / 2;
}

function heard(kind, event) {
  const phone = open.get(event.chat_id);
  if (kind === "clock") clock.show(event);
  else if (kind === "faults") faults.show(event);
  else if (kind === "reset") for (const each of open.values()) each.load().catch(away);
  else if (kind === "commands") for (const each of open.values()) renew(each).catch(away);
  else if (kind === "chat") chatChanged(phone).catch(away);
  else if (kind === "toast") phone?.answered(event);
  else if (kind === "deleted") phone?.remove(event.message_id);
  else if (event.message) arrived(kind, event, phone);
}

function arrived(kind, event, phone) {
  phone?.put(event.message, event.by_bot, event.event);
  if (kind !== "message" || !event.by_bot) return;
  if (inSight(event.chat_id)) phone.act("read");
  else unread.set(event.chat_id, (unread.get(event.chat_id) ?? 0) + 1);
  drawTabs();
}

async function renew(phone) {
  phone.refresh(await api.phone(phone.chat));
}

async function chatChanged(phone) {
  if (phone) await renew(phone);
  ({ phones: people } = await api.phones());
}

// Seen is read: in a narrow window after a swipe, in a wide one at once.
function looked() {
  for (const chat of unread.keys()) {
    if (inSight(chat)) {
      unread.delete(chat);
      open.get(chat).act("read");
    }
  }
  drawTabs();
}

let looking = 0;
park.addEventListener("scroll", () => {
  clearTimeout(looking);
  looking = setTimeout(looked, 120);
});
document.addEventListener("visibilitychange", looked);
begin().catch(trouble);
