// The lower end of a phone: reply keyboard, commands, attachments, typing box.
import { sendFiles } from "./api.js";
import { button, h, iconButton, menu } from "./dom.js";
import { icon } from "./icons.js";
import { closeButton, summary } from "./message.js";
import { samplePhoto, sampleVoice } from "./samples.js";
import { t } from "./texts.js";

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.context = null; // { kind: "reply" | "edit", message }
    this.box = h("textarea", { rows: 1, "aria-label": t("type"), placeholder: t("type"), enterkeyhint: "send" });
    this.about = h("div", { class: "context", hidden: true });
    this.keys = h("div", { class: "reply-keys", hidden: true, role: "group", "aria-label": t("keyboard") });
    this.commands = menu(h("summary", { class: "icon", "aria-label": t("commands"), title: t("commands") }, "/"), [], { class: "menu up" });
    this.element = h("div", { class: "lower" }, this.about, this.form(), this.keys);
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("input", () => this.grow());
  }

  form() {
    const send = iconButton(icon("send"), t("send"), undefined, { type: "submit", class: "icon send" });
    const submit = (event) => {
      event.preventDefault();
      this.send();
    };
    return h("form", { class: "composer", onsubmit: submit }, this.commands, this.attachments(), this.box, send);
  }

  attachments() {
    const sign = h("summary", { class: "icon", "aria-label": t("attach"), title: t("attach") }, icon("clip"));
    const items = [
      this.picker("photo", "photo", "image/*"),
      button([icon("picture"), t("samplePhoto")], async () => this.files("photo", [await samplePhoto()])),
      button([icon("picture"), t("sampleAlbum")], async () => this.files("photo", await Promise.all([1, 2, 3].map(samplePhoto)))),
      this.picker("file", "document", ""),
      button([icon("box"), t("bigFile")], () => this.files("document", [new File(["x"], "设备手册.pdf")], { declared_size: "26214400" })),
      button([icon("sound"), t("voice")], () => this.files("voice", [sampleVoice()])),
      this.picker("voiceFile", "voice", "audio/*"),
      button([icon("pin"), t("location")], () => this.phone.act("location")),
      button([icon("person"), t("contact")], () => this.phone.act("contact")),
    ];
    return menu(sign, items, { class: "menu up" });
  }

  picker(label, kind, accept) {
    const input = h("input", { type: "file", accept, multiple: kind !== "voice", hidden: true, tabindex: "-1" });
    input.addEventListener("change", () => {
      this.files(kind, [...input.files]);
      input.value = "";
    });
    const sign = { photo: "picture", document: "file", voice: "sound" }[kind];
    return h("span", {}, button([icon(sign), `${t(label)}…`], () => input.click()), input);
  }

  // The typed text becomes the caption.
  async files(kind, files, more = {}) {
    if (!files.length) return;
    const reply = this.context?.kind === "reply" ? { reply_to: this.context.message.message_id } : {};
    const caption = this.box.value.trim();
    await this.phone.attempt(() => sendFiles(this.phone.chat, kind, files, { caption, ...reply, ...more }));
    this.clear();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
    if (event.key === "Escape" && this.context) this.clear();
  }

  grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 140)}px`;
  }

  async send() {
    const text = this.box.value.trim();
    if (!text) return;
    const { kind, message } = this.context ?? {};
    const done = kind === "edit"
      ? await this.phone.act("edit", { message_id: message.message_id, text })
      : await this.phone.act("text", { text, reply_to: message?.message_id });
    if (done) this.clear();
  }

  clear() {
    this.box.value = "";
    this.settle(null);
    this.grow();
  }

  settle(context) {
    this.context = context;
    this.about.hidden = !context;
    this.about.replaceChildren();
    if (!context) return;
    const title = t(context.kind === "edit" ? "editing" : "replyTo");
    this.about.append(h("span", {}, h("b", {}, title), " ", summary(context.message)), closeButton(t("cancel"), () => this.clear()));
    if (context.kind === "edit") this.box.value = context.message.text ?? context.message.caption ?? "";
    this.grow();
    this.box.focus();
  }

  showCommands(commands) {
    const items = commands.map(({ command, description }) =>
      button([h("b", {}, `/${command}`), h("span", {}, description)], () => this.phone.act("text", { text: `/${command}` })));
    this.commands.querySelector(".menu-items").replaceChildren(...items);
    this.commands.hidden = !commands.length;
  }

  // The newest message with a word about the keyboard decides.
  showKeyboard(markup) {
    if (markup?.force_reply) return;
    const rows = markup?.keyboard ?? [];
    this.keys.replaceChildren(...rows.map((row) => h("div", { class: "row" }, row.map((key) => this.replyKey(key, markup)))));
    this.keys.hidden = !rows.length;
    this.box.placeholder = markup?.input_field_placeholder ?? t("type");
  }

  replyKey(key, markup) {
    const deed = key.request_contact ? ["contact"] : key.request_location ? ["location"] : ["text", { text: key.text }];
    const pressed = () => {
      this.phone.act(...deed);
      if (markup.one_time_keyboard) this.keys.hidden = true;
    };
    return button(key.text, pressed);
  }
}
