"""Refusals: what a person may not do, each naming the sentence that says why and what can be done."""

from collections.abc import Mapping, Sequence
from typing import Self


class Refusal(Exception):
    """The base of all refusals. `text` is a key of texts/*.ftl, `args` its variables."""

    text = "error-not-possible"

    def __init__(self, **details: object) -> None:
        super().__init__(self.text, details)
        self.details: Mapping[str, object] = details


class NotForYou(Refusal):
    """The person has no part in this, or not the one it needs (DOMAIN.md section 1)."""

    text = "error-not-for-you"


class NotNow(Refusal):
    """The ticket's state does not allow the action (DOMAIN.md section 2)."""

    text = "error-not-now"


class UnknownTicket(Refusal):
    """No ticket of that number, or none that the person may see: the answer is the same for both."""

    text = "error-unknown-ticket"


class UnknownInvitation(Refusal):
    """The invitation is made up or mistyped."""

    text = "error-invitation-unknown"


class UsedInvitation(Refusal):
    """The invitation has bound somebody already."""

    text = "error-invitation-used"


class OldInvitation(Refusal):
    """The invitation's days are over."""

    text = "error-invitation-old"


class OtherPersonHere(Refusal):
    """The chat is bound to another person already."""

    text = "error-chat-taken"


class BadDate(Refusal):
    """A date that cannot be promised: another one can be given at once."""


class TooLate(BadDate):
    """The date lies beyond the category's limit."""

    text = "error-date-too-late"


class InThePast(BadDate):
    """The date is over already."""

    text = "error-date-past"


class DayOff(BadDate):
    """The date is no working day of the park."""

    text = "error-date-day-off"


class AlreadyPromised(Refusal):
    """A promise stands: only an extension moves it (DOMAIN.md section 10, kept-word rate)."""

    text = "error-promise-stands"


class NotPromised(Refusal):
    """An extension moves a promise; none has been given yet."""

    text = "error-not-promised"


class AlreadyAsked(Refusal):
    """The clock stands still until the firm has answered."""

    text = "error-already-asked"


class NotAsked(Refusal):
    """Nobody has asked the firm for anything."""

    text = "error-not-asked"


class StillPending(Refusal):
    """A wish waits for its approval; one at a time."""

    text = "error-still-pending"


class NothingPending(Refusal):
    """There is nothing to approve or decline (any more)."""

    text = "error-nothing-pending"


class RulingStands(Refusal):
    """The dispatcher has ruled, or has to rule, who handles it: that can't be returned or handed on."""

    text = "error-ruling-stands"


class TooLateToReturn(Refusal):
    """A department returns a ticket within one working day, or handles it."""

    text = "error-too-late-to-return"


class TooLateToExtend(Refusal):
    """An extension is asked for at least one working day before the date."""

    text = "error-too-late-to-extend"


class NoMoreExtensions(Refusal):
    """Twice is the most; after that a ticket can only be suspended."""

    text = "error-no-more-extensions"


class TooFar(BadDate):
    """An extension adds at most ten working days to the date it moves, and never makes it sooner."""

    text = "error-date-too-far"


class NobodyThere(Refusal):
    """The department has nobody who could sign."""

    text = "error-nobody-there"


class NoSuchFirm(Refusal):
    """No firm, or none that the person may file for."""

    text = "error-no-such-firm"


class NoLiaison(Refusal):
    """Neither the firm's liaison nor a duty desk exists to receive the ticket."""

    text = "error-no-owner"


class WordTooShort(Refusal):
    """A search needs words of two characters and more."""

    text = "error-word-too-short"


class NamesAFirm(Refusal):
    """What several firms read names none of them (issue 3, common problems)."""

    text = "error-names-a-firm"


class TiedElsewhere(Refusal):
    """A ticket belongs to one common problem at most."""

    text = "error-tied-elsewhere"


class UnknownCommon(Refusal):
    """There is no common problem of that number, or the ticket belongs to none."""

    text = "error-unknown-common"


class UnknownVisit(Refusal):
    """No visit of that number, or none that the person may see: the answer is the same for both."""

    text = "error-unknown-visit"


class VisitAnswered(Refusal):
    """The firm has said already whether somebody came: one answer, for good (issue 4)."""

    text = "error-visit-answered"


