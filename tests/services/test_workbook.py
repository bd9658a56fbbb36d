"""A park's workbook: what is read, what is refused and at which cell, and that loading is all or nothing."""

import io
import zipfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from openpyxl import Workbook
from sqlmodel import SQLModel, col, select

from domain.errors import SheetErrors
from domain.readable import BRAND
from domain.roles import Role
from services.identifiers import made_up_code
from services.park import CategoryRow, DepartmentRow, FirmRow, Loaded, ParkSheets, PersonRow, load_park
from services.rows import Row
from services.sample import sample_park, small_park, to_workbook
from services.workbook import SAYS, read_workbook
from storage.agency_tables import ServiceItem
from storage.assignment import liaisons_of
from storage.database import Database
from storage.migrate import migrate
from storage.sealed import Sealed
from storage.tables import Category, Contact, Department, Firm, Person, PersonRole
from tests.house import KEYS

NO_WORKBOOK, TOO_FAR, TOO_LARGE = SAYS["no_workbook"], SAYS["too_far"], SAYS["too_large"].format(most=50)
TABLES: tuple[type[SQLModel], ...] = (Department, Person, PersonRole, Firm, Contact, Category, ServiceItem)
AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
Sheets = dict[str, list[list[Any]]]


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'park.db'}", keys=KEYS)
    await migrate(database)
    yield database
    await database.close()


def small() -> Sheets:
    """A park that is right: two departments, three people, two firms."""
    return {
        "departments": [["code", "name"], ["D1", "综合服务窗口"], ["D2", "经济发展局"]],
        "people": [
            ["code", "name", "roles", "department", "phone"],
            ["L01", "刘建军", "liaison, officer", "D2", "13800000001"],
            ["C01", "李明远", "contact", None, "13800000002"],
            ["C02", "王慧敏", "联系人", None, None],
        ],
        "firms": [
            ["code", "name", "chain", "size", "backbone", "liaison", "contacts"],
            ["F01", "澜砚星精密机械有限公司", "先进装备制造", "large", "yes", "L01", "C02、C01"],
            ["F02", "石桥畔食品有限公司", None, "小", None, None, None],
        ],
    }


def categories(*rows: list[Any]) -> list[list[Any]]:
    return [["code", "zh", "en", "resolve_days"], *rows]


def xlsx(sheets: Sheets) -> bytes:
    book, content = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(content)
    return content.getvalue()


def changed(place: str, value: object) -> bytes:
    """The small park with one other cell, as in `people!C3`."""
    sheets = small()
    title, cell = place.split("!")
    sheets[title][int(cell[1:]) - 1][ord(cell[0]) - ord("A")] = value
    return xlsx(sheets)


def errors_of(content: bytes) -> list[str]:
    with pytest.raises(SheetErrors) as refused:
        read_workbook(content)
    return list(refused.value.errors)


async def rows_of(db: Database) -> dict[str, list[dict[str, Any]]]:
    """Everything a load can write."""
    async with db.read() as session:
        found = {table: (await session.exec(select(table))).all() for table in TABLES}
    return {table.__name__: sorted((r.model_dump() for r in rows), key=str) for table, rows in found.items()}


async def firms_of(db: Database, code: str) -> Sequence[str]:
    """The codes of the firms a liaison has."""
    async with db.read() as session:
        asked = select(Firm.code).join(Person, col(Person.id) == Firm.liaison_id).where(Person.code == code)
        return (await session.exec(asked.order_by(col(Firm.code)))).all()


