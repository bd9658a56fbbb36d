"""The command line as a person uses it: in a process of its own, on an empty folder."""

import json
import multiprocessing
import os
import socket
import sys
from asyncio import to_thread
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import main
from practice import PRACTICE_TOKEN, Limits, Practice
from tests.house import KEY_WORDS
from tests.practice.serving import serving

COMMANDS = ("run", "migrate", "load", "sample", "people", "invite", "calendar", "keys", "rescore")
# A server that has imported the two Telegram libraries forks each command: they take five seconds, ten dozen times.
# That `python -m bot run` starts cold as well is shown in tests/stories/test_browser.py and tests/reliability/.
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["bot.run", "bot.__main__"])


@dataclass(frozen=True)
class Told:
    """What a command said."""

    returncode: int
    stdout: str
    stderr: str


def bot(folder: Path, *words: str, **settings: str) -> Told:
    """Run a command with settings of its own; the developer's .env plays no part."""
    database = f"sqlite+aiosqlite:///{folder}/sidan.db"
    given = {"DATABASE_URL": database, "DATA_DIR": str(folder), "BOT_TOKEN": "", "WEBHOOK_URL": ""}
    given |= {"DATA_KEYS": KEY_WORDS, **settings}
    out, err = folder / "stdout.txt", folder / "stderr.txt"
    process = FORKED.Process(target=in_its_own_process, args=(words, given, str(out), str(err)))
    process.start()
    process.join(60)
    if process.exitcode is None:
        process.kill()
        pytest.fail(f"{words} has not ended: {err.read_text('utf-8')}")
    return Told(process.exitcode, out.read_text("utf-8"), err.read_text("utf-8"))


def in_its_own_process(words: tuple[str, ...], given: dict[str, str], out: str, err: str) -> None:
    """What `python -m bot` does, with its words going to files."""
    for number, file in ((1, out), (2, err)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.environ.update(given)
    sys.argv = ["python -m bot", *words]
    sys.exit(main())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_help(tmp_path: Path, command: str) -> None:
    told = bot(tmp_path, command, "--help")
    assert told.returncode == 0
    assert "usage: python -m bot" in told.stdout


def test_the_sample_park_is_loaded_listed_and_invited(tmp_path: Path) -> None:
    for _ in range(2):
        loaded = bot(tmp_path, "sample")
        assert (loaded.returncode, "230 firms" in loaded.stdout) == (0, True), loaded.stderr
    people = json.loads(bot(tmp_path, "people", "--json").stdout)
    roles = [role for person in people for role in person["roles"]]
    assert (roles.count("liaison"), roles.count("director"), roles.count("secretary")) == (103, 1, 1)
    assert not any(person["bound"] for person in people)
    assert "C01\t李明远\tcontact" in bot(tmp_path, "people").stdout
    link = bot(tmp_path, "invite", "C01")
    assert link.stdout.startswith("http://127.0.0.1:8080/?start=")
    assert len(link.stdout.split()) == 1
    assert "🔴" not in bot(tmp_path, "people").stdout


async def test_with_a_token_the_link_leads_to_the_bot_as_telegram_names_it(tmp_path: Path) -> None:
    bot(tmp_path, "sample")
    practice = Practice(None, limits=Limits.off())
    async with serving(practice.app, practice) as address:
        settings = {"BOT_TOKEN": PRACTICE_TOKEN, "BOT_API_URL": address}
        link = await to_thread(bot, tmp_path, "invite", "L01", **settings)
    assert link.stdout.startswith("https://t.me/sidan_practice_bot?start="), link.stderr
    assert len(link.stdout.strip().split("start=")[1]) <= 64


def test_nobody_is_invited_under_an_unknown_code(tmp_path: Path) -> None:
    told = bot(tmp_path, "invite", "X99")
    assert (told.returncode, told.stdout) == (1, "")
    assert "Nobody has the code X99" in told.stderr


def test_a_workbook_is_a_template_and_is_loaded_back(tmp_path: Path) -> None:
    file = tmp_path / "park.xlsx"
    assert bot(tmp_path, "sample", "--xlsx", str(file)).returncode == 0
    loaded = bot(tmp_path, "load", str(file))
    assert (loaded.returncode, "230 firms" in loaded.stdout) == (0, True), loaded.stderr


def test_a_wrong_workbook_is_refused_and_nothing_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "park.xlsx").write_bytes(b"no workbook")
    told = bot(tmp_path, "load", str(tmp_path / "park.xlsx"))
    assert told.returncode == 1
    assert "Nothing was loaded" in told.stderr
    assert "Traceback" not in told.stderr
    assert bot(tmp_path, "load", str(tmp_path / "none.xlsx")).returncode == 1
    assert json.loads(bot(tmp_path, "people", "--json").stdout) == []


def test_migrate_says_that_all_is_up_to_date(tmp_path: Path) -> None:
    for _ in range(2):
        assert "up to date" in bot(tmp_path, "migrate").stdout


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("BOT_TOKEN", "my-bot", "123456:ABC-def"),
        ("WEBHOOK_SECRET", "with space", "A-Z a-z 0-9"),
        ("WEBHOOK_URL", "nowhere", "URL"),
        ("DATABASE_URL", "mysql://x", "postgresql+asyncpg://"),
        ("DATA_KEYS", "1:abc", "newest first"),
        ("PORT", "eighty", "integer"),
        ("OFFICE_HOURS", "nine to five", "09:00-12:00"),
        ("OFFICE_HOURS", "14:30-17:30,09:00-12:00", "in order"),
        ("OFFICE_HOURS", "09:00-12:00,11:00-17:30", "do not overlap"),
        ("OFFICE_HOURS", "17:30-09:00", "open before they close"),
        ("OFFICE_HOURS", "09:00+08:00-12:00", "without a zone"),
        ("SUMMER_HOURS", "09:00-09:00", "open before they close"),
        ("SUMMER_DAYS", "05-01", "05-01..09-30"),
        ("SUMMER_DAYS", "05-01..09-31", "05-01..09-30"),
        ("TIME_ZONE", "Mars/Olympus", "Asia/Shanghai"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL"),
    ],
)
def test_a_start_names_the_setting_that_is_wrong(tmp_path: Path, name: str, value: str, hint: str) -> None:
    told = bot(tmp_path, "run", **{name: value})
    assert told.returncode == 1
    assert f"  {name}: " in told.stderr
    assert hint in told.stderr
    assert "Traceback" not in told.stderr
    assert value not in told.stderr or name not in {"BOT_TOKEN", "WEBHOOK_SECRET", "DATA_KEYS"}


