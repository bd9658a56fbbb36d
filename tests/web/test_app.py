"""The webhook route and health, over real HTTP: any answer but 200 lets Telegram send the update again."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from bot.app import App
from storage.database import Database
from tests.house import House, opened_house
from web.app import SECRET_HEADER

UPDATE = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 9, "type": "private"}, "text": "hi"}}


@pytest.fixture
async def hooked(db: Database, tmp_path: Path) -> AsyncIterator[tuple[House, App, httpx.AsyncClient]]:
    """A desk that listens by webhook."""
    async with opened_house(db, tmp_path, webhook=True) as house:
        assert house.app and house.app.settings.webhook_url
        secret = house.app.settings.webhook_secret.get_secret_value()
        url = str(house.app.settings.webhook_url).removesuffix("/telegram")
        async with httpx.AsyncClient(base_url=url, headers={SECRET_HEADER: secret}, trust_env=False) as http:
            yield house, house.app, http


async def kept(db: Database) -> int:
    async with db.engine.connect() as connection:
        return int((await connection.execute(text("SELECT count(*) FROM inbox"))).scalar() or 0)


async def test_only_who_shows_the_secret_is_listened_to(hooked: tuple[House, App, httpx.AsyncClient]) -> None:
    house, _, http = hooked
    before = await kept(house.db)
    for shown in ("", "wrong", "秘密"):
        refused = await http.post("/telegram", json=UPDATE, headers={SECRET_HEADER.encode(): shown.encode()})
        assert refused.status_code == 403
    assert await kept(house.db) == before
    assert (await http.post("/telegram", json=UPDATE)).status_code == 200
    assert await kept(house.db) == before + 1


async def test_the_same_update_is_kept_once(hooked: tuple[House, App, httpx.AsyncClient]) -> None:
    house, _, http = hooked
    for _ in range(3):
        assert (await http.post("/telegram", json=UPDATE)).status_code == 200
    assert await kept(house.db) == 1


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b"{}", b'{"update_id": "x"}', b"\xff\xfe"])
async def test_nonsense_is_refused_and_does_no_harm(hooked: tuple[House, App, httpx.AsyncClient], body: bytes) -> None:
    _, _, http = hooked
    assert (await http.post("/telegram", content=body)).status_code == 400
    assert (await http.post("/telegram", json=UPDATE)).status_code == 200


async def test_too_much_is_refused(hooked: tuple[House, App, httpx.AsyncClient]) -> None:
    _, _, http = hooked
    assert (await http.post("/telegram", content=json.dumps(UPDATE | {"x": "x" * (1 << 20)}))).status_code == 413


async def test_an_update_of_a_kind_that_is_not_known_is_kept_and_does_no_harm(
    hooked: tuple[House, App, httpx.AsyncClient],
) -> None:
    house, app, http = hooked
    assert (
        await http.post("/telegram", json={"update_id": 7, "business_message_of_tomorrow": {"a": 1}})
    ).status_code == 200
    broken = {"update_id": 8, "message": {"chat": {"id": 9, "type": "private"}, "text": 5}}
    assert (await http.post("/telegram", json=broken)).status_code == 200
    stranger = await house.park.stranger()
    await stranger.write("还在吗")
    await stranger.see("还没有绑定企业")
    assert not app.failed.is_set()


async def test_a_secret_is_always_set(tmp_path: Path, db: Database) -> None:
    async with opened_house(db, tmp_path, webhook=True) as house:
        assert house.app and house.app.webhook
        assert len(house.app.webhook.secret) >= 32


async def test_health_says_alive_and_ready_says_what_is_wrong(hooked: tuple[House, App, httpx.AsyncClient]) -> None:
    house, app, http = hooked
    assert (await http.get("/healthz")).text == "ok"
    assert (await http.get("/readyz")).json() == {"ready": True, "wrong": {}}
    app.failed.set()
    answer = await http.get("/readyz")
    assert (answer.status_code, list(answer.json()["wrong"])) == (503, ["process"])
    app.failed.clear()
    assert house.app is app