def test_the_sample_has_what_the_desk_needs() -> None:
    park = small_park()
    held = [role for person in park.people for role in person.roles]
    liaisons = [firm.liaison for firm in park.firms]
    assert (len(park.departments), len(park.firms), held.count(Role.LIAISON), held.count(Role.CONTACT)) == (
        4,
        10,
        6,
        12,
    )
    assert {Role.ASSESSOR, Role.CHAIN_LEAD} < set(held)
    assert {person.chain for person in park.people if Role.CHAIN_LEAD in person.roles} == {
        firm.chain for firm in park.firms if firm.backbone
    }
    assert sum(kind.department is None for kind in park.categories) == 1
    assert all(1 <= liaisons.count(code) <= 3 for code in set(liaisons))
    assert len(set(liaisons)) == 6
    assert sum(firm.backbone for firm in park.firms) == 2
    assert {Role.DIRECTOR, Role.SECRETARY, Role.DISPATCHER, Role.ADMIN, Role.HEAD, Role.OFFICER} < set(held)
    assert all(str(person.phone).startswith("1380000") for person in park.people)


def test_the_whole_sample_grows_around_its_first_ten_firms_with_one_to_three_a_liaison() -> None:
    park, first = sample_park(), small_park()
    held = [role for person in park.people for role in person.roles]
    assert (len(park.firms), held.count(Role.LIAISON), len(park.departments)) == (230, 103, 12)
    assert held.count(Role.AGENT) == 5
    assert park.people[: len(first.people)] == first.people
    assert park.firms[: len(first.firms)] == first.firms
    assert set(Counter(firm.liaison for firm in park.firms).values()) == {1, 2, 3}
    assert len({firm.liaison for firm in park.firms}) == 103
    assert all(firm.contacts for firm in park.firms)
    assert len({firm.name[:BRAND] for firm in park.firms}) == 230
    assert len({person.name for person in park.people}) == len(park.people)
    assert {person.chain for person in park.people if person.chain} == {f.chain for f in park.firms if f.backbone}


def test_the_sample_written_and_read_again_is_the_same() -> None:
    assert read_workbook(to_workbook(sample_park())) == sample_park()


async def test_loading_the_sample_twice_changes_nothing(db: Database) -> None:
    sheets = read_workbook(to_workbook(small_park()))
    assert await load_park(db, sheets) == Loaded(
        departments=4, people=32, firms=10, contacts=12, categories=8, items=12
    )
    before = await rows_of(db)
    await load_park(db, sheets)
    assert await rows_of(db) == before
    assert {name: len(rows) for name, rows in before.items()} == {
        "Department": 4,
        "Person": 32,
        "PersonRole": 32,
        "Firm": 10,
        "Contact": 12,
        "Category": 8,
        "ServiceItem": 12,
    }


async def test_chains_and_suggested_departments_are_loaded_and_may_be_left_out(db: Database) -> None:
    sheets = small() | {"categories": [["code", "zh", "en", "resolve_days", "部门编号"], ["x", "某", "x", 3, "D2"]]}
    for row, chain in zip(sheets["people"], ["产业链", "食品加工", None, None], strict=True):
        row.append(chain)
    await load_park(db, read_workbook(xlsx(sheets)))
    async with db.read() as session:
        assert (await session.exec(select(Person.chain).where(Person.code == "L01"))).one() == "食品加工"
        suits = select(Department.code).join(Category, col(Category.department_id) == Department.id)
        assert (await session.exec(suits.where(Category.code == "x"))).one() == "D2"
    assert read_workbook(xlsx(small())).people[0].chain is None
    sheets["categories"][1][-1] = "D9"
    assert errors_of(xlsx(sheets)) == ['categories!E2: "D9" is not in the sheet departments']


async def test_the_first_contact_is_the_owner(db: Database) -> None:
    await load_park(db, read_workbook(xlsx(small())))
    async with db.read() as session:
        asked = select(Person.code, Contact.is_owner).join(Contact, col(Contact.person_id) == Person.id)
        assert set(await session.exec(asked)) == {("C02", True), ("C01", False)}