class NotAnAnswer(Refusal):
    """A form's step cannot use what was sent. The sentence says what the step needs."""

    text = "form-not-an-answer"

    def __init__(self, text: str, **details: object) -> None:
        self.text = text
        super().__init__(**details)


class BadNotice(NotAnAnswer):
    """A holiday notice that cannot be loaded. The sentence quotes the line and says what to do; nothing was written."""


class NotAdministrator(Refusal):
    """Only an administrator changes what all deadlines are reckoned by (DOMAIN.md section 1)."""

    text = "error-not-administrator"


class NotTheOwner(Refusal):
    """Only a firm's owner invites and removes colleagues (DOMAIN.md section 1)."""

    text = "error-not-the-owner"


class UnknownColleague(Refusal):
    """Nobody of that code or name speaks for the firm (any more)."""

    text = "error-unknown-colleague"


class LastOwner(Refusal):
    """A firm is not left without an owner: the ownership is handed over first."""

    text = "error-last-owner"


class NotBoundYet(Refusal):
    """Who cannot be written to cannot answer for a firm."""

    text = "error-not-bound-yet"


class HeldElsewhere(Refusal):
    """Who speaks for others or works for the park too gets a new link from the duty desk, not from one firm's owner."""

    text = "error-held-elsewhere"


class LastOfDesk(Refusal):
    """Whatever has no owner comes to the duty desk: it is never without anybody."""

    text = "error-last-of-desk"


class StillAnswers(Refusal):
    """Who owns open tickets hands them over before he leaves."""

    text = "error-still-answers"


class StillLooksAfter(Refusal):
    """A firm's liaison leaves when the firm has another one."""

    text = "error-still-looks-after"


class NotAssigner(Refusal):
    """Only administrators and the duty desk say which liaison a firm has (issue 4)."""

    text = "error-not-assigner"


class NoSuchLiaison(Refusal):
    """Nobody of that name or code is a liaison."""

    text = "error-no-such-liaison"


class NoRoom(Refusal):
    """The liaison has three firms; the sentence names who has room (DOMAIN.md section 4)."""

    text = "error-no-room"


class AssignedMeanwhile(Refusal):
    """Somebody else gave the firm another liaison since it was looked at."""

    text = "error-assigned-meanwhile"


class ProposalOver(Refusal):
    """The park has changed since the proposal was shown: it was accepted already, or must be looked at again."""

    text = "error-proposal-over"


class AlreadyBound(Refusal):
    """The chat is somebody's already: there is nothing to ask for."""

    text = "error-already-bound"


class UnknownRequest(Refusal):
    """No request of that number, or none that is the person's to decide."""

    text = "error-unknown-request"


class AlreadyDecided(Refusal):
    """Somebody else of the duty desk was quicker."""

    text = "error-already-decided"


class NotForOffice(Refusal):
    """The back office is for who `ENTERS` it (DOMAIN.md section 1)."""

    text = "error-not-for-office"


class OfficeLinkGone(Refusal):
    """A link into the back office that is made up, used, replaced by a newer one or older than its 15 minutes."""

    text = "error-office-link-gone"


class EditedMeanwhile(Refusal):
    """Somebody else has saved the same row since it was shown: both values are shown, what was typed stays."""

    text = "error-edited-meanwhile"


class NothingToRetry(Refusal):
    """The message or update has not failed, or somebody has tried it again already."""

    text = "error-nothing-to-retry"


class BadField(Refusal):
    """A field of a form of the back office holds what cannot be saved; nothing was written, nothing typed is lost."""

    def __init__(self, field: str, text: str, **details: object) -> None:
        self.field = field
        self.text = text
        super().__init__(**details)


class Fault(str):
    """One thing that is wrong with a workbook, in the operator's English; `key` and `details` say it to others.

    `place` is the cell or sheet, empty where it is the whole file.
    """

    __slots__ = ("details", "key", "place")
    key: str
    place: str
    details: Mapping[str, str]

    def __new__(cls, key: str, text: str, *, place: str = "", details: Mapping[str, str] | None = None) -> Self:
        """The sentence behind its place."""
        made = super().__new__(cls, f"{place}: {text}" if place else text)
        made.key, made.place, made.details = key, place, details or {}
        return made


