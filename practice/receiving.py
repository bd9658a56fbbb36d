"""How the bot gets its updates: by asking (one poller at a time), or by a webhook."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from practice.park import Call, Park, Raw
from practice.refusals import bad, conflict
from practice.store import Json
from practice.updates import NEW_UPDATE

SECRET = re.compile(r"[A-Za-z0-9_-]*")
SECRET_LIMIT = 256
MOST_UPDATES = 100
MOST_CONNECTIONS = 100
DEFAULT_CONNECTIONS = 40
LOCAL = ("127.0.0.1", "localhost", "::1")
LONGEST_POLL = 50
SECOND_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def get_updates(park: Park, call: Call) -> Raw:
    """A new poll ends the one that is still open: only one bot may ask at a time."""
    check_no_webhook(park)
    park.poll += 1
    park.pulse.beat(NEW_UPDATE)
    park.updates.allow(call.args.get("allowed_updates"))
    park.updates.confirm(call.args.get("offset") or 0)
    limit = min(MOST_UPDATES, max(1, call.args.get("limit") or MOST_UPDATES))
    taken = await first_updates(park, park.poll, limit, call.args.get("timeout") or 0)
    return Raw(f"[{','.join(taken)}]")


def check_no_webhook(park: Park) -> None:
    if park.webhook:
        raise conflict(WEBHOOK_ACTIVE)


async def first_updates(park: Park, poll: int, limit: int, seconds: float) -> list[str]:
    ends = time.monotonic() + min(seconds, LONGEST_POLL)
    while True:
        taken = park.updates.take(limit)
        if taken or time.monotonic() >= ends or park.pulse.stopped:
            return taken
        await park.pulse.wait(NEW_UPDATE, ends - time.monotonic())
        if park.poll != poll:
            raise conflict(SECOND_POLLER)
        check_no_webhook(park)


def set_webhook(park: Park, call: Call) -> str:
    url = call.args.get("url") or ""
    if not url:
        return delete_webhook(park, call)
    wanted = {
        "url": checked_url(url),
        "secret": checked_secret(call.args.get("secret_token") or ""),
        "connections": connections_of(call.args.get("max_connections") or DEFAULT_CONNECTIONS),
    }
    park.updates.allow(call.args.get("allowed_updates"))
    drop_if_asked(park, call)
    point_to(park, wanted)
    park.db.keep("webhook_error", {})
    return "Webhook was set"


def point_to(park: Park, webhook: Json | None) -> None:
    park.webhook = webhook
    park.db.keep("webhook", webhook)
    park.pulse.beat(NEW_UPDATE)


def checked_url(url: str) -> str:
    parts = urlsplit(url)
    if not parts.hostname:
        raise bad("invalid webhook URL specified")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    return url


def checked_secret(secret: str) -> str:
    if not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    if len(secret) > SECRET_LIMIT:
        raise bad("secret token is too long")
    return secret


def connections_of(wish: int) -> int:
    return min(MOST_CONNECTIONS, max(1, wish))


def drop_if_asked(park: Park, call: Call) -> None:
    if call.args.get("drop_pending_updates"):
        park.updates.drop_all()


def delete_webhook(park: Park, call: Call) -> str:
    had = park.webhook
    drop_if_asked(park, call)
    point_to(park, None)
    return "Webhook was deleted" if had else "Webhook is already deleted"


def webhook_info(park: Park, _call: Call) -> Json:
    webhook, error = park.webhook or {}, park.db.setting("webhook_error") or {}
    info = {
        "url": webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": park.updates.count(),
        **({"max_connections": webhook["connections"], "ip_address": "127.0.0.1"} if webhook else {}),
        **({"allowed_updates": park.updates.allowed} if park.updates.allowed else {}),
    }
    return info | (error if webhook else {})