async def test_a_second_load_changes_what_it_lists_and_keeps_the_rest(db: Database) -> None:
    await load_park(db, read_workbook(xlsx(small())))
    async with db.begin() as session:
        person = (await session.exec(select(Person).where(Person.code == "C01"))).one()
        person.language = "en"
    sheets = small()
    del sheets["departments"][1], sheets["people"][3], sheets["firms"][2]
    sheets["people"][2][1:3] = ["李明", "contact, admin"]
    sheets["firms"][1][5:] = [None, "C01"]
    with pytest.raises(SheetErrors) as refused:
        await load_park(db, read_workbook(xlsx(sheets)))
    assert "would be left without a liaison; room have: L01" in str(refused.value.errors[0])
    sheets["firms"][1][5] = "L01"
    await load_park(db, read_workbook(xlsx(sheets)))
    rows = await rows_of(db)
    person_row = next(row for row in rows["Person"] if row["code"] == "C01")
    assert (person_row["name"], person_row["language"]) == ("李明", "en")
    assert [len(rows[name]) for name in ("Department", "Person", "Firm")] == [2, 3, 2]
    assert [(c["person_id"], c["is_owner"]) for c in rows["Contact"]] == [(person_row["id"], True)]
    assert {r["role"] for r in rows["PersonRole"] if r["person_id"] == person_row["id"]} == {Role.CONTACT, Role.ADMIN}
    assert len(await firms_of(db, "L01")) == 1


async def test_listed_categories_come_first_and_the_others_stay_behind_them(db: Database) -> None:
    sheets = small() | {
        "categories": categories(["school", "子女入学", "Schooling", 10], ["policy", "政策", "Policy", 20])
    }
    for _ in range(2):
        await load_park(db, read_workbook(xlsx(sheets)))
        async with db.read() as session:
            found = (await session.exec(select(Category).order_by(col(Category.position)))).all()
        assert [row.code for row in found[:4]] == ["school", "policy", "utilities", "surroundings"]
        assert [row.position for row in found] == list(range(9))
        assert found[1].resolve_days == 20


async def test_a_workbook_that_fails_halfway_leaves_nothing_behind(db: Database) -> None:
    park = small_park()
    astray = park.firms[-1].model_copy(update={"contacts": ("C99",)})
    before = await rows_of(db)
    with pytest.raises(KeyError):
        await load_park(db, replace(park, firms=(*park.firms[:-1], astray)))
    assert await rows_of(db) == before


async def test_a_fourth_firm_is_refused_when_the_other_three_are_in_the_database_only(db: Database) -> None:
    await load_park(db, small_park())
    before = await rows_of(db)
    one_more = FirmRow(code="F11", name="新来的有限公司", size="small", liaison="L04")
    with pytest.raises(SheetErrors) as refused:
        await load_park(db, replace(small_park(), firms=(one_more,)))
    room = "room have: L01 (1 firm), L02 (1 firm), L06 (1 firm)"
    assert refused.value.errors == [f'firms: "F11": "L04" has 3 firms already, more is not allowed; {room}']
    assert await rows_of(db) == before


async def test_a_role_that_firms_in_the_database_need_is_not_taken_away(db: Database) -> None:
    await load_park(db, small_park())
    admin = {"roles": frozenset({Role.ADMIN})}
    people = tuple(p.model_copy(update=admin) for p in small_park().people if p.code in {"L01", "C03"})
    with pytest.raises(SheetErrors) as refused:
        await load_park(db, ParkSheets(departments=(), people=people, firms=()))
    assert refused.value.errors == [
        'people: "L01" looks after firms without the role liaison',
        'people: "C03" speaks for firms without the role contact',
    ]


async def test_an_empty_park_is_loaded_without_complaint(db: Database) -> None:
    before = await rows_of(db)
    assert await load_park(db, ParkSheets((), (), ())) == Loaded(0, 0, 0, 0, 0)
    assert await rows_of(db) == before


def test_numbers_that_excel_made_of_phones_and_codes_are_text_again() -> None:
    sheets = small()
    sheets["departments"][2][0] = 2.0
    sheets["people"][1][3:] = [2, 13800138000.0]
    park = read_workbook(xlsx(sheets))
    assert (park.departments[1].code, park.people[0].department, park.people[0].phone) == ("2", "2", "13800138000")


