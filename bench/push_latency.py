"""From a firm's 提交 until the card reaches its liaison, with nothing else to do: one filing after the other."""

from pathlib import Path

from bench.conversation import FILING
from bench.driver import Driver
from bench.figures import latency
from bench.results import Result, Target
from bench.sides import Side, the_desk

FILINGS, QUICK_FILINGS = 100, 10
LONGEST_MS = 1500.0


async def measure(folder: Path, quick: bool) -> Result:  # noqa: FBT001 - all benchmarks are called alike
    """Everybody files for one firm after the other; all firms have the same liaison's patience."""
    filings = QUICK_FILINGS if quick else FILINGS
    url = f"sqlite+aiosqlite:///{folder / 'sidan.db'}"
    async with the_desk(folder / "desk", url, 3) as side:
        waits = await one_by_one(side, filings)
        figures = {"filings": filings, **latency(waits)}
        late = Target("提交 to the liaison's push, p99 ms", figures["p99_ms"], "below", LONGEST_MS)
        return Result("push_latency", (late,), figures)


async def one_by_one(side: Side, filings: int) -> list[float]:
    """Seconds from each press of 提交 until its push reached the practice server."""
    chat, liaison, driver = side.chats[0], side.liaisons[0], side.driver
    await side.prepare(filings)
    for number in range(filings):
        await driver.file(chat)
        await driver.watch.until(liaison, number + 1)
    pressed = [sample.sent for sample in driver.samples if sample.step is FILING[-1]]
    return [came - at for came, at in zip(await pushed(driver, liaison), pressed, strict=True)]


async def pushed(driver: Driver, liaison: int) -> list[float]:
    """When the liaison's messages came."""
    report = await driver.calls()
    return [call["at"] for call in report["calls"] if call["chat_id"] == liaison and call["status"] == 200]