class SheetErrors(Exception):
    """A workbook that cannot be loaded; `errors` lists every cell that is wrong. Nothing was written."""

    def __init__(self, errors: Sequence[Fault]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


class NotForReception(Refusal):
    """Reception days are kept by secretary, director and administrators (DOMAIN.md section 3)."""

    text = "error-not-for-reception"


class NotForCoverage(Refusal):
    """Coverage is read by who keeps reception days, and by the back office's people."""

    text = "error-not-for-coverage"


class UnknownDay(Refusal):
    """No such reception day, or one that is over or called off."""

    text = "error-unknown-day"


class NotAWorkday(BadDate):
    """The park is closed on that date."""

    text = "error-not-a-workday"


class DayTaken(BadDate):
    """There is a reception day on that date already."""

    text = "error-day-taken"


class DayOver(BadDate):
    """A reception day has to lie ahead."""

    text = "error-day-over"


class ListFull(Refusal):
    """A day invites as many firms as it has slots: one has to be taken off first."""

    text = "error-list-full"


class OnTheList(Refusal):
    """The firm stands on the day's list already."""

    text = "error-on-the-list"


class AlreadyInvited(Refusal):
    """The firm has its invitation: it is not taken off behind its back."""

    text = "error-already-invited"


class DayOpen(Refusal):
    """The day is open to all: nobody has to be invited any more."""

    text = "error-day-open"


class NotInvited(Refusal):
    """None of the person's firms is invited, or the day is over."""

    text = "error-not-invited"


class HasPlace(Refusal):
    """The firm has a slot on the day: it cancels it first."""

    text = "error-has-place"


class Overtaken(Refusal):
    """A case has moved on, or is none of the person's, while he was writing: what he fills in for it is over."""


class UnknownCase(Overtaken):
    """No case of that number, or none that the person may see: the answer is the same for both."""

    text = "error-unknown-case"


class PassGone(Refusal):
    """A link to how a case stands that is made up, or older than its days."""

    text = "error-pass-gone"


class NotYourLedger(Refusal):
    """The ledgers are read by director, assessors and duty desk; entries come from who works on the case."""

    text = "error-not-your-ledger"


class NotInThisLedger(Refusal):
    """Rewards have sums and certificates numbers; other cases have neither."""

    text = "error-not-in-this-ledger"


class RewardOutOfOrder(Refusal):
    """A reward paid before it is approved, without a sum, or anything on a day to come."""

    text = "error-out-of-order"


class UnknownProject(Refusal):
    """No such project, or none that the person may see."""

    text = "error-unknown-project"


class UnknownItem(Refusal):
    """There is no such item in the catalogue, and never was."""

    text = "error-unknown-item"


class UnknownMandate(Refusal):
    """No such mandate, or none that the person may see."""

    text = "error-unknown-mandate"


class TooManyAgents(Refusal):
    """One or two agents carry a project; the database refuses a third (DOMAIN.md section 5)."""

    text = "error-too-many-agents"


class NoSuchAgent(Refusal):
    """Nobody of that name or code is an agent, or he carries the project already."""

    text = "error-no-such-agent"


class NoAgents(Refusal):
    """The park has nobody who could carry a project."""

    text = "error-no-agents"


class NoMandate(Overtaken):
    """Nothing is done for a firm that has not signed for it, or has withdrawn it (DOMAIN.md section 5)."""

    text = "error-no-mandate"


class NotTheSigner(Refusal):
    """Only the firm's owner signs and withdraws a mandate."""

    text = "error-not-the-signer"


class NobodySigns(Refusal):
    """The firm has no owner who could sign."""

    text = "error-nobody-signs"


class MandateChanged(Refusal):
    """What is signed is what was shown: it has changed, was signed or ended since."""

    text = "error-mandate-changed"


class NotForThisCase(Overtaken):
    """The person's part in the case does not do this (the table in domain/agency_rules.py)."""

    text = "error-not-for-this-case"


class CaseNotNow(Overtaken):
    """The state of the step, the material or the case does not allow it (any more)."""

    text = "error-case-not-now"


class WordsNeeded(Refusal):
    """A reason or a result has to be given."""

    text = "error-words-needed"


class FilesNeeded(Refusal):
    """A material is sent as a photo or a file."""

    text = "error-files-needed"


class ItemWithdrawn(Refusal):
    """The item was in the catalogue and is not any more; `name` is what it was called."""

    text = "error-item-withdrawn"


class UnknownFigure(Refusal):
    """There is no such figure on the board, or nothing is behind it."""

    text = "error-unknown-figure"


class NotAMonth(Refusal):
    """Words that name no month."""

    text = "error-not-a-month"


class MonthNotOver(Refusal):
    """A month is published when it is over: until then its figures still grow."""

    text = "error-month-not-over"


class NotPublished(Refusal):
    """The assessor has not published that month."""

    text = "error-not-published"


class NotPublisher(Refusal):
    """Only an assessor publishes (DOMAIN.md section 1)."""

    text = "error-not-publisher"


class NoTable(Refusal):
    """No reception day is planned: there is no running order."""

    text = "error-table-none"


class NotForTable(Refusal):
    """Only the secretary runs a reception day; the director looks on."""

    text = "error-table-not-yours"


class UnknownAtTable(Refusal):
    """No such place on a reception day, or none that is the person's to see."""

    text = "error-table-unknown"


class TableClosed(Refusal):
    """The day is closed or called off: what the door has written down stands."""

    text = "error-table-closed"


class NotToday(Refusal):
    """A code is shown, or something is pressed, on another day than that of the reception."""

    text = "error-table-not-today"


class NotOnList(Refusal):
    """The place was cancelled, or waits for a slot: there is nothing to check in."""

    text = "error-table-not-on-list"


class TableTaken(Refusal):
    """Another firm is at the table: one at a time."""

    text = "error-table-taken"


class NotArrived(Refusal):
    """Who has not checked in is not called, and nothing is written down for who was not called."""

    text = "error-table-not-arrived"


class NobodyWaits(Refusal):
    """Nobody who has arrived is left."""

    text = "error-table-nobody"


class NoFreeSlot(Refusal):
    """Every slot of the day is held: a firm without a booking has no place."""

    text = "error-table-full"


class AlreadyOnList(Refusal):
    """The firm has a place on that day."""

    text = "error-table-on-list"


class WordingStands(Refusal):
    """The firm has confirmed the wording: it is not changed any more."""

    text = "error-table-confirmed"


class UnknownPlace(Refusal):
    """No such place, slot or reception day, or none that is the person's: the answer is the same for all."""

    text = "error-unknown-place"


class SlotTaken(Refusal):
    """Somebody else has the slot: by constraint, it can be held once."""

    text = "error-slot-taken"


class BookedAlready(Refusal):
    """The firm has a place on that day: by constraint, one. Says who of the firm booked it, for when."""

    text = "error-booked-already"


class WaitsAlready(Refusal):
    """The firm is on the day's waiting list. Says who put it there."""

    text = "error-waits-already"


class BookingOver(Refusal):
    """The day has begun, is closed or was called off: nothing is booked or changed any more."""

    text = "error-booking-over"


class SlotsReserved(Refusal):
    """Until a date only invited firms may book."""

    text = "error-slots-reserved"


class NotOpenYet(Refusal):
    """The invitations to that reception day have not gone out: nobody books before."""

    text = "error-not-open-yet"


class SlotsFree(Refusal):
    """Nobody waits while there are free slots: one can be booked at once."""

    text = "error-slots-free"


class OfferOver(Refusal):
    """The slot that was offered is not held for this firm any more."""

    text = "error-offer-over"


class PlaceOver(Refusal):
    """The place was given back, or the firm is there already: it can't be changed any more."""

    text = "error-place-over"


class ItemsMissing(Refusal):
    """A landing checklist names items that the catalogue does not have in force; `codes` are theirs."""

    text = "error-items-missing"


class StillCarries(Refusal):
    """An agent hands his projects over before he leaves."""

    text = "error-still-carries"


class NotAPeriod(Refusal):
    """Words that name no period, or one that has not begun."""

    text = "error-not-a-period"


class NothingToExport(Refusal):
    """Of the ledger nothing is this person's."""

    text = "error-nothing-to-export"


class NotYourReport(Refusal):
    """The month's report is for who sees all."""

    text = "error-not-your-report"


class NoSuchExport(Refusal):
    """A file that this person has not asked for."""

    text = "error-no-such-export"


class MonthNotBegun(Refusal):
    """Of a month that has not begun there is nothing to report."""

    text = "error-month-not-begun"