def test_full_width_letters_stray_spaces_and_hidden_characters_are_put_right() -> None:
    person = read_workbook(changed("people!A2", "　Ｌ０１\u200b ")).people[0]
    assert person.code == "L01"
    assert read_workbook(changed("people!B2", " 刘\n 建军\t")).people[0].name == "刘 建军"


@pytest.mark.parametrize(
    "roles", ["liaison、officer", "Liaison, OFFICER", "联络员;经办人", "驻企联络员 liaison, 部门经办人"]
)
def test_roles_are_read_in_both_languages(roles: str) -> None:
    assert read_workbook(changed("people!C2", roles)).people[0].roles == {Role.LIAISON, Role.OFFICER}


@pytest.mark.parametrize(
    ("word", "size"), [("small", "small"), ("Medium", "medium"), ("大", "large"), ("中型", "medium")]
)
def test_sizes_are_read_in_both_languages(word: str, size: str) -> None:
    assert read_workbook(changed("firms!D2", word)).firms[0].size == size


@pytest.mark.parametrize(("word", "said"), [("no", False), ("是", True), ("否", False), (True, True), (None, False)])
def test_backbone_is_read_in_both_languages(word: object, said: object) -> None:
    assert read_workbook(changed("firms!E2", word)).firms[0].backbone is said


def test_chinese_names_any_order_a_title_above_and_blank_lines_are_understood() -> None:
    sheets = small()
    people = [[row[i] for i in (4, 3, 2, 1, 0)] for row in sheets.pop("people")]
    people[0] = ["电话", "部门编号", "角色", "姓名", "编号"]
    sheets["人员"] = [["某园区人员表"], [], people[0], people[1], [" "], *people[2:]]
    assert read_workbook(xlsx(sheets)) == read_workbook(xlsx(small()))


def test_english_names_may_say_code_and_capitals() -> None:
    sheets = small()
    sheets["people"][0] = ["Code", "NAME", "Roles", "Department code", "phone "]
    assert read_workbook(xlsx(sheets)) == read_workbook(xlsx(small()))


LONG = "长" * 200
WRONG_CELLS: list[tuple[str, object, str]] = [
    ("departments!A2", None, "must not be empty"),
    ("departments!B3", LONG, "longer than 80 characters"),
    ("departments!A3", "D1", '"D1" stands in line 2 already'),
    ("people!A3", "a b", '"a b" is no code: only letters, digits, "-", "_" and "."'),
    ("people!A3", "x" * 33, "longer than 32 characters"),
    ("people!B4", None, "must not be empty"),
    ("people!C2", "、", "must not be empty"),
    ("people!D3", "D9", '"D9" is not in the sheet departments'),
    ("people!E2", "1" * 33, "longer than 32 characters"),
    (
        "people!E2",
        date(2026, 3, 1),
        "a date or a number of more than 15 digits: format the cell as text and type it again",
    ),
    ("people!E2", 10**17, "a date or a number of more than 15 digits: format the cell as text and type it again"),
    ("firms!B2", LONG, "longer than 120 characters"),
    ("firms!C2", LONG, "longer than 40 characters"),
    ("firms!D2", "huge", 'unknown size "huge" – one of small, medium or large'),
    ("firms!D2", None, "must not be empty"),
    ("firms!E3", "perhaps", '"perhaps" is neither yes nor no'),
    ("firms!F3", "L09", '"L09" is not in the sheet people'),
    ("firms!F3", "C01", '"C01" has not the role liaison'),
    ("firms!G3", "L01", '"L01" has not the role contact'),
    ("firms!G3", "C01, C09", '"C09" is not in the sheet people'),
]


@pytest.mark.parametrize(("place", "value", "says"), WRONG_CELLS)
def test_a_wrong_cell_is_named_by_its_place(place: str, value: object, says: str) -> None:
    assert f"{place}: {says}" in errors_of(changed(place, value))


