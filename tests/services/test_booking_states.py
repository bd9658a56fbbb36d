"""Whatever firms and the clock do in whatever order, the places of a reception day keep to their rules."""

import asyncio
import shutil
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.errors import Refusal
from domain.reception import PlaceState
from services.booking_clock import tick_bookings
from services.bookings import Wanted, accept, book, cancel, decline, rebook, wait
from storage.bookings import coming_places, free_slots, waiting
from storage.database import Database
from storage.people import Me
from storage.reception_tables import Booking, ReceptionDay
from tests.conftest import PARK
from tests.house import KEYS
from tests.services.days import a_day, slots
from tests.services.people import MORNING, me, sample

SLOTS = 2
FIRMS = ("C01", "C03", "C05", "C06", "C07")
firms, numbers = st.sampled_from(FIRMS), st.integers(0, SLOTS - 1)


class Places(RuleBasedStateMachine):
    """Five firms, two slots, a clock."""

    template: ClassVar[Path]

    @initialize()
    def begin(self) -> None:
        """A park with one day."""
        self.loop = asyncio.new_event_loop()
        self.folder = Path(mkdtemp(prefix="places-"))
        shutil.copy(self.template, self.folder / "sidan.db")
        self.db = Database(f"sqlite+aiosqlite:///{self.folder / 'sidan.db'}", PARK, KEYS)
        self.at, self.count = MORNING, 0
        self.loop.run_until_complete(self.furnish())

    async def furnish(self) -> None:
        await sample(self.db)
        self.day: ReceptionDay = await a_day(self.db, SLOTS)
        self.slots = await slots(self.db, self.day)
        self.people: dict[str, Me] = {code: await me(self.db, code) for code in FIRMS}
        self.order: list[int] = []

    def teardown(self) -> None:
        """Nothing is left."""
        if hasattr(self, "loop"):
            self.loop.run_until_complete(self.db.close())
            self.loop.close()
            shutil.rmtree(self.folder)

    def does(self, deed: Coroutine[Any, Any, Any]) -> Any:
        """It is done, or refused."""
        try:
            return self.loop.run_until_complete(deed)
        except Refusal as why:
            return why

    def key(self) -> Wanted:
        self.count += 1
        return Wanted(f"key-{self.count}")

    def place_of(self, firm: str) -> int:
        """Row id of the firm's place, 0 when it has none."""
        firm_id = min(self.people[firm].firm_ids)
        return next((place.id or 0 for place in self.places() if place.firm_id == firm_id), 0)

    def places(self) -> list[Booking]:
        async def asked() -> list[Booking]:
            async with self.db.read() as session:
                return list(await coming_places(session, self.day.id or 0))

        return self.loop.run_until_complete(asked())

    @rule(firm=firms, number=numbers)
    def books(self, firm: str, number: int) -> None:
        self.does(book(self.db, self.slots[number], self.key(), by=self.people[firm], at=self.at))

    @rule(firm=firms)
    def waits(self, firm: str) -> None:
        place = self.does(wait(self.db, self.day.id or 0, self.key(), by=self.people[firm], at=self.at))
        if isinstance(place, Booking) and place.state is PlaceState.WAITING and place.id not in self.order:
            self.order.append(place.id or 0)

    @rule(firm=firms, number=numbers)
    def moves(self, firm: str, number: int) -> None:
        self.does(rebook(self.db, self.place_of(firm), self.slots[number], by=self.people[firm], at=self.at))

    @rule(firm=firms)
    def gives_back(self, firm: str) -> None:
        self.does(cancel(self.db, self.place_of(firm), by=self.people[firm], at=self.at))

    @rule(firm=firms)
    def takes_the_offer(self, firm: str) -> None:
        self.does(accept(self.db, self.place_of(firm), by=self.people[firm], at=self.at))

    @rule(firm=firms)
    def leaves_the_offer(self, firm: str) -> None:
        self.does(decline(self.db, self.place_of(firm), by=self.people[firm], at=self.at))

    @rule(hours=st.sampled_from([1, 3, 24, 24 * 9]))
    def time_goes_by(self, hours: int) -> None:
        self.at += timedelta(hours=hours)
        while self.does(tick_bookings(self.db, at=self.at)):
            pass

    @invariant()
    def a_slot_has_one_firm_and_a_firm_one_place(self) -> None:
        if not hasattr(self, "day"):
            return
        held = self.places()
        taken = [place.slot_id for place in held if place.slot_id]
        assert len(set(taken)) == len(taken)
        assert len({place.firm_id for place in held}) == len(held)
        for place in held:
            assert bool(place.slot_id) is (place.state is not PlaceState.WAITING)
            assert bool(place.offered_until) is (place.state is PlaceState.OFFERED)

    @invariant()
    def who_waits_is_in_order_and_no_slot_is_free_beside_him(self) -> None:
        if not hasattr(self, "day"):
            return

        async def asked() -> tuple[list[int], int]:
            async with self.db.read() as session:
                some = [place.id or 0 for place in await waiting(session, self.day.id or 0)]
                return some, len(await free_slots(session, self.day.id or 0))

        waits, free = self.loop.run_until_complete(asked())
        assert waits == [place_id for place_id in self.order if place_id in waits]
        offered = [place.id or 0 for place in self.places() if place.state is PlaceState.OFFERED]
        assert all(one < other for one in map(self.order.index, offered) for other in map(self.order.index, waits))
        if self.at < self.day.starts_at - timedelta(minutes=15):
            assert not (waits and free)
        if self.at >= self.day.starts_at:
            assert not waits


@pytest.mark.timeout(300)
def test_places_keep_to_their_rules_whatever_happens(sqlite_template: Path) -> None:
    Places.template = sqlite_template
    found: Any = Places.TestCase
    found.settings = settings(
        max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )
    found().runTest()
