"""Files in the background (导出): which period, how far one is, and the file itself."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from cards.card import Button, Card, Document, in_rows, tap
from domain.exports import ExportEnd, ExportKind, bar, month_of, percent, year_of
from storage.export_tables import Export
from texts import Html, Say

EXPORT = "ex"
ASK, STOP, AGAIN = "ask", "stop", "again"
FORMATS = {ExportKind.LEDGER: "xlsx", ExportKind.REPORT: "docx"}


def choice_card(made: Sequence[Export], today: date, say: Say, *, reports: bool) -> Card:
    """The periods that are asked for most, each a button; and what has been asked for of late."""
    this, year = month_of(today), year_of(today.year)
    before = month_of(this.first - timedelta(days=1))
    ledgers = [period_button(ExportKind.LEDGER, period.text, say) for period in (this, before, year)]
    ledgers.append(period_button(ExportKind.LEDGER, year_of(today.year - 1).text, say))
    months = [period_button(ExportKind.REPORT, period.text, say) for period in (before, this)] if reports else []
    late = [Html(""), say("export-late"), *(line(each, say) for each in made)] if made else []
    again = [Button(f"📎 {each.name}", tap(EXPORT, AGAIN, each.id)) for each in made if each.stored]
    text = Html("\n".join([say("export-choose"), *late]))
    return Card(text, (*in_rows(ledgers, 2), *in_rows(months, 2), *in_rows(again, 1)))


def period_button(kind: ExportKind, period: str, say: Say) -> Button:
    """The button that asks for a file of a period."""
    return Button(say.plain(f"export-button-{kind}", period=period), tap(EXPORT, ASK, kind, period))


def line(row: Export, say: Say) -> Html:
    """One that was asked for, and what has become of it."""
    state = say.word(row.ended) if row.ended else say.plain("export-running", percent=percent(row.done, row.total))
    return say("export-line", at=say.stamp(row.asked_at), kind=row.kind, period=row.period, state=state)


def asked_card(row: Export, say: Say) -> Card:
    """It is being made, and will come here."""
    if row.ended_at:
        return Card(line(row, say))
    return Card(say("export-asked", kind=row.kind, period=row.period), stop_row(row, say))


def progress_card(row: Export, say: Say, *, done: int, total: int) -> Card:
    """How far it is: in one message, which changes."""
    share = percent(done, total)
    far = {"bar": bar(share), "percent": share, "done": done, "total": total}
    return Card(say("export-progress", kind=row.kind, period=row.period, **far), stop_row(row, say))


def stop_row(row: Export, say: Say) -> tuple[tuple[Button, ...], ...]:
    """The button for who does not want it any more."""
    return ((Button(say.plain("export-stop"), tap(EXPORT, STOP, row.id)),),)


def over_card(row: Export, say: Say) -> Card:
    """The message that told how far it was, at the end."""
    return Card(say("export-over", kind=row.kind, period=row.period, state=row.ended or ExportEnd.MADE))


def file_card(row: Export, content: bytes | None, say: Say, at: datetime) -> Card:
    """The file; or why there is none, and what can be done."""
    if row.ended is ExportEnd.MADE and content is None:
        return Card(say("export-gone", kind=row.kind, period=row.period), ask_again(row, say))
    if row.ended is not ExportEnd.MADE or content is None:
        why = say(f"export-why-{row.ended or ExportEnd.FAILED}".replace("_", "-"), kind=row.kind, period=row.period)
        return Card(why, ask_again(row, say))
    told = {"period": row.period, "rows": row.total, "at": say.stamp(row.ended_at or at)}
    text = say("export-made-report" if row.kind is ExportKind.REPORT else "export-made-ledger", **told)
    return Card(text, documents=(Document(row.name, content),))


def ask_again(row: Export, say: Say) -> tuple[tuple[Button, ...], ...]:
    """The button that has it made once more."""
    return ((period_button(row.kind, row.period, say),),)


def file_name(row: Export, say: Say, at: datetime) -> str:
    """What the file is called: what it is of, and as of when, so that two of them do not overwrite each other."""
    stamp = say.stamp(at).replace(":", "").replace(" ", "-")
    return f"{say.word(row.kind)}-{row.period.replace(' ', '_')}-{stamp}.{FORMATS[row.kind]}"