def test_an_unknown_role_is_answered_with_the_roles_there_are() -> None:
    roles = ", ".join(list(Role)[:-1]) + f" or {Role.ADMIN}"
    assert errors_of(changed("people!C2", "liaison, officr")) == [
        f'people!C2: unknown role "officr" – one of {roles}',
    ]


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        ("A2", "子女", '"子女" is no code: only letters, digits, "-", "_" and "."'),
        ("D2", 0, "less than 1"),
        ("D2", 366, "more than 365"),
        ("D2", "soon", '"soon" is no whole number'),
        ("D2", 2.5, '"2.5" is no whole number'),
    ],
)
def test_a_wrong_category_is_named_by_its_place(place: str, value: object, says: str) -> None:
    row: list[Any] = ["school", "子女入学", "Schooling", 10]
    row[ord(place[0]) - ord("A")] = value
    assert errors_of(xlsx(small() | {"categories": categories(row)})) == [f"categories!{place}: {says}"]


def test_a_row_with_another_mistake_is_still_known_to_those_who_refer_to_it() -> None:
    assert [line.split(":")[0] for line in errors_of(changed("people!C3", "boss"))] == ["people!C3"]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_cells() -> None:
    sheets = small()
    sheets["firms"][1][3] = "huge"
    sheets["people"][2] = ["L01", "李明远", "boss, chief", "D7", None]
    places = [line.split(":")[0] for line in errors_of(xlsx(sheets))]
    assert places == ["people!A3", "people!C3", "people!C3", "people!D3", "firms!D2", "firms!G2"]


def test_a_fourth_firm_of_a_liaison_is_refused_where_it_stands() -> None:
    sheets = small()
    sheets["firms"] += [[f"F1{n}", "新来的有限公司", None, "small", None, "L01", None] for n in range(3)]
    assert errors_of(xlsx(sheets)) == [
        'firms!F6: "L01" has 3 firms already, more is not allowed; nobody has room, another liaison is needed'
    ]


def test_who_has_room_is_proposed_beside_the_fourth_firm_of_the_same_chain_first() -> None:
    sheets = small()
    sheets["people"] += [[f"L0{n}", "某人", "liaison", None, None] for n in (2, 3, 4)]
    sheets["firms"] += [
        [f"F1{n}", "某公司", "生物医药", "small", None, who, None] for n, who in enumerate(("L04", "L02", "L02"))
    ]
    sheets["firms"] += [[f"F2{n}", "又一家有限公司", "生物医药", "small", None, "L01", None] for n in range(3)]
    says = '"L01" has 3 firms already, more is not allowed; room have:'
    assert errors_of(xlsx(sheets)) == [
        f"firms!F9: {says} L04 (1 firm, same chain), L02 (2 firms, same chain), L03 (0 firms)"
    ]


async def test_firms_may_change_hands_in_one_load_though_each_liaison_has_three(db: Database) -> None:
    park = small_park()
    full = [(f.code, "L03" if n < 3 else "L04" if n < 6 else None) for n, f in enumerate(park.firms)]
    there, back = dict(full), {code: {"L03": "L04", "L04": "L03"}.get(who or "") for code, who in full}
    for liaisons in (there, back, there):
        firms = tuple(f.model_copy(update={"liaison": liaisons[f.code]}) for f in park.firms)
        await load_park(db, replace(park, firms=firms), at=AT)
        assert [len(await firms_of(db, code)) for code in ("L03", "L04", "L05")] == [3, 3, 0]
    async with db.read() as session:
        first = (await session.exec(select(Firm.id).where(Firm.code == "F01"))).one()
        book = [(person.code, row.since, row.until) for row, person in await liaisons_of(session, first or 0)]
    assert book == [("L03", AT, AT), ("L04", AT, AT), ("L03", AT, None)]


