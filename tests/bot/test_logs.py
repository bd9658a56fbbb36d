"""Logs without personal data: a whole story leaves ids behind, no name, phone, word or token."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.logs import blotted, set_up_logs
from practice import PRACTICE_TOKEN
from storage.database import Database
from tests.handlers.test_bad_input import at_step
from tests.house import opened_house


def test_tokens_and_phones_are_blotted_out() -> None:
    assert blotted("GET /bot123456789:AAF-abcdefghijklmnop/getMe") == "GET /bot[token]/getMe"
    assert blotted("call 13800001234 now") == "call [phone] now"
    assert blotted("电话13800001234") == "电话[phone]"


@pytest.fixture
def loud(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """At INFO, and quiet again."""
    set_up_logs("DEBUG")
    yield capsys
    set_up_logs("WARNING")


async def test_a_story_leaves_ids_in_the_log_and_nothing_personal(
    db: Database, tmp_path: Path, loud: pytest.CaptureFixture[str]
) -> None:
    words = "二号仓库屋顶漏雨"
    async with opened_house(db, tmp_path) as house:
        firm, desk = await house.phone("C01"), await house.phone("L01")
        await at_step(firm, "review")
        await firm.press("提交")
        await desk.see("新诉求")
        await firm.write(words)
        await firm.see(words)
    lines = [line for line in loud.readouterr().err.splitlines() if line.startswith("{")]
    told = [json.loads(line) for line in lines]
    assert any("push_id" in line for line in told)
    everything = "\n".join(lines)
    for personal in (words, "三号车间", "李明远", "刘建军", "澜砚星", PRACTICE_TOKEN):
        assert personal not in everything
    about = [
        line for line in told if line["event"] in {"push settled", "handler failed", "reply refused", "push waits"}
    ]
    assert all("push_id" in line or "update_id" in line for line in about)
