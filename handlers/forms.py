"""Guided forms, written once: a form is a table of steps; back, skip, cancel, resume, "no answer" are here."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from cards.card import Button, Card, in_rows, tap
from cards.thread import code_in
from cards.ticket import ticket_card
from domain.errors import BadDate, NotAnAnswer, Overtaken, Refusal
from domain.numbers import read_case_number, read_number
from handlers.desk import Filling
from handlers.filters import Tapped
from handlers.readers import Answer, read
from handlers.replies import Reply, send, show, toast
from handlers.talk import Talk
from services.tickets import made_by
from texts import Html

Choices = Sequence[tuple[str, str]]
PREFIX, DATE = "f", "date"
BACK, SKIP, CANCEL = "<", ">", "x"


@dataclass(frozen=True)
class Step:
    """One question. `read` turns what was sent into the answer; `choices` offers answers as buttons.

    A step with `collects` takes any number of files and stays until the person goes on; one with `toggles` stays
    when a button only changes what is chosen (it says so by True). One that is `silent` is not counted, and not gone
    back to, when its answer was known beforehand. `below` is what else there is to know, with buttons.
    """

    name: str
    read: Callable[[Talk, Filling, Answer], Any]
    choices: Callable[[Talk, Filling], Awaitable[Choices]] | None = None
    optional: bool = False
    collects: bool = False
    width: int = 2
    toggles: Callable[[Filling, str], bool] | None = None
    silent: bool = False
    below: Callable[[Talk, Filling], Awaitable[Card]] | None = None


@dataclass(frozen=True)
class Form:
    """A table of steps, and what is done with the answers. `keep` saves what was sent at the wrong step."""

    name: str
    steps: tuple[Step, ...]
    send: Callable[[Talk, Filling], Awaitable[Reply]]
    keep: Callable[[Filling, Answer], bool] | None = None
    shows: Callable[[Talk, Filling], Awaitable[dict[str, Any]]] | None = None
    cancel: str = "form-button-cancel"
    cancelled: str = "form-cancelled"


class Forms:
    """All forms of the desk, by name."""

    def __init__(self, *forms: Form) -> None:
        self.by_name = {form.name: form for form in forms}

    async def begin(self, talk: Talk, filling: Filling) -> Reply:
        """Start a form, or go on with one that was begun."""
        form = self.by_name[filling.form]
        skip_answered(form, filling)
        filling.seen = talk.update_id
        talk.desk.start(filling)
        await talk.save()
        return [send(talk, await self.prompt(talk, filling))]

    async def answer(self, talk: Talk) -> Reply:
        """A message answers the active form's step."""
        filling = active(talk)
        if filling.seen == talk.update_id:
            return [send(talk, await self.prompt(talk, filling))]
        filling.seen = talk.update_id
        answer = read(talk.messages)
        step = self.step(filling)
        try:
            value = step.read(talk, filling, answer)
        except NotAnAnswer as why:
            return await self.no_answer(talk, filling, answer, why)
        return await self.take(talk, filling, value, answer)

    async def no_answer(self, talk: Talk, filling: Filling, answer: Answer, why: NotAnAnswer) -> Reply:
        """Say what the step needs; what was sent is kept where the form has a place for it."""
        keep = self.by_name[filling.form].keep
        kept = bool(keep and keep(filling, answer))
        notes = [talk.say(why.text, **why.details), *([talk.say("form-kept")] if kept else []), *advice(talk, answer)]
        note = Html("\n".join(notes))
        await talk.save()
        return [send(talk, await self.prompt(talk, filling, note))]

    async def take(self, talk: Talk, filling: Filling, value: Any, answer: Answer | None = None) -> Reply:
        """Note the answer and go on; after the last step the form is sent."""
        step, form = self.step(filling), self.by_name[filling.form]
        filling.answers[step.name] = value
        if answer and value == answer.text:
            filling.hear(step.name, answer.parts)
        if step.collects and answer:
            await talk.save()
            return [send(talk, await self.prompt(talk, filling, note_files(talk, filling, answer)))]
        filling.step += 1
        skip_answered(form, filling)
        if filling.step >= len(form.steps):
            return await self.finish(talk, form, filling)
        await talk.save()
        return show(talk, await self.prompt(talk, filling))

    async def finish(self, talk: Talk, form: Form, filling: Filling) -> Reply:
        """Send the form."""
        try:
            reply = await form.send(talk, filling)
        except Refusal as why:
            return await self.refused(talk, form, filling, why)
        talk.desk.finish(filling, talk.update_id)
        await talk.save()
        return reply

    async def refused(self, talk: Talk, form: Form, filling: Filling, why: Refusal) -> Reply:
        """A date is given anew, a report sent later: nothing is lost. What has moved on ends its form."""
        if isinstance(why, Overtaken) or (filling.ticket_id and not isinstance(why, BadDate)):
            talk.desk.drop(filling)
            await talk.save()
            raise why
        names = [step.name for step in form.steps]
        filling.step = names.index(DATE) if isinstance(why, BadDate) and DATE in names else len(names) - 1
        filling.answers.pop(names[filling.step], None)
        await talk.save()
        return [send(talk, await self.prompt(talk, filling, talk.say(why.text, **why.details)))]

    async def press(self, talk: Talk, key: str, step: str, value: str) -> Reply:
        """A button of a form: f:key:step:value."""
        filling = talk.desk.with_key(key)
        if filling is None:
            return await self.over(talk, key)
        if filling.seen == talk.update_id:
            return show(talk, await self.prompt(talk, filling))
        if int(step) != filling.step:
            return toast(talk, talk.say.plain("form-step-over"))
        filling.seen = talk.update_id
        talk.desk.active = filling.slot
        return await self.pressed(talk, filling, value)

    async def pressed(self, talk: Talk, filling: Filling, value: str) -> Reply:
        """Cancel, back, skip, or an answer."""
        if value == CANCEL:
            return await self.cancel(talk, filling)
        if value == BACK:
            return await self.back(talk, filling)
        if value == SKIP:
            return await self.take(talk, filling, filling.answers.get(self.step(filling).name))
        step = self.step(filling)
        if step.toggles and step.toggles(filling, value):
            await talk.save()
            return show(talk, await self.prompt(talk, filling))
        return await self.take(talk, filling, value)

    async def back(self, talk: Talk, filling: Filling) -> Reply:
        """One question back; its answer can be given anew."""
        first = self.first(filling)
        filling.step = max(filling.step - 1, first)
        filling.forget(self.step(filling).name)
        await talk.save()
        return show(talk, await self.prompt(talk, filling))

    async def cancel(self, talk: Talk, filling: Filling) -> Reply:
        """The person does not want to go on."""
        talk.desk.drop(filling)
        await talk.save()
        return show(talk, talk.say(self.by_name[filling.form].cancelled))

    async def over(self, talk: Talk, key: str) -> Reply:
        """A button of a form that is sent or cancelled: show what it led to."""
        sight = await made_by(talk.db, key, talk.me) if talk.me else None
        if sight is None:
            return toast(talk, talk.say.plain("form-over"))
        return show(talk, ticket_card(sight, talk.say, talk.db.park.calendar, talk.at))

    async def edited(self, talk: Talk) -> bool:
        """A message was changed that answered a step of a form not sent yet: the answer changes with it."""
        answer = read(talk.messages)
        for filling in talk.desk.begun.values():
            if answer.text and filling.reword(answer.message_id, answer.text):
                await talk.save()
                return True
        return False

    def step(self, filling: Filling) -> Step:
        """The question that is open."""
        return self.by_name[filling.form].steps[filling.step]

    async def prompt(self, talk: Talk, filling: Filling, note: Html | None = None) -> Card:
        """The question with its buttons."""
        form, step = self.by_name[filling.form], self.step(filling)
        details = await form.shows(talk, filling) if form.shows else {}
        question = talk.say(f"{form.name}-{step.name}", **details)
        first = self.first(filling)
        here, steps = filling.step + 1 - first, len(form.steps) - first
        where = talk.say("form-where", step=here, steps=steps) if steps > 1 else ""
        below = await step.below(talk, filling) if step.below else Card(Html(""))
        text = Html("\n".join(str(part) for part in (note, f"{question} {where}".strip(), below.text) if part))
        choices = await step.choices(talk, filling) if step.choices else []
        answers = [Button(label, tap(PREFIX, filling.key, filling.step, value)) for label, value in choices]
        return Card(
            text, (*in_rows(answers, step.width), *below.rows, navigation(talk, filling, form, step, first=first))
        )

    def first(self, filling: Filling) -> int:
        """The first step that the person is asked: not what was known beforehand."""
        steps = self.by_name[filling.form].steps
        known = steps[0].silent and filling.step > 0 and steps[0].name in filling.answers
        return int(known and len(steps) > 1)


