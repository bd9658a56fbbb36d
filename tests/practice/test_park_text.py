"""What a message may say: length, emptiness, Telegram's HTML."""

from __future__ import annotations

import pytest

from practice.formatting import parse_html
from tests.phones import Phone
from tests.practice.serving import Bot

BROKEN = {
    "<b>offen": 'Can\'t find end tag corresponding to start tag "b"',
    "<div>nein</div>": 'Unsupported start tag "div" at byte offset 0',
    "你<br>": 'Unsupported start tag "br" at byte offset 3',
    "a < b": 'Unsupported start tag "" at byte offset 2',
    "a <": "Unclosed start tag at byte offset 2",
    "<b": "Unclosed start tag at byte offset 0",
    "<i>a</b>": 'Unmatched end tag at byte offset 4, expected "</i>", found "</b>"',
    "a</b>": "Unexpected end tag at byte offset 1",
    "<i>a</i": "Unclosed end tag at byte offset 4",
    "<span>a</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    '<a href="x': 'Unclosed start tag "a" at byte offset 0',
}
GOOD = {
    "<b>a</b><i>b</i>": ["bold", "italic"],
    "<strong>a</strong><em>b</em><ins>c</ins><del>d</del>": ["bold", "italic", "underline", "strikethrough"],
    "<u>a</u><s>b</s><strike>c</strike><code>d</code><pre>e</pre>": [
        "underline", "strikethrough", "strikethrough", "code", "pre",
    ],
    '<a href="https://example.org/?a=1&amp;b=2">x</a>': ["text_link"],
    '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>': ["spoiler", "spoiler"],
    "<blockquote>a</blockquote><blockquote expandable>b</blockquote>": ["blockquote", "expandable_blockquote"],
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>': ["custom_emoji"],
    '<pre><code class="language-python">x</code></pre>': ["pre"],
    "<B>laut</B>": ["bold"],
}  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
async def test_bad_html_is_refused_with_telegrams_words(bot: Bot, person: Phone, text: str) -> None:
    refusal = await bot.refused("sendMessage", chat_id=person.chat_id, text=text, parse_mode="HTML")
    assert refusal == f"400 Bad Request: can't parse entities: {BROKEN[text]}"


@pytest.mark.parametrize("text", GOOD)
def test_telegrams_tags_become_entities(text: str) -> None:
    assert [entity["type"] for entity in parse_html(text)[1]] == GOOD[text]


def test_named_and_numeric_characters_are_decoded_and_unknown_ones_stay() -> None:
    assert parse_html("&lt;&gt;&amp;&quot;&#8364;&#x20ac;&nbsp;&#12345678;")[0] == '<>&"€€&nbsp;&#12345678;'


def test_offsets_are_counted_in_utf16_units() -> None:
    text, entities = parse_html("😀你<b>好😀</b>")
    assert text == "😀你好😀"
    assert entities == [{"type": "bold", "offset": 3, "length": 3}]


def test_a_link_keeps_its_decoded_address() -> None:
    assert parse_html('<a href="https://a.cn/?a=1&amp;b=2">x</a>')[1][0]["url"] == "https://a.cn/?a=1&b=2"


def test_a_million_characters_are_read_in_a_moment() -> None:
    assert len(parse_html("<b>是</b>&amp;" * 50_000)[1]) == 50_000


@pytest.mark.parametrize("text", ["", "   \n ", "<b> </b>"])
async def test_an_empty_text_is_refused(bot: Bot, person: Phone, text: str) -> None:
    refusal = await bot.refused("sendMessage", chat_id=person.chat_id, text=text, parse_mode="HTML")
    assert refusal == "400 Bad Request: message text is empty"


async def test_4096_units_go_through_and_one_more_does_not(bot: Bot, person: Phone) -> None:
    await bot.do("sendMessage", chat_id=person.chat_id, text="<b>" + "字" * 4096 + "</b>", parse_mode="HTML")
    for text in ("字" * 4097, "😀" * 2049):
        refusal = await bot.refused("sendMessage", chat_id=person.chat_id, text=text)
        assert refusal == "400 Bad Request: message is too long"


async def test_a_caption_ends_at_1024(bot: Bot, person: Phone) -> None:
    file = {"document": ("a.txt", b"x")}
    await bot.do("sendDocument", file, chat_id=person.chat_id, caption="字" * 1024)
    refusal = await bot.refused("sendDocument", file, chat_id=person.chat_id, caption="字" * 1025)
    assert refusal == "400 Bad Request: message caption is too long"


async def test_text_is_trimmed_and_its_entities_move_along(bot: Bot, person: Phone) -> None:
    sent = await bot.do("sendMessage", chat_id=person.chat_id, text="\n <b>好</b> \n", parse_mode="HTML")
    assert (sent["text"], sent["entities"]) == ("好", [{"offset": 0, "length": 1, "type": "bold"}])


async def test_commands_and_links_are_found_in_plain_text(bot: Bot, person: Phone) -> None:
    sent = await bot.do("sendMessage", chat_id=person.chat_id, text="发 /mine 或看 https://a.cn/x，谢谢")
    assert [entity["type"] for entity in sent["entities"]] == ["bot_command", "url"]


async def test_another_parse_mode_is_refused(bot: Bot, person: Phone) -> None:
    refusal = await bot.refused("sendMessage", chat_id=person.chat_id, text="*a*", parse_mode="Markdown")
    assert refusal == "400 Bad Request: unsupported parse_mode"
