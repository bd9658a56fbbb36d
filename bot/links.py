"""Links that open the chat with an invitation."""

import httpx

from bot.settings import Settings


def invitation_link(settings: Settings, token: str) -> str:
    """A link for a person: to Telegram, or to the practice park's page. Raises SystemExit when the bot is not known."""
    if settings.bot_token is None:
        return f"http://{settings.host}:{settings.port}/?start={token}"
    return f"https://t.me/{username(settings)}?start={token}"


class Links:
    """Makes the links of invitations inside the running desk; `username` is what Telegram has told."""

    def __init__(self, practice: str | None = None) -> None:
        self.practice = practice
        self.username = ""

    def __call__(self, token: str) -> str:
        """The link of a token: to the practice park's page, or to Telegram; empty before the bot knows its name."""
        if self.practice is not None:
            return f"{self.practice}/?start={token}"
        return f"https://t.me/{self.username}?start={token}" if self.username else ""


def username(settings: Settings) -> str:
    """The bot's name, as Telegram knows it."""
    secret = settings.bot_token.get_secret_value() if settings.bot_token else ""
    try:
        answer = httpx.get(f"{str(settings.bot_api_url).rstrip('/')}/bot{secret}/getMe", timeout=15).json()
        return str(answer["result"]["username"])
    except (httpx.HTTPError, ValueError, KeyError) as error:
        raise SystemExit(f"Telegram did not tell the bot's name ({type(error).__name__}); check BOT_TOKEN.") from None
