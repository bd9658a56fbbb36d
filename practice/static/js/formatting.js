// Text with entities becomes nodes; offsets are UTF-16 units, as JavaScript counts too.
import { h } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

export function formatted(text, entities = [], onCommand = () => {}) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, 0, text.length, sorted, onCommand);
}

function nodes(text, start, end, entities, onCommand) {
  const made = [];
  let at = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const stop = Math.min(end, entity.offset + entity.length);
    if (entity.offset < at || entity.offset >= end) continue;
    const inner = entities.slice(index + 1).filter((other) => other.offset < stop);
    if (entity.offset > at) made.push(text.slice(at, entity.offset));
    made.push(wrapped(entity, text.slice(entity.offset, stop), nodes(text, entity.offset, stop, inner, onCommand), onCommand));
    at = stop;
  }
  if (at < end) made.push(text.slice(at, end));
  return made;
}

function wrapped(entity, words, children, onCommand) {
  if (entity.type === "url" || entity.type === "text_link") return link(entity.url ?? words, children);
  if (entity.type === "bot_command") {
    return h("button", { type: "button", class: "command", onclick: () => onCommand(words) }, words);
  }
  if (entity.type === "spoiler") return spoiler(children);
  return h(TAGS[entity.type] ?? "span", {}, children);
}

export function link(address, children) {
  const safe = /^(https?|tg):/i.test(address);
  const start = safe && startOf(address);
  if (start) return h("a", { href: `?start=${encodeURIComponent(start)}`, target: "_blank" }, children);
  return safe ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, children) : h("span", {}, children);
}

// An invitation to the bot opens a phone here, not Telegram.
export function startOf(address) {
  const url = new URL(address);
  return /(^|\.)t\.me$/.test(url.hostname) ? url.searchParams.get("start") : null;
}

function spoiler(children) {
  const cover = h("span", { class: "spoiler", tabindex: "0", role: "button", onclick: () => cover.classList.add("shown") }, children);
  cover.addEventListener("keydown", (event) => event.key === "Enter" && cover.classList.add("shown"));
  return cover;
}
