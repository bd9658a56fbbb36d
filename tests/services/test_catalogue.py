"""The catalogue on real databases: versions that never change, loading from Excel, errors by cell, reading it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col, select

from domain.agency import Kind
from domain.errors import ItemWithdrawn, SheetErrors, UnknownItem
from services.catalogue import catalogue, see_code, see_item
from services.exchange import export, load
from services.item_rows import ItemRow
from services.park import ParkSheets, load_park
from services.sample import sample_park, small_park, to_workbook
from services.sample_catalogue import LANDING, ONLINE
from services.workbook import read_workbook
from storage.agency_tables import ServiceItem
from storage.database import Database
from storage.tables import Audit
from tests.services.people import MORNING, me, sample
from tests.services.test_workbook import errors_of, small, xlsx

LATER = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ITEM_COLUMNS = ["编号", "名称", "常用叫法", "领域", "类型", "部门编号", "承诺工作日", "法定工作日", "全程网办", "收费"]
MATERIAL_COLUMNS = ["事项编号", "材料名称", "形式", "原件", "份数", "样本"]
STEP_COLUMNS = ["事项编号", "环节名称", "谁来办", "部门编号", "工作日", "先办完", "到场原因"]


def book(**cells: object) -> bytes:
    """A park with one item of three steps, two of them side by side; other cells by their place, as in `items_G2`."""
    sheets: dict[str, list[list[Any]]] = small() | {
        "事项": [ITEM_COLUMNS, ["I1", "办证", "领证、get it", "办证类", "审批", "D2", 6, 20, "否", "不收费"]],
        "事项材料": [
            MATERIAL_COLUMNS,
            ["I1", "营业执照", "复印件", "否", 2, ""],
            ["I1", "申请表", "", "是", "", "见附页"],
        ],
        "事项环节": [
            STEP_COLUMNS,
            ["I1", "收件", "代办员", "", 1, "", ""],
            ["I1", "审查", "部门", "D1", 3, "1", ""],
            ["I1", "踏勘", "department", "", 5, "1", ""],
            ["I1", "领证", "企业", "", 1, "0", "须本人签字"],
        ],
    }
    names = {"items": "事项", "materials": "事项材料", "steps": "事项环节"}
    for place, value in cells.items():
        sheet, cell = place.split("_")
        sheets[names[sheet]][int(cell[1:]) - 1][ord(cell[0]) - ord("A")] = value
    return xlsx(sheets)


async def versions(db: Database, code: str) -> Sequence[ServiceItem]:
    async with db.read() as session:
        asked = select(ServiceItem).where(ServiceItem.code == code).order_by(col(ServiceItem.version))
        return (await session.exec(asked)).all()


def one(park: ParkSheets, code: str = "YD02") -> ItemRow:
    return next(item for item in park.items if item.code == code)


async def reload(db: Database, item: ItemRow) -> None:
    await load_park(db, replace(small_park(), items=(item,)), at=LATER)


def test_the_sample_has_143_items_five_of_them_wholly_online_with_all_steps_of_a_landing() -> None:
    items = sample_park().items
    assert len({item.code for item in items}) == len({item.name for item in items}) == 143
    assert {item.code for item in items if item.online} == ONLINE and len(ONLINE) == 5
    assert set(LANDING) <= {item.code for item in items}
    assert {item.kind for item in items} == set(Kind)
    assert all(item.materials and item.called for item in items)
    assert len(small_park().items) == 12 and set(LANDING) < {item.code for item in small_park().items}
    assert any(step.presence for item in items for step in item.steps)


def test_an_item_is_read_from_its_three_sheets() -> None:
    (item,) = read_workbook(book()).items
    assert (item.name, item.called, item.kind, item.online) == ("办证", ("领证", "get it"), Kind.APPROVAL, False)
    assert [each.kept() for each in item.materials] == [
        {"name": "营业执照", "form": "复印件", "original": False, "copies": 2},
        {"name": "申请表", "form": "", "original": True, "copies": 1, "sample": "见附页"},
    ]
    assert [each.kept() for each in item.steps] == [
        {"name": "收件", "worker": "agent", "days": 1},
        {"name": "审查", "worker": "department", "days": 3, "after": [0], "department": "D1"},
        {"name": "踏勘", "worker": "department", "days": 5, "after": [0]},
        {"name": "领证", "worker": "firm", "days": 1, "after": [], "presence": "须本人签字"},
    ]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"items_E2": "买卖"}, '事项!E2: unknown kind "买卖" – one of approval, setup, certificate or reward'),
        ({"items_F2": "D9"}, '事项!F2: "D9" is not in the sheet departments'),
        ({"items_G2": 5}, "事项!G2: the steps take 6 working days, 5 are promised"),
        ({"items_G2": 30}, "事项!H2: 30 working days are promised, the law allows 20"),
        ({"items_G2": "六"}, '事项!G2: "六" is no whole number'),
        ({"items_A2": "I2"}, '事项材料!A2: "I1" is not in the sheet 事项'),
        ({"materials_D2": "也许"}, '事项材料!D2: "也许" is neither yes nor no'),
        ({"materials_E2": 0}, "事项材料!E2: less than 1"),
        ({"steps_C3": "老板"}, '事项环节!C3: unknown worker "老板" – one of agent, department or firm'),
        ({"steps_D3": "D9"}, '事项环节!D3: "D9" is not in the sheet departments'),
        ({"steps_E3": 0}, "事项环节!E3: less than 1"),
        ({"steps_F3": "收件"}, '事项环节!F3: "收件" is no list of steps: their numbers, counted from 1, or 0 for none'),
        ({"steps_F3": "9"}, '事项环节!F3: "9": the item has only 4 steps'),
        ({"steps_F3": "2"}, "事项环节!F3: these steps wait for each other"),
    ],
)
def test_a_wrong_cell_of_an_item_is_named_by_its_place(cells: dict[str, object], says: str) -> None:
    assert says in errors_of(book(**cells))


def test_the_limits_of_an_item_are_those_of_its_table() -> None:
    columns = SQLModel.metadata.tables["service_item"].columns
    for name in ("code", "name", "field"):
        limits = [limit.max_length for limit in ItemRow.model_fields[name].metadata if hasattr(limit, "max_length")]
        assert limits == [getattr(columns[name].type, "length", None)], name


def test_steps_of_no_item_and_an_item_of_no_step_are_refused_and_the_sheets_may_be_absent() -> None:
    sheets = small() | {"事项环节": [STEP_COLUMNS, ["I1", "收件", "代办员", "", 1, "", ""]]}
    assert errors_of(xlsx(sheets)) == ["sheet items (事项) is missing"]
    sheets = small() | {"事项": [ITEM_COLUMNS, ["I1", "办证", "", "某类", "审批", "", 6, 20, "", ""]]}
    assert errors_of(xlsx(sheets)) == ['事项!A2: "I1" has no step in the sheet item_steps']
    assert read_workbook(xlsx(small())).items == ()


def test_what_breaks_the_rules_is_no_item_wherever_it_comes_from() -> None:
    with pytest.raises(ValidationError, match="too_long"):
        ItemRow.model_validate({**dict(one(small_park())), "promised_days": 1})


async def test_loading_the_same_again_changes_nothing_and_a_changed_item_becomes_a_new_version(db: Database) -> None:
    park = small_park()
    await load_park(db, park)
    (first,) = await versions(db, "YD02")
    before = first.model_dump()
    await load_park(db, read_workbook(to_workbook(park)), at=LATER)
    assert [each.model_dump() for each in await versions(db, "YD02")] == [before]

    await reload(db, one(park).model_copy(update={"fees": "免费"}))
    old, new = await versions(db, "YD02")
    assert old.model_dump() == before | {"is_current": False}
    assert (new.version, new.is_current, new.fees, new.since) == (2, True, "免费", LATER)
    assert new.steps == old.steps
    assert [each.version for each in await versions(db, "JS02")] == [1]
    assert len(await catalogue(db)) == len(park.items)

    sight = await see_item(db, old.id or 0)
    assert (sight.item.id, sight.is_newer) == (new.id, True)
    assert not (await see_item(db, new.id or 0)).is_newer


async def test_an_item_is_withdrawn_only_when_the_sheet_says_so_and_comes_back_as_it_was(db: Database) -> None:
    park = small_park()
    await load_park(db, park)
    await load_park(db, replace(park, items=park.items[:1]))
    assert len(await catalogue(db)) == len(park.items)  # what is not listed stays
    gone = one(park).model_copy(update={"withdrawn": True})
    await reload(db, gone)
    assert "YD02" not in {item.code for item in await catalogue(db)}
    (row,) = await versions(db, "YD02")
    with pytest.raises(ItemWithdrawn) as refused:
        await see_item(db, row.id or 0)
    assert refused.value.details == {"name": row.name}
    with pytest.raises(ItemWithdrawn):
        await see_code(db, "YD02")
    await reload(db, one(park))
    assert [each.is_current for each in await versions(db, "YD02")] == [True]
    with pytest.raises(UnknownItem):
        await see_item(db, 10**9)


@pytest.mark.parametrize("sql", ["UPDATE service_item SET name = 'x'", "DELETE FROM service_item"])
async def test_the_database_itself_keeps_every_version_as_it_was(db: Database, sql: str) -> None:
    await load_park(db, small_park())
    with pytest.raises(DBAPIError, match="versions of items never change"):
        async with db.write() as connection:
            await connection.execute(text(sql))


async def test_what_is_exported_and_loaded_again_changes_nothing_and_a_change_is_on_the_trail(db: Database) -> None:
    await sample(db)
    admin = await me(db, "A01")
    await reload(db, one(small_park()).model_copy(update={"withdrawn": True}))
    sheets = read_workbook(await export(db, by=admin, at=MORNING))
    assert len(sheets.items) == 12 and one(sheets).withdrawn
    await load(db, sheets, by=admin, at=LATER)
    assert [len(await versions(db, item.code)) for item in sheets.items] == [1] * 12
    changed = one(sheets, "JS02").model_copy(update={"promised_days": 4})
    await load(db, replace(sheets, items=(changed,)), by=admin, at=LATER)
    async with db.read() as session:
        (line,) = (await session.exec(select(Audit).where(Audit.what == "item"))).all()
    assert (line.row, line.act, line.old, line.new) == ("JS02", "change", {"promised_days": 3}, {"promised_days": 4})


@on_sqlite
async def test_one_wrong_item_leaves_everything_as_it_was(db: Database) -> None:
    await load_park(db, small_park())
    with pytest.raises(SheetErrors):
        read_workbook(book(items_G2=1))
    assert len(await catalogue(db)) == 12
