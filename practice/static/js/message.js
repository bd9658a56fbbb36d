// One message as a bubble with its buttons.
import { ask, button, h, iconButton, menu } from "./dom.js";
import { formatted, link, startOf } from "./formatting.js";
import { icon } from "./icons.js";
import { hourOf, t } from "./texts.js";

export function bubble(message, byBot, actions) {
  const content = [
    message.forward_origin && h("div", { class: "forwarded" }, `${t("forwarded")} ${origin(message.forward_origin)}`),
    message.reply_to_message && quote(message.reply_to_message, actions),
    media(message),
    words(message, actions),
    foot(message, byBot),
  ];
  const box = h("div", { class: "bubble" }, content, options(message, byBot, actions));
  return h(
    "article",
    { class: `message ${byBot ? "theirs" : "mine"}`, "data-id": message.message_id },
    box, message.reply_markup?.inline_keyboard && keyboard(message, actions),
  );
}

function origin(from) {
  return from.sender_user_name ?? from.sender_user?.first_name ?? "?";
}

function quote(message, actions) {
  const text = summary(message);
  return button([h("b", {}, message.from.first_name), h("span", {}, text)], () => actions.show(message.message_id), { class: "quote" });
}

export function summary(message) {
  const kind = ["photo", "document", "voice", "video", "audio", "sticker", "location", "contact"].find((name) => message[name]);
  const text = message.text ?? message.caption ?? "";
  return `${kind ? `[${t(kind === "voice" ? "voice" : kind)}] ` : ""}${text}`.slice(0, 80);
}

function words(message, actions) {
  const text = message.text ?? message.caption;
  if (!text) return null;
  return h("div", { class: "words" }, formatted(text, message.entities ?? message.caption_entities, actions.command));
}

function foot(message, byBot) {
  const edited = message.edit_date ? `${t("edited")} ` : "";
  return h("div", { class: "foot" }, edited, hourOf(message.date), byBot ? "" : h("span", { "aria-hidden": "true" }, " ✓"));
}

function media(message) {
  if (message.photo) return picture(message);
  if (message.sticker) return h("img", { class: "sticker", src: address(message.sticker), alt: "sticker" });
  if (message.video) return h("video", { controls: true, src: address(message.video) });
  if (message.voice || message.audio) return h("audio", { controls: true, preload: "none", src: address(message.voice ?? message.audio) });
  if (message.document) return file(message.document);
  if (message.location) return place(message.location, message.venue);
  return message.contact ? h("div", { class: "place" }, [icon("person"), `${message.contact.first_name} ${message.contact.phone_number}`]) : null;
}

const address = (file) => `files/${encodeURIComponent(file.file_id)}`;

function picture(message) {
  const full = message.photo.at(-1);
  const image = () => h("img", { src: address(full), alt: message.caption ?? t("photo"), width: full.width, height: full.height });
  const enlarge = () => ask(t("photo"), image(), closing()).classList.add("large");
  return button(image(), enlarge, { class: "picture", "aria-label": t("open") });
}

const closing = () => button(t("close"), (event) => event.target.closest("dialog").close());

function file(found) {
  const size = found.file_size < 1024 * 1024 ? `${Math.ceil(found.file_size / 1024)} KB` : `${(found.file_size / 1048576).toFixed(1)} MB`;
  const name = h("span", {}, h("b", {}, found.file_name ?? t("file")), h("small", {}, size));
  return h("a", { class: "file", href: address(found), download: found.file_name ?? "file" }, icon("file"), name);
}

function place(spot, venue) {
  const named = venue ? [h("b", {}, venue.title), ` ${venue.address} `] : [];
  return h("div", { class: "place" }, [icon("pin"), ...named, `${t("pinned")} ${spot.latitude.toFixed(5)}, ${spot.longitude.toFixed(5)}`]);
}

function options(message, byBot, actions) {
  const editable = !byBot && (message.text !== undefined || message.caption !== undefined);
  const items = [
    button(t("reply"), () => actions.reply(message)),
    editable && button(t("edit"), () => actions.edit(message)),
    !byBot && button(t("remove"), () => actions.remove(message)),
  ];
  const summaryButton = h("summary", { "aria-label": t("actions"), title: t("actions") }, h("span", { "aria-hidden": "true" }, "⋯"));
  return menu(summaryButton, items, { class: "menu options" });
}

function keyboard(message, actions) {
  const rows = message.reply_markup.inline_keyboard.map((row) => h("div", { class: "row" }, row.map((key) => inlineKey(key, message, actions))));
  return h("div", { class: "keys", role: "group" }, rows);
}

function inlineKey(key, message, actions) {
  if (key.url) {
    const start = startOf(key.url);
    return start ? h("a", { class: "key", href: `?start=${start}`, target: "_blank" }, key.text) : keyed(link(key.url, [key.text]));
  }
  if (key.copy_text) return button(key.text, () => actions.copy(key.copy_text.text), { class: "key" });
  const pressed = button(key.text, () => actions.press(message, key, pressed), { class: "key", disabled: !key.callback_data });
  return pressed;
}

function keyed(anchor) {
  anchor.classList.add("key");
  return anchor;
}

export function closeButton(label, onclick) {
  return iconButton(icon("close"), label, onclick, { class: "icon" });
}
