"""The month's report: the board's figures as a Word document, publication beside them, for those who see everything."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from sqlmodel import col, select, update

from cards.month_report import OURS, context_of, report_document
from cards.word import rendered
from domain.errors import MonthNotBegun, NotForYou
from domain.lifecycle import Action, Outcome
from domain.scoring import RATES, By, Rate
from services.month_report import MonthReport, month_report
from services.publishing import publish
from services.record import Move
from services.scoreboard import board, month_span
from services.tickets import Problem, file_problem, move
from storage.database import Database
from storage.tables import Contact, Department, Firm, Person
from tests.services.people import MORNING, me, sample
from tests.services.situations import PROBLEM, PROMISED, RESOLVED, SUSPENDED, brought
from texts import LANGUAGES, speaker

NOVEMBER = date(2026, 11, 1)
LATER = MORNING + timedelta(days=9)
GUIDE = Path(__file__).parents[2] / "docs/minutes-template.md"
HOSTILE = 'a<b> & "停水" {{ title }} {% raw %}\x00\x0b\ud800'
NOWHERE = Path("/nonexistent")


async def busy(db: Database) -> None:
    """A month with everything in it: solved, promised, suspended, from two categories."""
    await sample(db)
    await brought(db, f"{RESOLVED}; C01 confirm")
    await brought(db, PROMISED, key="promised")
    await brought(db, SUSPENDED, key="suspended")
    problem = Problem(key="other", category="utilities", summary="停水")
    await file_problem(db, problem, by=await me(db, "C05"), at=MORNING)


async def report_of(db: Database, at: datetime = MORNING, code: str = "D01") -> MonthReport:
    return await month_report(db, NOVEMBER, by=await me(db, code, at), at=at)


def read(content: bytes) -> tuple[str, list[list[list[str]]]]:
    """The paragraphs, and the tables as rows of cells."""
    made = Document(BytesIO(content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables]
    return "\n".join(paragraph.text for paragraph in made.paragraphs), tables


def flat(tables: list[list[list[str]]]) -> list[str]:
    return [cell for table in tables for row in table for cell in row]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_its_figures_are_those_of_the_board(db: Database, language: str) -> None:
    await busy(db)
    say = speaker(language)
    report = await report_of(db)
    seen = await board(db, month_span(NOVEMBER), by=await me(db, "D01"), at=MORNING)
    assert report.board == seen and report.is_draft and report.published is None
    document = report_document(report, say, NOWHERE)
    text, tables = read(document.content)
    assert document.name.endswith("2026-11.docx")
    assert say.plain("month-report-draft", at=say.stamp(MORNING)) in text and "{{" not in text and "{%" not in text
    park = [seen.park.rate(measure) for measure in RATES]
    assert [row[1:3] for row in tables[1][1:]] == [
        [each.text, f"{each.numerator} / {each.denominator}"] for each in park
    ]
    assert f"{say.plain('outcome-solved')} {seen.park.outcomes['solved']}" in text
    cells = flat(tables)
    for by in (By.DEPARTMENT, By.LIAISON, By.CATEGORY, By.CHAIN, By.SOURCE):
        assert seen.rows[by]
        for row in seen.rows[by]:
            rate = row.sums.solution
            assert not rate.denominator or any(
                f"{rate.text}\n{rate.numerator}/{rate.denominator}" in each for each in cells
            )
    assert {line.number for line in seen.suspended} <= set(cells) and "说明" in cells
    assert f"{seen.heat['utilities']['2026-11'].numerator}/{seen.heat['utilities']['2026-11'].denominator}" in cells
    assert Document(BytesIO(document.content)).inline_shapes


async def test_of_few_a_rate_is_grey_and_says_so(db: Database) -> None:
    await busy(db)
    report = await report_of(db)
    made = Document(BytesIO(report_document(report, speaker("zh-CN"), NOWHERE).content))
    shown = {run.text: run.font.color.rgb for row in made.tables[1].rows for run in row.cells[1].paragraphs[0].runs}
    thin = {report.board.park.rate(each).text for each in RATES if report.board.park.rate(each).is_thin}
    assert thin and all(shown[text] is not None for text in thin)
    assert "太少" in "".join(flat(read(report_document(report, speaker("zh-CN"), NOWHERE).content)[1]))
    rates: dict[str, Any] = {each: Rate(68, 73) for each in RATES}
    many = replace(report.board.park, **rates)
    thick = replace(report, board=replace(report.board, park=many))
    made = Document(BytesIO(report_document(thick, speaker("zh-CN"), NOWHERE).content))
    runs = [run for run in made.tables[1].rows[1].cells[1].paragraphs[0].runs if run.text]
    assert [(run.text, run.font.color.rgb) for run in runs] == [("93.1 %", None)]


async def test_it_is_for_who_sees_everything_and_for_a_month_that_has_begun(db: Database) -> None:
    await sample(db)
    for code in ("D01", "W01", "K01"):
        assert (await report_of(db, code=code)).board.first == NOVEMBER
    for code in ("C01", "L01", "O03", "H03", "P01", "S01", "A01"):
        with pytest.raises(NotForYou):
            await report_of(db, code=code)
    with pytest.raises(MonthNotBegun):
        await month_report(db, date(2026, 12, 1), by=await me(db, "D01"), at=MORNING)
    assert not (await report_of(db, LATER)).is_draft


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_was_published_and_what_has_changed_since_stand_beside(db: Database, language: str) -> None:
    await busy(db)
    await publish(db, NOVEMBER, by=await me(db, "K01"), at=LATER)
    say, report = speaker(language), await report_of(db, LATER)
    assert report.published
    text, tables = read(report_document(report, say, NOWHERE).content)
    assert say.plain("month-report-published", at=say.stamp(LATER)) in text
    assert report.published.month.checksum in text and say.plain("board-no-changes") in text
    ticket = await brought(db, RESOLVED, key="more", at=MORNING)
    await move(db, ticket.id or 0, Move(Action.REJECT, text="没有好"), by=await me(db, "C01", LATER), at=LATER)
    report = await report_of(db, LATER)
    assert report.published and report.published.changes and report.published.is_intact
    text, tables = read(report_document(report, say, NOWHERE).content)
    change = next(each for each in report.published.changes if each.by is By.PARK)
    assert any(change.frozen.text in row[1] and change.now.text in row[2] for row in tables[-1][1:])
    assert any("建设环保局" in row[0] for row in tables[-1][1:])  # by its name, not by its number
    assert say.plain("board-changes", count=len(report.published.changes)) in text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_empty_month_is_a_report_too(db: Database, language: str) -> None:
    await sample(db)
    text, _ = read(report_document(await report_of(db), speaker(language), NOWHERE).content)
    assert text.count(speaker(language).plain("board-page-empty")) >= 8


async def test_whatever_people_have_written_the_document_opens_and_says_it(db: Database) -> None:
    await busy(db)
    async with db.begin() as session:
        hostile = HOSTILE.replace("\x00", "").replace("\ud800", "")  # a database keeps neither
        await session.exec(update(Firm).values(name=hostile + "厂").where(col(Firm.code) == "F01"))
        await session.exec(update(Department).values(name=hostile + "局").where(col(Department.code) == "D3"))
    report = await report_of(db)
    lines = [replace(line, reason=HOSTILE) for line in report.board.suspended]
    report = replace(report, board=replace(report.board, suspended=lines))
    cells = flat(read(report_document(report, speaker("zh-CN"), NOWHERE).content)[1])
    said = 'a<b> & "停水" {{ title }} {% raw %}'
    assert said in cells and f"{said}局" in cells and any(cell == f"{said}厂" for cell in cells)


async def test_no_contact_is_named_and_a_hidden_firm_has_no_name(db: Database) -> None:
    await sample(db)
    await brought(db, SUSPENDED, key="secret", problem=replace(PROBLEM, confidential=True))
    async with db.read() as session:
        asked = select(Person.name).where(col(Person.id).in_(select(Contact.person_id)))
        contacts, firms = list(await session.exec(asked)), list(await session.exec(select(Firm.name)))
    text, tables = read(report_document(await report_of(db, code="K01"), speaker("zh-CN"), NOWHERE).content)
    whole = text + "".join(flat(tables))
    assert contacts and not [name for name in (*contacts, *firms) if name in whole]
    assert "某企业" in whole


async def test_a_park_has_its_own_template_and_a_broken_one_is_named_in_the_report(
    db: Database, tmp_path: Path
) -> None:
    await busy(db)
    report, say = await report_of(db), speaker("zh-CN")
    own, made = tmp_path / "month.docx", Document()
    made.add_paragraph("本园 {{ month }} {{ rates[0].text }}")
    made.save(str(own))
    text = read(report_document(report, say, tmp_path).content)[0]
    assert text == f"本园 2026-11 {report.board.park.response.text}"
    made.add_paragraph("{{ raets }}")
    made.save(str(own))
    for told in ("raets", "month.docx"):
        assert told in read(report_document(report, say, tmp_path).content)[0]
    own.write_bytes(b"no document")
    assert "用不了" in read(report_document(report, say, tmp_path).content)[0]


def names_in(value: Any) -> set[str]:
    """Every name of a context, at every depth; the words are named together."""
    if isinstance(value, Mapping):
        return {*value, *(name for key, each in value.items() if key != "words" for name in names_in(each))}
    return {name for each in value for name in names_in(each)} if isinstance(value, list) else set()


async def test_what_the_guide_names_is_what_a_template_can_say(db: Database) -> None:
    await busy(db)
    await publish(db, NOVEMBER, by=await me(db, "K01"), at=LATER)
    ticket = await brought(db, RESOLVED, key="more", at=MORNING)
    await move(db, ticket.id or 0, Move(Action.REJECT, text="没有好"), by=await me(db, "C01", LATER), at=LATER)
    report = await report_of(db, LATER)
    some = replace(report.board, cases={"approval": Rate(1, 2)})
    context = context_of(replace(report, board=some), speaker("zh-CN"))
    guide = GUIDE.read_text("utf-8").partition("# The month's report")[2]
    named = {part for name in re.findall(r"`([a-z_.]+)`", guide) for part in name.split(".")}
    words = set(context["words"])
    assert names_in(context) <= named
    assert named - names_in(context) <= words | {"cards", "month", "docx"}
    assert rendered(OURS, context)


async def test_the_documents_tables_repeat_their_heads_on_a_sheet_of_a4() -> None:
    made = Document(str(OURS))
    width, height = made.sections[0].page_width, made.sections[0].page_height
    assert width and height and (round(width.mm), round(height.mm)) == (210, 297)
    assert len(made.tables) >= 9
    for table in made.tables:
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    fonts = [made.styles[name].element.xpath("w:rPr/w:rFonts/@w:eastAsia") for name in ("Normal", "Heading 1", "Title")]
    assert fonts == [["宋体"], ["黑体"], ["黑体"]]


async def test_solved_of_a_park_with_68_of_73_is_931(db: Database) -> None:
    await sample(db)
    report = await report_of(db)
    outcomes = {str(Outcome.SOLVED): 68, str(Outcome.PARTLY): 5}
    park = replace(report.board.park, solution=Rate(68, 73), outcomes=outcomes)
    text, tables = read(
        report_document(replace(report, board=replace(report.board, park=park)), speaker("en"), NOWHERE).content
    )
    assert ["93.1 %", "68 / 73"] in [row[1:3] for row in tables[1]] and "93.2" not in text
    assert "Solved 68" in text and "Partly solved 5" in text
