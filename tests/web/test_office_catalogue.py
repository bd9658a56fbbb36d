"""The catalogue in the browser: the list with its filters, an item with materials, steps and versions; the workbook."""

from dataclasses import replace
from html import unescape

import pytest

from services.park import load_park
from services.sample import small_park, to_workbook
from tests.web.desk import Desk
from tests.web.test_office_workbook import load, upload

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_items_are_listed_and_filtered_by_words_people_use_and_by_field(desk: Desk) -> None:
    reader = await desk.signed_in("W01")
    page = unescape((await reader.open("/items")).text)
    assert "共 12 条" in page and "国有建设用地使用权竞买摘牌" in page
    found = (await reader.open("/items?words=拿地")).text
    assert "YD02" in found and "JS02" not in found
    assert "JS02" not in (await reader.open("/items?field=规划用地")).text


async def test_an_item_shows_its_materials_steps_and_every_version(desk: Desk) -> None:
    item = next(item for item in small_park().items if item.code == "YD02")
    changed = item.model_copy(update={"fees": "<b>新价</b>"})
    await load_park(desk.db, replace(small_park(), items=(changed,)), at=desk.at)
    reader = await desk.signed_in("K01")
    page = (await reader.open("/items/YD02")).text
    for words in (
        "竞买申请书",
        "现场竞价摘牌",
        "竞价须由企业授权人现场举牌",
        "上一环节",
        "2026-11-24",
        "&lt;b&gt;新价",
    ):
        assert words in page, words
    assert (await reader.open("/items/XX99")).status_code == 404
    reader = await desk.signed_in("A01")
    assert (await reader.open("/items/YD02")).status_code == 200


async def test_an_uploaded_workbook_shows_what_changes_of_an_item_in_words_then_makes_a_version(desk: Desk) -> None:
    admin, park = await desk.signed_in("A01"), small_park()
    item = next(item for item in park.items if item.code == "JS02")
    steps = (item.steps[0].model_copy(update={"name": "先收材料"}), *item.steps[1:])
    changed = item.model_copy(update={"promised_days": 4, "steps": steps})
    seen = unescape((await upload(admin, to_workbook(replace(park, items=(changed,))))).text)
    assert "会改 1 条" in seen and "承诺工作日：4" in seen and "先收材料" in seen and "环节" in seen
    assert (await load(admin)).status_code == 303
    assert "先收材料" in (await admin.open("/items/JS02")).text
    assert "承诺工作日：3" in unescape((await admin.open("/trail?what=item")).text)


async def test_a_wrong_cell_of_an_item_is_told_in_the_readers_language(desk: Desk) -> None:
    admin, park = await desk.signed_in("A01"), small_park()
    item = park.items[0].model_copy(update={"promised_days": 99})
    seen = unescape((await upload(admin, to_workbook(replace(park, items=(item,))))).text)
    assert "items!H2: 承诺 99 个工作日，超过法定的" in seen
