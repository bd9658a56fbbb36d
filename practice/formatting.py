"""Telegram's HTML: only its tags, refused with its words, counted in UTF-16 code units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from practice.refusals import Refusal, bad
from practice.store import Json

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
CHARACTER = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));?")
ATTRIBUTE = re.compile(r"""\s*([^\s=>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([a-zA-Z0-9.\-]+)))?\s*""")
START_TAG = re.compile(r"""<([^\s>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
END_TAG = re.compile(r"</([^\s>]*)\s*>")
HIGHEST = 0x10FFFF
WIDE = re.compile("[\U00010000-\U0010ffff]")


def utf16(text: str) -> int:
    """Telegram's length: a character beyond the basic plane counts twice."""
    return len(text) if text.isascii() else len(text) + len(WIDE.findall(text))


def broken(reason: str) -> Refusal:
    return bad(f"can't parse entities: {reason}")


@dataclass
class Open:
    """A start tag that waits for its end."""

    tag: str
    offset: int
    entity: Json | None


@dataclass
class Reader:
    source: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    stack: list[Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            self._step()
        if self.stack:
            raise broken(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.text), self.entities

    def _step(self) -> None:
        if self.source.startswith("</", self.at):
            self._end()
        elif self.source[self.at] == "<":
            self._start()
        elif self.source[self.at] == "&":
            self._character()
        else:
            ends = [at for at in (self.source.find("<", self.at), self.source.find("&", self.at)) if at >= 0]
            self._say(min(ends, default=len(self.source)))

    def _say(self, until: int) -> None:
        self._add(self.source[self.at : until])
        self.at = until

    def _add(self, text: str) -> None:
        self.text.append(text)
        self.length += utf16(text)

    def _character(self) -> None:
        found = CHARACTER.match(self.source, self.at)
        if not found:
            self._say(self.at + 1)
            return
        name, decimal, hexadecimal = found.groups()
        code = int(decimal) if decimal else int(hexadecimal or "0", 16)
        valid = name or (0 < code <= HIGHEST and not 0xD800 <= code < 0xE000)
        self._add(NAMED[name] if name else chr(code) if valid else found.group())
        self.at = found.end()

    def _byte(self) -> int:
        return len(self.source[: self.at].encode())

    def _start(self) -> None:
        name = self._name()
        if name not in KINDS:
            raise broken(f'Unsupported start tag "{name}" at byte offset {self._byte()}')
        found = START_TAG.match(self.source, self.at)
        if not found:
            raise broken(f'Unclosed start tag "{name}" at byte offset {self._byte()}')
        self._push(name, dict(attributes_of(found.group(2))))
        self.at = found.end()

    def _name(self) -> str:
        found = re.compile(r"<([^\s>]*)").match(self.source, self.at)
        if not found or found.end() == len(self.source):
            raise broken(f"Unclosed start tag at byte offset {self._byte()}")
        return found.group(1).lower()

    def _push(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise broken(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte()}')
        entity: Json | None = {"type": KINDS[tag]}
        if tag == "a":
            entity = link(attributes.get("href", ""))
        elif tag == "blockquote" and "expandable" in attributes:
            entity = {"type": "expandable_blockquote"}
        elif tag == "tg-emoji":
            entity = {"type": "custom_emoji", "custom_emoji_id": attributes.get("emoji-id", "")}
        elif tag == "code" and self.stack and self.stack[-1].tag == "pre" and "class" in attributes:
            entity = self._language(attributes["class"])
        self.stack.append(Open(tag, self.length, entity))

    def _language(self, name: str) -> Json | None:
        """<pre><code class="language-x"> is one entity."""
        if name.startswith("language-") and self.stack[-1].entity:
            self.stack[-1].entity["language"] = name.removeprefix("language-")
            return None
        return {"type": "code"}

    def _end(self) -> None:
        found = END_TAG.match(self.source, self.at)
        if not self.stack:
            raise broken(f"Unexpected end tag at byte offset {self._byte()}")
        if not found:
            raise broken(f"Unclosed end tag at byte offset {self._byte()}")
        name, expected = found.group(1).lower(), self.stack[-1].tag
        if name not in ("", expected):
            raise broken(
                f'Unmatched end tag at byte offset {self._byte()}, expected "</{expected}>", found "</{name}>"'
            )
        self._close(self.stack.pop())
        self.at = found.end()

    def _close(self, tag: Open) -> None:
        length = self.length - tag.offset
        if tag.entity and length:
            self.entities.append({"offset": tag.offset, "length": length, **tag.entity})


def attributes_of(text: str) -> list[tuple[str, str]]:
    found = ATTRIBUTE.findall(text)
    return [(name.lower(), decoded(double or single or bare)) for name, double, single, bare in found]


def decoded(text: str) -> str:
    return Reader(text.replace("<", "&lt;")).read()[0] if "&" in text else text


def link(url: str) -> Json | None:
    """A link without an address is plain text, as in Telegram."""
    mention = re.fullmatch(r"tg://user\?id=(\d+)", url)
    if mention:
        return {"type": "text_mention", "user": {"id": int(mention.group(1)), "is_bot": False, "first_name": "?"}}
    return {"type": "text_link", "url": url} if url else None


def parse_html(source: str) -> tuple[str, list[Json]]:
    if "<" not in source and "&" not in source:
        return source, []
    return Reader(source).read()
