"""Names and telephones are sealed: what the file holds, what another key makes of it, and changing keys."""

import pytest
from sqlalchemy import text
from sqlmodel import select

from services.keys import check_keys, reseal
from services.park import load_park
from services.sample import small_park
from storage.database import Database
from storage.sealed import RINGS, KeyRing, NoSuchKey, new_key
from storage.tables import Person
from tests.house import KEY_WORDS, KEYS

ZEROS = "A" * 43 + "="


async def stored(db: Database) -> list[tuple[str, str | None]]:
    """What a thief of the database sees of people."""
    async with db.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text("SELECT sealed_name, sealed_phone FROM person"))]


async def names(db: Database) -> set[str]:
    async with db.read() as session:
        return set(await session.exec(select(Person.name)))


async def test_the_database_holds_no_name_and_no_telephone(db: Database) -> None:
    park = small_park()
    await load_park(db, park)
    assert await names(db) == {person.name for person in park.people}
    held = "".join(f"{name}{phone}" for name, phone in await stored(db))
    assert not any(person.name in held or (person.phone and person.phone in held) for person in park.people)
    assert len({name for name, _ in await stored(db)}) == len(park.people), "equal names are sealed to unequal words"


async def test_keys_are_changed_beside_a_running_desk_and_the_old_one_is_then_useless(db: Database) -> None:
    await load_park(db, small_park())
    before = await names(db)
    newer = f"2:{new_key()}"
    RINGS[db.engine.dialect] = KeyRing.read(f"{newer},{KEY_WORDS}")
    assert await names(db) == before
    phones = sum(phone is not None for _, phone in await stored(db))
    assert await reseal(db, "2") == len(await stored(db)) + phones
    assert await reseal(db, "2") == 0
    RINGS[db.engine.dialect] = KeyRing.read(newer)
    await check_keys(db)
    assert await names(db) == before
    RINGS[db.engine.dialect] = KEYS
    with pytest.raises(NoSuchKey, match=r"no key '2' for person\.name"):
        await check_keys(db)


async def test_another_key_of_the_same_id_opens_nothing(db: Database) -> None:
    await load_park(db, small_park())
    RINGS[db.engine.dialect] = KeyRing.read(f"1:{new_key()}")
    with pytest.raises(NoSuchKey, match="another key '1'"):
        await check_keys(db)


def test_what_is_sealed_for_one_column_opens_in_no_other() -> None:
    sealed = KEYS.seal("李明远", "person.name")
    assert KEYS.open(sealed, "person.name") == "李明远"
    with pytest.raises(NoSuchKey):
        KEYS.open(sealed, "person.phone")


def test_a_sealed_column_is_never_compared_for_it_would_find_nothing() -> None:
    with pytest.raises(TypeError, match="cannot be compared"):
        _ = Person.name == "李明远"


@pytest.mark.parametrize("words", ["", "1", "1:short", f"1:{ZEROS},1:{ZEROS}", f"é:{ZEROS}", "1:%%%"])
def test_what_is_no_ring_of_keys_is_told_without_showing_it(words: str) -> None:
    with pytest.raises(ValueError, match="keys look like") as told:
        KeyRing.read(words)
    assert len(words) < 10 or words not in str(told.value)
