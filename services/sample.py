"""The sample park, made up: its first ten firms in full, the rest by rule; and any park as a workbook to fill in."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from domain.roles import Role
from services import sample_rest as rest
from services.identifiers import made_up_code
from services.item_rows import StepLine
from services.park import CategoryRow, DepartmentRow, FirmRow, ParkSheets, PersonRow
from services.rows import CHINESE, Line
from services.sample_catalogue import SMALL, items
from services.workbook import SHEETS

WIDTHS = {"name": 30, "roles": 24, "contacts": 18, "chain": 18, "phone": 16, "zh": 24, "en": 32, "credit_code": 24}
USUAL_WIDTH = 14
PARTS = {"item_materials": "materials", "item_steps": "steps"}
DEPARTMENTS = {"D1": "综合服务窗口", "D2": "经济发展局", "D3": "建设环保局", "D4": "社会事业局"}
PEOPLE = (
    ("D01", "周启明", "director", None),
    ("S01", "方静雯", "secretary", "D1"),
    ("W01", "何晓岚", "dispatcher", "D1"),
    ("A01", "罗子墨", "admin", "D1"),
    ("H01", "陈国梁", "head", "D1"),
    ("O01", "吴佳颖", "officer", "D1"),
    ("H02", "赵立新", "head", "D2"),
    ("O02", "孙雨桐", "officer", "D2"),
    ("H03", "郑海涛", "head", "D3"),
    ("O03", "马思远", "officer", "D3"),
    ("L01", "刘建军", "liaison", "D2"),
    ("L02", "杨春燕", "liaison", "D2"),
    ("L03", "黄志强", "liaison", "D3"),
    ("L04", "谢丽娟", "liaison", "D3"),
    ("L05", "邓文博", "liaison", "D1"),
    ("L06", "曾秀兰", "liaison", "D1"),
    ("C01", "李明远", "contact", None),
    ("C02", "王慧敏", "contact", None),
    ("C03", "张志伟", "contact", None),
    ("C04", "林雪梅", "contact", None),
    ("C05", "徐振华", "contact", None),
    ("C06", "朱婉清", "contact", None),
    ("C07", "胡大勇", "contact", None),
    ("C08", "高晓峰", "contact", None),
    ("C09", "梁美玲", "contact", None),
    ("C10", "宋清泉", "contact", None),
    ("C11", "唐悦然", "contact", None),
    ("C12", "韩冬生", "contact", None),
    ("O04", "彭思齐", "officer", "D4"),
    ("K01", "沈若谷", "assessor", None),
    ("P01", "秦远山", "chain_lead", None),
    ("P02", "苏映雪", "chain_lead", None),
)
CHAINS = {"P01": "先进装备制造", "P02": "生物医药"}
KINDS = (
    ("utilities", "水电气网", "Water, power, gas, network", 1, "D3"),
    ("surroundings", "道路环境物业", "Roads, surroundings, estate", 5, "D3"),
    ("people", "用工与人才", "Staff and talent", 5, "D4"),
    ("safety", "安全环保", "Safety and environment", 5, "D3"),
    ("finance", "融资税务", "Finance and tax", 5, "D2"),
    ("other", "其他", "Something else", 5, None),
    ("policy", "政策兑现", "Policies and rewards", 15, "D2"),
    ("building", "规划建设用地", "Planning, building, land", 15, "D3"),
)
FIRMS = (
    ("F01", "澜砚星精密机械有限公司", "先进装备制造", "large", True, "L01", ("C01", "C02")),
    ("F02", "禾穗岚生物科技有限公司", "生物医药", "large", True, "L02", ("C03", "C04")),
    ("F03", "云栈汐电子材料有限公司", "电子信息", "medium", False, "L03", ("C05",)),
    ("F04", "青砚曜新能源有限公司", "新能源新材料", "medium", False, "L03", ("C06",)),
    ("F05", "石桥畔食品有限公司", "食品加工", "medium", False, "L04", ("C07",)),
    ("F06", "拾光笺包装印刷有限公司", "先进装备制造", "small", False, "L04", ("C08",)),
    ("F07", "橘洲渡农产品有限公司", "食品加工", "small", False, "L04", ("C09",)),
    ("F08", "微岚雀传感技术有限公司", "电子信息", "small", False, "L05", ("C10",)),
    ("F09", "松果坞环保设备有限公司", "新能源新材料", "small", False, "L05", ("C11",)),
    ("F10", "白鹭汀医疗器械有限公司", "生物医药", "small", False, "L06", ("C12",)),
)


def sample_park() -> ParkSheets:
    """230 firms, 103 liaisons, 12 departments, 5 agents. Nobody in it exists, no telephone rings."""
    departments = {**DEPARTMENTS, **rest.DEPARTMENTS}
    made = park(departments, (*PEOPLE, *rest.people()), (*FIRMS, *rest.firms()))
    return replace(made, items=items(departments))


def small_park() -> ParkSheets:
    """The first of it: ten firms, six liaisons, four departments, twelve contacts. Quick enough for every test."""
    return replace(park(DEPARTMENTS, PEOPLE, FIRMS), items=items(DEPARTMENTS, SMALL))


def park(departments: Mapping[str, str], people: Sequence[Sequence[Any]], firms: Sequence[Sequence[Any]]) -> ParkSheets:
    """The rows of the sheets."""
    chains = CHAINS | rest.LEADS
    numbered = [(*columns, f"1380000{n:04}", chains.get(columns[0])) for n, columns in enumerate(people, start=1)]
    return ParkSheets(
        departments=tuple(DepartmentRow(code=code, name=name) for code, name in departments.items()),
        people=tuple(PersonRow.model_validate(dict(zip(PersonRow.model_fields, r, strict=True))) for r in numbered),
        firms=tuple(
            FirmRow.model_validate(dict(zip(FirmRow.model_fields, (*row, made_up_code(n)), strict=True)))
            for n, row in enumerate(firms, start=1)
        ),
        categories=tuple(
            CategoryRow.model_validate(dict(zip(CategoryRow.model_fields, r, strict=True))) for r in KINDS
        ),
    )


def to_workbook(sheets: ParkSheets) -> bytes:
    """The park as an .xlsx with Chinese columns, all cells text: what read_workbook takes."""
    from openpyxl import Workbook  # noqa: PLC0415 - 0.13 s that a start from the sample does not need

    book, content = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for kind, (_, row) in SHEETS.items():
        sheet = book.create_sheet(kind)
        sheet.freeze_panes = "A2"
        sheet.append([column.title for column in row.model_fields.values()])
        for line in lines_of(sheets, kind):
            sheet.append(written(line, row))
            for each in sheet[sheet.max_row]:
                each.data_type = "s" if each.data_type == "f" else each.data_type  # a name that begins with =
        for column, name in zip("ABCDEFGHIJKL", row.model_fields, strict=False):
            sheet.column_dimensions[column].width = WIDTHS.get(name, USUAL_WIDTH)
            sheet.column_dimensions[column].number_format = "@"
    book.save(content)
    return content.getvalue()


def lines_of(sheets: ParkSheets, kind: str) -> Sequence[Line]:
    """The lines of a sheet; materials and steps stand with their items."""
    if kind in PARTS:
        return [part for item in sheets.items for part in getattr(item, PARTS[kind])]
    lines: Sequence[Line] = getattr(sheets, kind)
    return lines


def written(line: Line, columns: type[Line]) -> list[object]:
    """A line's cells as people write them."""
    return [cell_of(line, name) for name in columns.model_fields]


def cell_of(line: Line, name: str) -> object:
    """One of its cells; steps are counted from 1."""
    value = getattr(line, name)
    if isinstance(line, StepLine) and name == "after" and value is not None:
        return "、".join(str(position + 1) for position in value) or "0"
    return in_chinese(value) if name == "size" else cell(value)


def cell(value: object) -> object:
    """One value as people write it: several codes or roles stand in one cell."""
    if isinstance(value, bool):
        return in_chinese("yes" if value else "no")
    if isinstance(value, StrEnum):
        return in_chinese(value)
    if isinstance(value, frozenset):
        return "、".join(in_chinese(role) for role in Role if role in value)
    return "、".join(value) if isinstance(value, tuple) else value


def in_chinese(word: str) -> str:
    """The first Chinese word for a role, a size, a yes or no."""
    return CHINESE[word].split()[0]