def test_the_day_table_is_listed_and_a_year_loaded_from_a_file(tmp_path: Path) -> None:
    years = bot(tmp_path, "calendar").stdout
    assert "2026\tofficial\t33 days off\t6 make-up workdays" in years
    assert "2027\tprovisional" in years
    assert "2026-02-14 Sat\tworked\t春节" in bot(tmp_path, "calendar", "--year", "2026").stdout
    assert "2027-01-01 Fri\toff\t元旦\tprovisional" in bot(tmp_path, "calendar", "--year", "2027").stdout
    year = date.today().year  # noqa: DTZ011 - only years near the machine's clock can be loaded
    file = tmp_path / "notice.txt"
    file.write_text(made_up_notice(year), "gb18030")
    loaded = bot(tmp_path, "calendar", "--load", str(file))
    assert (loaded.returncode, f"{year} is loaded" in loaded.stdout) == (0, True), loaded.stderr
    assert "nothing changed" in bot(tmp_path, "calendar", "--load", str(file)).stdout
    file.write_text(made_up_notice(year).replace("放假1天", "放假2天"), "utf-8")
    refused = bot(tmp_path, "calendar", "--load", str(file))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Nothing was loaded. The count does not fit" in refused.stderr
    assert "There is no text file" in bot(tmp_path, "calendar", "--load", str(tmp_path / "none.txt")).stderr


def made_up_notice(year: int) -> str:
    """A notice without weekdays, right for any year."""
    days = {"元旦": "1月1日", "春节": "2月10日", "清明节": "4月5日", "劳动节": "5月1日"}
    days |= {"端午节": "6月10日", "中秋节": "9月20日", "国庆节": "10月1日"}
    lines = [f"{name}：{day}放假1天。" for name, day in days.items()]
    return "\n".join([f"国务院办公厅关于{year}年部分节假日安排的通知", *lines])


def test_a_second_process_on_the_same_port_is_told_so(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = bot(tmp_path, "run", PORT=str(taken.getsockname()[1]))
    assert told.returncode == 1
    assert "Is Sidan running already?" in told.stderr


async def test_a_token_that_telegram_does_not_know_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    practice = Practice(None, limits=Limits.off())
    async with serving(practice.app, practice) as address:
        settings = {"BOT_TOKEN": "123456:another-bots-token", "BOT_API_URL": address, "PORT": "0"}
        told = await to_thread(bot, tmp_path, "run", **settings)
    assert told.returncode == 1
    assert "Telegram does not know this BOT_TOKEN" in told.stderr
    assert "another-bots-token" not in told.stderr + told.stdout


@pytest.mark.parametrize("command", ["run", "people"])
def test_a_database_that_is_not_there_is_named(tmp_path: Path, command: str) -> None:
    told = bot(tmp_path, command, DATABASE_URL="postgresql+asyncpg://nobody@127.0.0.1:1/none", PORT="0")
    assert told.returncode == 1
    assert "check DATABASE_URL" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_practice_park_and_the_real_one_have_databases_of_their_own(tmp_path: Path) -> None:
    for token, name in (("", "practice-park.db"), (PRACTICE_TOKEN, "sidan.db")):
        assert bot(tmp_path, "migrate", DATABASE_URL="", BOT_TOKEN=token).returncode == 0
        assert (tmp_path / name).exists()


def test_a_new_key_is_put_before_the_old_one_and_everything_is_sealed_anew(tmp_path: Path) -> None:
    bot(tmp_path, "sample", DATA_KEYS="")
    old = (tmp_path / "practice-keys.txt").read_text().strip()
    line = bot(tmp_path, "keys", "new", DATA_KEYS=old).stdout.strip()
    assert line.startswith("DATA_KEYS=2:")
    assert line.endswith(f",{old}")
    ring = line.removeprefix("DATA_KEYS=")
    assert "Sealed anew with key 2: " in bot(tmp_path, "keys", "rotate", DATA_KEYS=ring).stdout
    assert "李明远" in bot(tmp_path, "people", DATA_KEYS=ring.split(",")[0]).stdout
    told = bot(tmp_path, "people", DATA_KEYS="")
    assert (told.returncode, told.stdout) == (1, "")
    assert "DATA_KEYS cannot open what is sealed in the database: no key '2'" in told.stderr


def test_with_a_token_and_no_key_the_start_says_how_to_make_one(tmp_path: Path) -> None:
    for command in ("run", "people"):
        told = bot(tmp_path, command, BOT_TOKEN=PRACTICE_TOKEN, DATA_KEYS="")
        assert told.returncode == 1
        assert "`python -m bot keys new` prints a key" in told.stderr
    assert bot(tmp_path, "keys", "new", BOT_TOKEN=PRACTICE_TOKEN, DATA_KEYS="").stdout.startswith("DATA_KEYS=1:")
