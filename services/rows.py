"""What the rows of a park's workbook have in common: how cells are read, codes, words in both languages."""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue

SEPARATORS = re.compile(r"[,、;\s]+")
CHINESE = {
    "small": "小 小型",
    "medium": "中 中型",
    "large": "大 大型",
    "yes": "是",
    "no": "否",
    "contact": "企业联系人 联系人",
    "liaison": "驻企联络员 联络员",
    "agent": "代办员",
    "officer": "部门经办人 经办人",
    "head": "部门负责人 负责人",
    "dispatcher": "派单员",
    "director": "管委会主任 主任",
    "chain_lead": "产业链长 链长",
    "secretary": "接待日秘书 秘书",
    "assessor": "督查考核",
    "inspector": "执法人员",
    "admin": "管理员",
    "department": "部门",
    "firm": "企业",
    "approval": "审批",
    "setup": "开办",
    "certificate": "办证",
    "reward": "兑现",
}
ENGLISH = {word: english for english, words in CHINESE.items() for word in words.split()}


def english(word: object) -> object:
    """A role, a size, a kind, a yes or no in the word that is stored."""
    return ENGLISH.get(word, word.casefold()) if isinstance(word, str) else word


def split(cell: object) -> object:
    """The words of a cell that holds several."""
    return list(dict.fromkeys(filter(None, SEPARATORS.split(cell)))) if isinstance(cell, str) else cell


Code = Annotated[str, Field(max_length=32, pattern=r"^[\w.-]+$")]
# A column that a workbook may leave out: it came later than the first workbooks.
LATER: dict[str, JsonValue] = {"optional": True}


class Line(BaseModel):
    """One line of a sheet. A field's name is its column's English name, its title the Chinese one."""

    model_config = ConfigDict(frozen=True)


class Row(Line):
    """A line that has a code of its own, by which it is known again."""

    code: str