def navigation(talk: Talk, filling: Filling, form: Form, step: Step, *, first: int) -> tuple[Button, ...]:
    """Back, skip or go on, cancel."""
    labels = {CANCEL: form.cancel}
    if step.optional:
        labels = {SKIP: "form-button-next" if filling.answers.get(step.name) else "form-button-skip", **labels}
    if filling.step > first:
        labels = {BACK: "form-button-back", **labels}
    make = talk.say.plain
    return tuple(Button(make(label), tap(PREFIX, filling.key, filling.step, verb)) for verb, label in labels.items())


def note_files(talk: Talk, filling: Filling, answer: Answer) -> Html:
    """How many files are in; what is too large is named, with what to do about it."""
    note = talk.say("form-files-kept", count=len(filling.files))
    return Html("\n".join([note, *advice(talk, answer)]))


def advice(talk: Talk, answer: Answer) -> list[Html]:
    """What to do about each file that is too large to be fetched."""
    return [talk.say("form-file-large", name=file.name or file.kind) for file in answer.too_large]


def skip_answered(form: Form, filling: Filling) -> None:
    """Questions that are answered already are not asked."""
    while filling.step < len(form.steps) and form.steps[filling.step].name in filling.answers:
        filling.step += 1


def active(talk: Talk) -> Filling:
    """The form that is being filled in."""
    if talk.desk.filling is None:
        raise LookupError("no form is active")
    return talk.desk.filling