def test_columns_that_are_unknown_missing_or_there_twice_are_refused() -> None:
    sheets = small()
    for row, cell in zip(sheets["departments"], ("编号", "D1", "D2"), strict=True):
        row.append(cell)
    sheets["people"][0][4] = "fax"
    sheets["firms"][0][2] = None
    known = "code (编号), name (姓名), roles (角色), department (部门编号), phone (电话), chain (产业链)"
    errors = errors_of(xlsx(sheets))
    assert errors[:3] == [
        "departments!C1: there is a column code already",
        f'people!E1: unknown column "fax" – one of {known}',
        "people: column phone (电话) is missing",
    ]
    assert errors[3].startswith('firms!C1: unknown column "" – one of code (编号)')


def test_sheets_that_are_unknown_missing_or_there_twice_are_refused() -> None:
    sheets = small()
    sheets["部门"] = sheets["departments"]
    sheets["firm"] = sheets.pop("firms")
    names = "departments (部门), people (人员), firms (企业), categories (类别), items (事项), "
    names += "item_materials (事项材料), item_steps (事项环节)"
    assert errors_of(xlsx(sheets)) == [
        "sheet firms (企业) is missing",
        "部门: there is a sheet departments already",
        f"firm: unknown sheet – one of {names}",
    ]


def test_a_blank_sheet_is_no_sheet() -> None:
    assert read_workbook(xlsx(small() | {"Sheet1": [], "categories": [[" "]]})) == read_workbook(xlsx(small()))


