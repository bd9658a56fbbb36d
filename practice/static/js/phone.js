// One phone: the chat of one person with the bot.
import { act, messages, openPhone } from "./api.js";
import { ask, button, h, menu } from "./dom.js";
import { Composer } from "./composer.js";
import { icon } from "./icons.js";
import { bubble } from "./message.js";
import { dayOf, roleName, t } from "./texts.js";

const TOAST_TIME = 4000;
const PRESS_TIME = 8000;

export class Phone {
  constructor(about, bot, onClose) {
    Object.assign(this, { about, bot, onClose, chat: about.chat_id, start: "", shown: new Map(), pressed: new Set() });
    this.log = h("div", { class: "log", role: "log", "aria-label": `${about.name} ${t("chat")}`, tabindex: "0" });
    this.composer = new Composer(this);
    this.starter = this.startPanel();
    this.status = h("span", { class: "status" });
    this.toasts = h("div", { class: "toasts", role: "status" });
    this.element = this.frame();
    this.refresh(about);
  }

  frame() {
    const screen = h("div", { class: "screen" }, this.header(), this.log, this.starter, this.composer.element, this.toasts);
    return h("section", { class: "phone", "data-code": this.about.code, "aria-label": `${this.about.name}${t("phoneOf")}` }, this.owner(), screen);
  }

  owner() {
    const roles = this.about.roles.map(roleName).join("、");
    return h("h2", { class: "owner" }, h("b", {}, this.about.name), h("span", {}, [roles, this.about.place].filter(Boolean).join(" · ")));
  }

  header() {
    const face = h("span", { class: "face", "aria-hidden": "true" }, this.bot.first_name.slice(0, 1));
    return h("header", {}, face, h("div", { class: "peer" }, h("b", {}, this.bot.first_name), this.status), this.menu());
  }

  menu() {
    this.blocker = button("", () => this.act(this.about.blocked ? "unblock" : "block"));
    const items = [
      this.blocker,
      button(t("repeat"), () => this.act("repeat")),
      button(t("speakChinese"), () => this.speak("zh-hans")),
      button(t("speakEnglish"), () => this.speak("en")),
      button(t("closePhone"), () => this.onClose(this)),
    ];
    return menu(h("summary", { class: "icon", "aria-label": t("more"), title: t("more") }, icon("dots")), items);
  }

  startPanel() {
    const begin = button(t("start"), () => this.act("text", { text: `/start ${this.start}`.trim() }), { class: "start" });
    return h("div", { class: "starter", hidden: true }, h("p", {}, t("startHint")), begin);
  }

  speak(language) {
    return this.attempt(async () => this.refresh(await openPhone({ code: this.about.code, language_code: language, start: false })));
  }

  refresh(about) {
    Object.assign(this.about, about);
    this.status.textContent = about.blocked ? t("blocked") : t("bot");
    this.blocker.textContent = t(about.blocked ? "unblock" : "block");
    this.composer.showCommands(about.commands ?? []);
    this.showStarter();
  }

  showStarter() {
    const silent = !this.about.started;
    this.starter.hidden = !silent;
    this.composer.element.hidden = silent;
  }

  async load() {
    const news = await messages(this.chat);
    this.shown.clear();
    this.log.replaceChildren();
    this.composer.showKeyboard(null);
    for (const item of news.messages) this.put(item.message, item.by_bot, item.event);
    this.log.setAttribute("aria-live", "polite");
    this.act("read");
  }

  // New or changed; an older state than the one shown is not news.
  put(message, byBot, event) {
    const known = this.shown.get(message.message_id);
    if (known && known.event >= event) return;
    const atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
    const element = bubble(message, byBot, this.actions());
    if (known) known.element.replaceWith(element);
    else this.append(message, element);
    this.shown.set(message.message_id, { element, event, message });
    if (byBot && message.reply_markup && !message.reply_markup.inline_keyboard) this.keyboard(message);
    if (atEnd || (!byBot && !known)) this.toEnd();
  }

  append(message, element) {
    const day = dayOf(message.date);
    if (day !== this.day || !this.shown.size) this.log.append(h("div", { class: "day" }, day));
    this.day = day;
    const group = message.media_group_id;
    if (group && group === this.group) element.classList.add("joined");
    this.group = group;
    this.log.append(element);
    if (!this.about.started && !element.classList.contains("theirs")) this.refresh({ ...this.about, started: true });
  }

  keyboard(message) {
    this.composer.showKeyboard(message.reply_markup);
    if (message.reply_markup.force_reply) this.composer.settle({ kind: "reply", message });
  }

  toEnd() {
    requestAnimationFrame(() => this.log.scrollTo({ top: this.log.scrollHeight }));
  }

  remove(messageId) {
    this.shown.get(messageId)?.element.remove();
    this.shown.delete(messageId);
  }

  actions() {
    return {
      reply: (message) => this.composer.settle({ kind: "reply", message }),
      edit: (message) => this.composer.settle({ kind: "edit", message }),
      remove: (message) => this.act("delete", { message_id: message.message_id }),
      press: (message, key, element) => this.press(message, key, element),
      command: (text) => this.act("text", { text }),
      copy: (text) => navigator.clipboard.writeText(text).then(() => this.toast(t("copied"))),
      show: (messageId) => this.shown.get(messageId)?.element.scrollIntoView({ block: "center", behavior: "smooth" }),
    };
  }

  async press(message, key, element) {
    element.classList.add("pressed");
    this.pressed.add(element);
    setTimeout(() => this.release(), PRESS_TIME);
    const done = await this.act("press", { message_id: message.message_id, data: key.callback_data });
    if (!done) this.release();
  }

  release() {
    for (const element of this.pressed) element.classList.remove("pressed");
    this.pressed.clear();
  }

  answered({ text, alert }) {
    this.release();
    if (text && alert) ask(this.bot.first_name, h("p", {}, text), button(t("ok"), (event) => event.target.closest("dialog").close()));
    else if (text) this.toast(text);
  }

  toast(text) {
    const note = h("div", { class: "toast" }, text);
    this.toasts.append(note);
    setTimeout(() => note.remove(), TOAST_TIME);
  }

  act(deed, wish) {
    return this.attempt(() => act(this.chat, deed, wish));
  }

  async attempt(deed) {
    try {
      return (await deed()) ?? true;
    } catch (problem) {
      this.toast(`${t("failed")}${problem.message}`);
      return null;
    }
  }
}