class IsFilling(Filter):
    """The person is in the middle of a form, and does not reply to something else: a reply belongs to its card."""

    async def __call__(self, event: TelegramObject, talk: Talk) -> bool:
        """Whether the message answers the form."""
        filling = talk.desk.filling
        if talk.me is None or filling is None:
            return False
        replied = event.reply_to_message if isinstance(event, Message) else None
        told = (replied.text or replied.caption or "") if replied else ""
        number = read_number(told, talk.db.park.prefix) or read_case_number(told)
        return code_in(told) is None and (number is None or number == filling.number)


class CameAgain(Filter):
    """The update has finished a form before, and the process died before it could say so."""

    async def __call__(self, _event: TelegramObject, talk: Talk) -> bool:
        """Whether the reply alone is still owed."""
        return talk.me is not None and talk.desk.done_update == talk.update_id


def router(forms: Forms) -> Router:
    """The router of all forms; commands stand before it."""
    made = Router(name="forms")

    @made.callback_query(Tapped(PREFIX))
    async def press(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await forms.press(talk, *parts)

    @made.message(IsFilling())
    async def answer(_message: Message, talk: Talk) -> Reply:
        return await forms.answer(talk)

    return made


def repeat_router(forms: Forms) -> Router:
    """Updates that come again after a crash: they are answered with what they led to."""
    made = Router(name="again")

    @made.message(CameAgain())
    @made.callback_query(CameAgain())
    async def again(_event: TelegramObject, talk: Talk) -> Reply:
        return await forms.over(talk, talk.desk.done_key)

    return made