def rezipped(change: Callable[[str, bytes], bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The small park's archive with other parts in it."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(small()))) as old, zipfile.ZipFile(content, "w", compression) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return content.getvalue()


def as_it_is(_name: str, part: bytes) -> bytes:
    return part


def swollen(name: str, part: bytes) -> bytes:
    return part + b" " * 60_000_000 if name.endswith("sheet1.xml") else part


def test_a_bomb_is_refused_before_it_is_read() -> None:
    bomb = rezipped(swollen)
    assert len(bomb) < 200_000
    assert errors_of(bomb) == [TOO_LARGE]


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(rezipped(swollen))
    size = (60_000_000 + len(zipfile.ZipFile(io.BytesIO(xlsx(small()))).read("xl/worksheets/sheet1.xml"))).to_bytes(
        4, "little"
    )
    assert errors_of(bytes(bomb).replace(size, (100).to_bytes(4, "little"))) == [NO_WORKBOOK]


def test_one_cell_far_outside_does_not_take_all_memory() -> None:
    for place in ("XFD1048576", "A1048576", "AA2"):
        far = f'<row r="9"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
        assert errors_of(rezipped(lambda _, part, far=far: part.replace(b"</sheetData>", far))) == [TOO_FAR]  # type: ignore[misc]


def test_borders_around_empty_cells_outside_do_no_harm() -> None:
    empty = b'<row r="9"><c r="AB9" s="1"/></row></sheetData>'
    assert read_workbook(rezipped(lambda _, part: part.replace(b"</sheetData>", empty))).firms


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"code,name\nD1,x\n",
        b"PK\x03\x04" + b"\0" * 100,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        xlsx(small())[:-300],
        rezipped(as_it_is, zipfile.ZIP_LZMA),
        rezipped(lambda name, part: b"<" if name == "xl/workbook.xml" else part),
        rezipped(lambda name, part: part[: len(part) // 2] if "sheet" in name else part),
    ],
    ids=["empty", "csv", "no zip", "old xls", "cut off", "odd packing", "no xml", "half a sheet"],
)
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(content: bytes) -> None:
    assert errors_of(content) == [NO_WORKBOOK]


def test_the_limits_are_those_of_the_tables() -> None:
    pairs: tuple[tuple[type[Row], type[SQLModel]], ...] = (
        (DepartmentRow, Department),
        (PersonRow, Person),
        (FirmRow, Firm),
        (CategoryRow, Category),
    )
    for row, table in pairs:
        columns = SQLModel.metadata.tables[str(table.__tablename__)].columns
        for name, field in row.model_fields.items():
            limits = [limit.max_length for limit in field.metadata if hasattr(limit, "max_length")]
            if limits and not isinstance(columns[name].type, Sealed):  # what is sealed is longer than what was written
                assert limits == [getattr(columns[name].type, "length", None)], f"{row.__name__}.{name}"


def many(rows: int, role: str) -> bytes:
    sheets = small()
    people = [[f"P{n:05}", f"某某{n}", role, "D1", 13800000000 + n] for n in range(rows)]
    firms = [[f"G{n:05}", f"某某{n}有限公司", "链", "小", "否", None, f"P{n:05}"] for n in range(rows)]
    return xlsx(sheets | {"people": sheets["people"] + people, "firms": sheets["firms"] + firms})


def test_five_thousand_wrong_rows_are_all_told() -> None:
    errors = errors_of(many(5_000, "boss"))
    assert len(errors) == 5_000
    assert errors[-1].startswith('people!C5004: unknown role "boss"')


async def test_ten_thousand_rows_are_loaded_in_seconds(db: Database) -> None:
    sheets = read_workbook(many(5_000, "contact"))
    start = perf_counter()
    assert (await load_park(db, sheets)).contacts == 5_002
    assert perf_counter() - start < 10


def with_codes(first: object, second: object) -> bytes:
    sheets = small()
    for row, code in zip(sheets["firms"], ("统一社会信用代码", first, second), strict=True):
        row.append(code)
    return xlsx(sheets)


async def test_credit_codes_are_checked_and_two_firms_may_change_theirs(db: Database) -> None:
    one, other = made_up_code(1), made_up_code(2)
    for pair in ((one, other), (other.lower(), one)):
        await load_park(db, read_workbook(with_codes(*pair)))
    async with db.read() as session:
        assert list(await session.exec(select(Firm.credit_code).order_by(Firm.code))) == [other, one]
    with pytest.raises(SheetErrors, match='firms!H2: "91" is no unified social credit code'):
        read_workbook(with_codes("91", None))
    with pytest.raises(SheetErrors, match=r"firms!H3: .* stands in line 2 already"):
        read_workbook(with_codes(one, one.lower()))


async def test_a_credit_code_of_a_firm_outside_the_workbook_is_not_taken(db: Database) -> None:
    await load_park(db, sample_park())
    sheets = sample_park()
    new = sheets.firms[0].model_copy(update={"code": "F99"})
    with pytest.raises(SheetErrors, match='credit code of "F99" belongs to "F01"'):
        await load_park(db, replace(sheets, firms=(new,)))


async def test_who_was_let_in_in_the_chat_stays_with_the_firm_and_stays_its_owner(db: Database) -> None:
    await load_park(db, sample_park())
    async with db.begin() as session:
        ids = {person.code: person.id for person in await session.exec(select(Person))}
        firm = (await session.exec(select(Firm.id).where(Firm.code == "F05"))).one()
        held = (await session.exec(select(Contact).where(Contact.firm_id == firm))).one()
        held.is_owner = False
        await session.flush()
        session.add(Contact(person_id=ids["C08"] or 0, firm_id=firm or 0, is_owner=True, added_by_id=ids["C07"]))
    await load_park(db, sample_park())
    async with db.read() as session:
        found = await session.exec(select(Contact.person_id, Contact.is_owner).where(Contact.firm_id == firm))
        assert set(found) == {(ids["C07"], False), (ids["C08"], True)}


async def test_a_workbook_does_not_bring_back_who_has_left(db: Database) -> None:
    await load_park(db, sample_park())
    async with db.begin() as session:
        person = (await session.exec(select(Person).where(Person.code == "C02"))).one()
        person.left_at, person.name = datetime(2026, 11, 24, tzinfo=UTC), "–"
        session.add(person)
    with pytest.raises(SheetErrors, match='"C02" has left'):
        await load_park(db, sample_park())
    async with db.read() as session:
        assert (await session.exec(select(Person.name).where(Person.code == "C02"))).one() == "–"
