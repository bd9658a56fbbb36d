"""The people of the simulated park: each does what his ticket needs, in time, late or not at all, by a seeded plan."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlmodel import col, select

from domain import deadlines
from domain.errors import Refusal
from domain.lifecycle import RETURNS_TO_THE_DESK, Action, Outcome, Source, State, Wish
from domain.roles import Role
from services.absence import be_away, come_back
from services.record import Move
from services.tickets import Problem, file_problem, move
from storage.database import Database
from storage.people import Me, as_me
from storage.tables import Department, Firm, Person, PersonRole, Ticket
from tests.simulation.world import Deed, World, rows

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CATEGORIES = ("utilities", "surroundings", "people", "safety", "finance", "other", "policy", "building")


class People:
    """Everybody, and what they do with each ticket. `helped`: which departments were asked to assist, and when."""

    def __init__(self, world: World, random: Random) -> None:
        self.world = world
        self.db: Database = world.db
        self.random = random
        self.calendar = world.db.park.calendar
        self.known: dict[int, Me] = {}
        self.did: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.helped: list[tuple[int, int, int, datetime]] = []
        self.planned: dict[int, int] = {}
        self.stands_in: dict[int, tuple[int, datetime]] = {}

    async def meet(self) -> None:
        """Learn who is who."""
        self.firms: list[Firm] = await rows(self.db, select(Firm).order_by(col(Firm.id)))
        self.people = {p.id: p for p in await rows(self.db, select(Person))}
        self.by_code = {p.code: p.id for p in self.people.values()}
        self.roles = dict(await rows(self.db, select(PersonRole.person_id, PersonRole.role)))
        self.departments: list[int] = await rows(self.db, select(Department.id).order_by(col(Department.id)))
        self.liaisons = [who for who, role in self.roles.items() if role == Role.LIAISON]

    async def me(self, person_id: int, at: datetime) -> Me:
        """The person as he is then; looked up again when somebody has left or come back."""
        if person_id not in self.known:
            async with self.db.read() as session:
                self.known[person_id] = await as_me(session, self.people[person_id], at)
        return self.known[person_id]

    def soon(self, at: datetime, hours: float) -> datetime:
        """So many working hours later; now and then somebody acts at night."""
        if self.random.random() < 0.04:
            return whole(at + timedelta(hours=hours))
        return whole(self.calendar.add_working_time(at, timedelta(hours=max(hours, 0.02))))

    def signer(self, department_id: int | None) -> int:
        """Somebody who signs for the department."""
        own = [p.id or 0 for p in self.people.values() if p.department_id == department_id]
        officers = [who for who in own if self.roles[who] == Role.OFFICER]
        return self.random.choice(officers or [who for who in own if self.roles[who] == Role.HEAD])

    def other(self, *departments: int | None) -> int:
        """Some other department."""
        return self.random.choice([each for each in self.departments if each not in departments])

    async def file(self, number: int, at: datetime) -> None:
        """A firm files, or its liaison for it."""
        firm, luck = self.random.choice(self.firms), self.random.random()
        by = firm.liaison_id if luck < 0.08 and firm.liaison_id else self.by_code["C" + firm.code[1:]]
        problem = Problem(
            key=f"sim-{number}",
            category=self.random.choice(CATEGORIES),
            summary=f"第{number}号诉求",
            urgent=self.random.random() < 0.08,
            confidential=self.random.random() < 0.1,
            firm_id=firm.id,
        )
        ticket = await file_problem(self.db, problem, by=await self.me(by or 0, at), at=at)
        self.did[f"file-{Source(ticket.source)}"] += 1
        await self.go_on(ticket, at)

    async def leave(self, at: datetime) -> None:
        """A liaison goes away for some days; another stands in for him."""
        away, there = self.random.sample(self.liaisons, 2)
        until = whole(at + self.random.uniform(1, 9) * DAY)
        await be_away(self.db, there, until, by=await self.me(away, at), at=at, key=f"{at.isoformat()}:{away}")
        self.did["leave"] += 1
        self.stands_in[away] = there, until
        self.known.clear()
        self.world.plan(until, self.forget)
        if self.random.random() < 0.3:
            self.world.plan(whole(at + (until - at) / 2), lambda then: self.come_back(away, then))

    async def come_back(self, person_id: int, at: datetime) -> None:
        """Earlier than he said."""
        self.stands_in.pop(person_id, None)
        await come_back(self.db, by=await self.me(person_id, at), at=at)
        self.known.clear()

    async def forget(self, _at: datetime) -> None:
        """Somebody is back: who stands in for whom is looked up anew."""
        self.known.clear()

    def after_tick(self, tickets: Sequence[Ticket]) -> None:
        """Where the clock has ended a wait, people go on."""
        for ticket in tickets:
            if ticket.state is not State.RESOLVED and self.planned.get(ticket.id or 0) == -1:
                self.plan_next(ticket, self.world.now)

    async def go_on(self, ticket: Ticket, at: datetime) -> None:
        """After a deed: the clock looks anew, and somebody plans the next one."""
        if ticket.id in self.world.helped:
            await self.world.refresh({ticket.id or 0})
        else:
            self.world.follow(ticket, ())
        self.plan_next(ticket, at)

    def plan_next(self, ticket: Ticket, at: datetime) -> None:
        """Who does what next, and when."""
        turn = {
            State.DISPATCHED: self.dispatched,
            State.IN_HAND: self.in_hand,
            State.SUSPENDED: self.suspended,
            State.RESOLVED: self.resolved,
        }.get(ticket.state)
        planned = turn(ticket, at) if turn else None
        number = self.planned[ticket.id or 0] = self.planned.get(ticket.id or 0, 0) + 1 if planned else -1
        if planned:
            when, who, wanted = planned
            self.world.plan(
                max(whole(when), at + timedelta(seconds=1)), self.doing(ticket.id or 0, number, who, wanted)
            )

    def doing(self, ticket_id: int, number: int, who: int, wanted: Move) -> Deed:
        """The deed, unless something else has been planned meanwhile."""

        async def deed(at: datetime) -> None:
            if self.planned.get(ticket_id) == number:
                await self.act(ticket_id, self.present(who, at), wanted, at)

        return deed

    def present(self, who: int, at: datetime) -> int:
        """Whoever is away leaves most things to his substitute."""
        there, until = self.stands_in.get(who, (who, at))
        return there if at < until and self.random.random() < 0.7 else who

    async def act(self, ticket_id: int, who: int, wanted: Move, at: datetime) -> None:
        """Do it; who is refused thinks again."""
        try:
            ticket = await move(self.db, ticket_id, wanted, by=await self.me(who, at), at=at)
        except Refusal as refused:
            self.refused[f"{wanted.action}-{type(refused).__name__}"] += 1
            ticket = (await rows(self.db, select(Ticket).where(Ticket.id == ticket_id)))[0]
        else:
            self.did[wanted.action] += 1
            self.world.helped |= {ticket_id} if wanted.assists else set()
            self.helped += [(ticket_id, department, days, at) for department, days in wanted.assists.items()]
        await self.go_on(ticket, at)

    def dispatched(self, ticket: Ticket, at: datetime) -> tuple[datetime, int, Move]:
        """To be signed, handed over, returned, ruled; or nobody stirs until it has been escalated."""
        luck, firm = self.random.random(), self.firm(ticket)
        if luck < 0.02 and ticket.contact_id:
            return self.soon(at, self.random.uniform(0.1, 3)), ticket.contact_id, Move(Action.WITHDRAW)
        hours = self.random.choice((0.3, 0.6, 1, 1.2, 1.5, 1.7, 2.5, 5, 9, 30)) * self.random.uniform(0.7, 1.1)
        when = self.soon(at, hours) if not ticket.urgent else whole(at + timedelta(hours=hours / 4))
        if ticket.returns >= RETURNS_TO_THE_DESK and not ticket.ruled and ticket.sender_id is None:
            return when, self.by_code["W0"], self.ruling(ticket)
        if ticket.sender_id is not None:
            signer = self.signer(ticket.lead_id)
            if luck < 0.3 and not ticket.ruled:
                return self.soon(at, self.random.uniform(0.2, 5)), signer, Move(Action.RETURN, text="不属本部门职责")
            return when, signer, Move(Action.ACCEPT)
        owner_is_liaison = ticket.owner_id == firm.liaison_id
        if owner_is_liaison and luck < 0.35 and not ticket.ruled:
            return when, ticket.owner_id, self.handing_over(ticket)
        return when, ticket.owner_id, Move(Action.ACCEPT)

    def firm(self, ticket: Ticket) -> Firm:
        """The ticket's firm."""
        return self.firms[ticket.firm_id - (self.firms[0].id or 0)]

    def handing_over(self, ticket: Ticket) -> Move:
        """To a department, sometimes with others that assist."""
        lead = self.other(ticket.lead_id)
        helpers = {self.other(lead): self.random.randint(1, 4)} if self.random.random() < 0.3 else {}
        return Move(Action.HAND_OVER, lead_id=lead, assists=helpers)

    def ruling(self, ticket: Ticket) -> Move:
        """The dispatcher rules: a department, or the firm's liaison."""
        liaison = self.firm(ticket).liaison_id
        return Move(Action.HAND_OVER, person_id=liaison) if self.random.random() < 0.4 else self.handing_over(ticket)

    def in_hand(self, ticket: Ticket, at: datetime) -> tuple[datetime, int, Move] | None:
        """Promise, report, ask, extend, suspend, assist, resolve: early, in time or late."""
        if ticket.held_at is not None:
            answers = self.random.random() < 0.7 and ticket.contact_id
            return (
                (
                    self.soon(at, self.random.uniform(0.5, 28)),
                    ticket.contact_id or 0,
                    Move(Action.ANSWER, text="见附件"),
                )
                if answers
                else None
            )
        if ticket.wants is not None:
            return self.decision(ticket, at)
        luck, owner = self.random.random(), ticket.owner_id
        if ticket.promised_for is None and luck < 0.8:
            hours = self.random.choice((0.1, 0.2, 0.5, 2, 4, 5.5, 7, 14))
            dates = deadlines.promises(self.calendar, ticket.limit_at, at, urgent=ticket.urgent)
            when = self.soon(at, hours)
            wanted = self.random.choice([each for each in dates if each > when] or [when + 2 * DAY])
            return when, owner, Move(Action.COMMIT, wanted=wanted)
        if deed := self.seldom(ticket, at, luck):
            return deed
        due = ticket.due_at or at
        left = self.calendar.working_time(at, due) / HOUR if due > at else 0
        late = self.random.uniform(0.5, 40) if self.random.random() < 0.25 else 0
        hours = left * self.random.uniform(0.2, 0.99) + late if left else self.random.uniform(0.5, 12)
        outcome = self.random.choice(list(Outcome))
        return self.soon(at, hours), owner, Move(Action.RESOLVE, text="办好了", outcome=outcome)

    def seldom(self, ticket: Ticket, at: datetime, luck: float) -> tuple[datetime, int, Move] | None:
        """What does not happen with each ticket."""
        owner, when = ticket.owner_id, self.soon(at, self.random.uniform(0.5, 14))
        steps = [
            (0.06, owner, Move(Action.REPORT, text="正在办")),
            (0.10, owner, Move(Action.ASK, text="请补充照片")),
            (0.12, owner, Move(Action.SUSPEND, text="需要市里出政策")),
            (0.13, self.by_code["X0"], Move(Action.ESCALATE, text="请抓紧")),
            (0.14, self.by_code["K0"], Move(Action.ESCALATE, text="请抓紧")),
            (0.15, ticket.contact_id or owner, Move(Action.MESSAGE, text="进展如何？")),
            (0.16, owner, Move(Action.MESSAGE, text="快了")),
            (0.17, owner, Move(Action.NOTE, text="内部备注")),
        ]
        chosen = next(((who, wanted) for share, who, wanted in steps if luck < share), None)
        if chosen:
            return when, *chosen
        if luck < 0.23 and ticket.promised_for and ticket.promised_for > at:
            day = self.calendar.add_workdays(self.calendar.today(ticket.promised_for), self.random.randint(1, 10))
            return self.soon(at, 0.2), owner, Move(Action.EXTEND, text="等配件", wanted=day)
        if luck < 0.33:
            mine = [(n, d) for n, d, _, _ in self.helped[-400:] if n == ticket.id]
            return (when, self.signer(mine[-1][1]), Move(Action.ASSIST, text="已配合")) if mine else None
        return None

    def decision(self, ticket: Ticket, at: datetime) -> tuple[datetime, int, Move]:
        """Whoever has to approve does, or does not."""
        place = self.people[ticket.owner_id].department_id
        head = next(
            (p.id for p in self.people.values() if p.department_id == place and place and p.code[0] == "H"), None
        )
        who = head if ticket.wants_of is Role.HEAD and head else self.by_code["X0"]
        wanted = Move(Action.APPROVE) if self.random.random() < 0.7 else Move(Action.DECLINE, text="抓紧办")
        return self.soon(at, self.random.uniform(0.5, 12)), who or 0, wanted

    def suspended(self, ticket: Ticket, at: datetime) -> tuple[datetime, int, Move]:
        """A stage report now and then, until it goes on."""
        if ticket.wants is Wish.RESUMPTION:
            return self.decision(ticket, at)
        luck = self.random.random()
        when = whole(at + self.random.uniform(15, 36) * DAY)
        if luck < 0.5:
            return when, ticket.owner_id, Move(Action.REPORT, text="市里在研究")
        who = self.by_code["X0"] if luck < 0.75 else ticket.owner_id
        return when, who, Move(Action.RESUME, text="政策已出")

    def resolved(self, ticket: Ticket, at: datetime) -> tuple[datetime, int, Move] | None:
        """The firm judges, or says nothing."""
        luck, contact = self.random.random(), ticket.contact_id
        if luck < 0.45 or contact is None:
            return None
        when = self.soon(at, self.random.uniform(0.2, 29))
        if luck < 0.52 and ticket.level < 3:
            return when, contact, Move(Action.REJECT, text="没有解决")
        return when, contact, Move(Action.CONFIRM, stars=self.random.randint(1, 5))


def whole(at: datetime) -> datetime:
    """The moment in whole seconds."""
    return at.replace(microsecond=0)
