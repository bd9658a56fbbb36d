"""An item of the catalogue as a workbook lists it: a line of its own, its materials, its steps; checked as a whole."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from domain.agency import Kind, Worker
from domain.catalogue import Flaw, Found, flaws
from services.rows import LATER, Code, Line, Row, english, split

BETWEEN_WORDS = re.compile(r"\s*[,、;]\s*")
NOTHING = {"0", "无", "none"}
MOST_CALLED, LONGEST_DAYS, MOST_COPIES = 40, 2000, 50
Days = Annotated[int, Field(ge=1, le=LONGEST_DAYS)]
YesOrNo = Annotated[bool, BeforeValidator(english)]


def phrases(cell: object) -> object:
    """Words that people use; blanks may stand within one, so that English ones can be given."""
    return list(dict.fromkeys(filter(None, BETWEEN_WORDS.split(cell)))) if isinstance(cell, str) else cell


def positions(cell: object) -> object:
    """Which steps come before: people count from 1, 0 or 无 is none. Raises PydanticCustomError."""
    words = split(cell)
    if not isinstance(cell, str) or not isinstance(words, list):
        return cell
    if len(words) == 1 and words[0] in NOTHING:
        return ()
    if not all(word.isdecimal() and int(word) for word in words):
        raise PydanticCustomError("no_positions", "no numbers of steps")
    return tuple(int(word) - 1 for word in words)


class ItemLine(Row):
    """A line of the sheet items. Withdrawn (停用) ones are kept and not shown."""

    code: Code = Field(title="编号")
    name: str = Field(title="名称", max_length=120)
    called: Annotated[tuple[Annotated[str, Field(max_length=40)], ...], BeforeValidator(phrases)] = Field(
        default=(), title="常用叫法", max_length=MOST_CALLED
    )
    field: str = Field(title="领域", max_length=40)
    kind: Annotated[Kind, BeforeValidator(english)] = Field(title="类型")
    department: Code | None = Field(default=None, title="部门编号")
    promised_days: Days = Field(title="承诺工作日")
    statutory_days: Days = Field(title="法定工作日")
    online: YesOrNo = Field(default=False, title="全程网办")
    fees: str = Field(default="", title="收费", max_length=500)
    withdrawn: YesOrNo = Field(default=False, title="停用", json_schema_extra=LATER)


class MaterialLine(Line):
    """A line of the sheet item_materials."""

    item: Code = Field(title="事项编号")
    name: str = Field(title="材料名称", max_length=120)
    form: str = Field(default="", title="形式", max_length=120)
    original: YesOrNo = Field(default=False, title="原件")
    copies: int = Field(default=1, title="份数", ge=1, le=MOST_COPIES)
    sample: str = Field(default="", title="样本", max_length=300, json_schema_extra=LATER)

    def __str__(self) -> str:
        return said(self)

    def kept(self) -> dict[str, Any]:
        """As `ServiceItem.materials` keeps it."""
        return self.model_dump(exclude={"item"} | ({"sample"} if not self.sample else set()))


class StepLine(Line):
    """A line of the sheet item_steps; `after` counts from 0, None is the step before."""

    item: Code = Field(title="事项编号")
    name: str = Field(title="环节名称", max_length=120)
    worker: Annotated[Worker, BeforeValidator(english)] = Field(title="谁来办")
    department: Code | None = Field(default=None, title="部门编号")
    days: Days = Field(title="工作日")
    after: Annotated[tuple[int, ...] | None, BeforeValidator(positions)] = Field(default=None, title="先办完")
    presence: str = Field(default="", title="到场原因", max_length=300)

    def __str__(self) -> str:
        return said(self)

    def kept(self) -> dict[str, Any]:
        """As `ServiceItem.steps` keeps it: what is missing is left out."""
        given = {"name": self.name, "worker": str(self.worker), "days": self.days}
        after = {} if self.after is None else {"after": list(self.after)}
        others = {"department": self.department, "presence": self.presence}
        return given | after | {name: value for name, value in others.items() if value}


def said(line: Line) -> str:
    """All that a line says, for whoever compares two of them."""
    values = [value for name, value in line if name != "item"]
    return "/".join(str(value) for value in values if value not in (None, "", False))


class ItemRow(ItemLine):
    """A whole item. Its rules are held here too: what breaks them is no item, wherever it comes from."""

    materials: tuple[MaterialLine, ...] = ()
    steps: tuple[StepLine, ...] = ()

    @model_validator(mode="after")
    def holds(self) -> Self:
        """The rules of domain/catalogue.py. Raises ValueError."""
        if found := list(flaws([step.kept() for step in self.steps], self.promised_days, self.statutory_days)):
            raise ValueError(", ".join(each.flaw for each in found))
        return self


class Misfit(NamedTuple):
    """What is wrong between an item's lines, at the cell where it can be mended."""

    sheet: str
    line: int
    column: str
    key: str
    says: Mapping[str, object]


def misfits(items: Mapping[int, ItemLine], steps: Mapping[int, StepLine]) -> Iterator[Misfit]:
    """What breaks the rules of domain/catalogue.py; lines by their number in the sheet."""
    lines_of: dict[str, list[int]] = defaultdict(list)
    for line, step in steps.items():
        lines_of[step.item].append(line)
    for line, item in items.items():
        own = lines_of[item.code]
        found = flaws([steps[each].kept() for each in own], item.promised_days, item.statutory_days)
        yield from (misfit(each, line, item, [(n, steps[n]) for n in own]) for each in found)


def misfit(found: Found, line: int, item: ItemLine, steps: Sequence[tuple[int, StepLine]]) -> Misfit:
    """One of them: at the step, or at the item's days, or at its code when it has no step."""
    if found.step is not None:
        where, step = steps[found.step]
        after = "、".join(str(each + 1) for each in step.after or ())
        return Misfit("item_steps", where, "after", found.flaw, {**found.says, "input": after})
    column = {Flaw.NO_STEP: "code", Flaw.TOO_LONG: "promised_days"}.get(found.flaw, "statutory_days")
    return Misfit("items", line, column, found.flaw, {**found.says, "input": item.code})


def whole_items(
    lines: Iterable[ItemLine], materials: Iterable[MaterialLine], steps: Iterable[StepLine]
) -> Iterator[ItemRow]:
    """Items put together from lines that were read and fit together."""
    papers: dict[str, list[MaterialLine]] = defaultdict(list)
    tasks: dict[str, list[StepLine]] = defaultdict(list)
    for material in materials:
        papers[material.item].append(material)
    for step in steps:
        tasks[step.item].append(step)
    for line in lines:
        parts = {"materials": tuple(papers[line.code]), "steps": tuple(tasks[line.code])}
        yield ItemRow.model_validate(dict(line) | parts)
