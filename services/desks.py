"""To whom a ticket can be handed: departments that have somebody to sign, and the firm's liaison."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.tickets import Sight
from storage.database import Database
from storage.people import departments_with_signers, person_by_id
from storage.tables import Department, Person


@dataclass(frozen=True)
class Desks:
    """Departments, and people beside them."""

    departments: Sequence[Department]
    people: Sequence[Person]


async def departments(db: Database) -> Sequence[Department]:
    """The departments that have somebody to sign, by code."""
    async with db.read() as session:
        return await departments_with_signers(session)


async def handlers_of(db: Database, sight: Sight) -> Desks:
    """Who could handle the ticket: each department with an officer or head; the firm's liaison if he has it not."""
    async with db.read() as session:
        liaison_id = sight.firm.liaison_id
        people = [await person_by_id(session, liaison_id)] if liaison_id and liaison_id != sight.owner.id else []
        return Desks(await departments_with_signers(session), people)
