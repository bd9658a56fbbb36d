"""A one-time invitation for somebody, with a code to scan."""

from io import BytesIO

from markupsafe import Markup
from starlette.responses import Response

from domain.errors import NotForOffice
from domain.roles import Role
from services.park import PersonRow
from services.records import (
    MAY_CHANGE,
    invite_from_office,
    records,
    row_with,
)
from web.office.guard import Page, Unknown
from web.office.visit import Visit


async def invited(visit: Visit) -> Response:
    """A new one-time link for somebody, with a code to scan; it is shown here and nowhere else."""
    import segno  # noqa: PLC0415 - only where a code is drawn

    code = visit.request.path_params["code"]
    known = await records(visit.db, by=visit.me)
    person = row_with(known.sheets, "people", code)
    if not isinstance(person, PersonRow):
        raise Unknown
    if Role.ADMIN not in visit.me.roles:
        raise NotForOffice
    token = await invite_from_office(visit.db, code, by=visit.me, at=visit.at)
    link, drawn = await visit.office.invitation_link(token), BytesIO()
    segno.make(link, error="m").save(drawn, kind="svg", xmldecl=False, svgns=True, nl=False, border=3, omitsize=True)
    return visit.show(
        "invitation.html",
        title=visit.say.plain("office-invite"),
        name=person.name,
        days=visit.db.park.invitation_lives.days,
        link=link,
        qr=Markup(drawn.getvalue().decode()),  # noqa: S704 - drawn by segno, holds nothing that was typed
        back=f"/people/{code}",
    )


PAGES = [Page("/people/{code}/invite", invited, MAY_CHANGE["people"], "POST")]
