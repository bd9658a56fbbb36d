"""Settings from the environment and .env; each one stands in .env.example with a sentence."""

import re
import secrets
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.agency import CASES_PREFIX
from domain.calendar import Calendar, MonthDay, Season, Window, are_in_order
from domain.park import Park
from domain.reception import DayRule
from storage.sealed import KeyRing

TOKEN = r"^\d{1,16}:[A-Za-z0-9_-]{3,}$"  # noqa: S105 - the shape of a token, not one
SECRET = r"^[A-Za-z0-9_-]{1,256}$"  # noqa: S105 - the shape of a secret, not one
LEAP_YEAR = 2024  # in which every day of any year exists


class Settings(BaseSettings):
    """Everything that can be set. Without BOT_TOKEN the practice park is started."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    bot_token: SecretStr | None = None
    bot_api_url: HttpUrl = HttpUrl("https://api.telegram.org")
    webhook_url: HttpUrl | None = None
    webhook_secret: SecretStr = Field(default_factory=lambda: SecretStr(secrets.token_urlsafe(32)))
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    data_keys: SecretStr = SecretStr("")
    office_url: HttpUrl | None = None
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    data_dir: Path = Path("data")
    park_prefix: str = Field(default="LL", pattern="^[A-Z]{2,4}$")
    time_zone: str = "Asia/Shanghai"
    office_hours: str = "09:00-12:00,14:30-17:30"
    summer_hours: str = ""
    summer_days: str = "05-01..09-30"
    quiet_hours: str = "20:00-08:00"
    retention_days: int = Field(default=30, ge=2, le=3650)
    invitation_days: int = Field(default=7, ge=1, le=90)
    progress_days: int = Field(default=7, ge=1, le=90)
    visit_days: int = Field(default=30, ge=1, le=366)
    backbone_visit_days: int = Field(default=14, ge=1, le=366)
    reception_week: int = Field(default=3, ge=1, le=4)
    reception_weekday: int = Field(default=4, ge=1, le=7)
    reception_hours: str = "14:30-17:30"
    reception_slot_minutes: int = Field(default=20, ge=5, le=240)
    reception_place: str = Field(default="", max_length=120)
    reception_coordinates: str = Field(default="", pattern=r"^(-?\d{1,2}(\.\d+)?,\s*-?\d{1,3}(\.\d+)?)?$")
    reception_invite_days: int = Field(default=15, ge=1, le=60)
    reception_reserved_days: int = Field(default=5, ge=1, le=60)
    push_lease_seconds: float = Field(default=30, gt=0)
    tick_seconds: float = Field(default=20, gt=0)

    @field_validator("bot_token")
    @classmethod
    def is_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        """A token as BotFather gives it."""
        return matching(value, TOKEN, "a token looks like 123456:ABC-def, as BotFather gave it")

    @field_validator("webhook_secret")
    @classmethod
    def is_a_secret(cls, value: SecretStr) -> SecretStr:
        """Telegram takes 1 to 256 of these characters."""
        matching(value, SECRET, "1 to 256 of A-Z a-z 0-9 _ -")
        return value

    @field_validator("data_keys")
    @classmethod
    def are_keys(cls, value: SecretStr) -> SecretStr:
        """A ring of keys, newest first; the keys themselves are never shown."""
        if value.get_secret_value():
            KeyRing.read(value.get_secret_value())
        return value

    @field_validator("database_url")
    @classmethod
    def is_a_known_database(cls, value: str) -> str:
        """SQLite or PostgreSQL, by their async drivers."""
        if value and not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            raise ValueError("sqlite+aiosqlite:///FILE or postgresql+asyncpg://USER:PASSWORD@HOST/NAME")
        return value

    @field_validator("park_prefix")
    @classmethod
    def is_no_case_prefix(cls, value: str) -> str:
        """A ticket's number is never taken for a case's."""
        if value == CASES_PREFIX:
            raise ValueError(f"{CASES_PREFIX} stands for cases of the agency service")
        return value

    @field_validator("quiet_hours")
    @classmethod
    def are_hours(cls, value: str) -> str:
        """A window as in 20:00-08:00; it may go over midnight."""
        read_hours(value)
        return value

    @field_validator("office_hours", "summer_hours")
    @classmethod
    def are_office_hours(cls, value: str) -> str:
        """Windows as in 09:00-12:00,14:30-17:30; only summer's may be missing."""
        if value:
            read_office_hours(value)
        return value

    @field_validator("summer_days")
    @classmethod
    def are_days_of_the_year(cls, value: str) -> str:
        """The first and the last day, as in 05-01..09-30."""
        read_days(value)
        return value

    @field_validator("reception_hours")
    @classmethod
    def are_reception_hours(cls, value: str) -> str:
        """One window of a day, as in 14:30-17:30."""
        windows = read_hours(value)
        if len(windows) != 1 or not are_in_order(windows) or any(clock.tzinfo for clock in windows[0]):
            raise ValueError("one window that opens before it closes, as in 14:30-17:30")
        return value

    @field_validator("time_zone")
    @classmethod
    def is_a_zone(cls, value: str) -> str:
        """A name of the time zone database."""
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("a zone such as Asia/Shanghai") from error
        return value

    @model_validator(mode="after")
    def keeps_practice_apart(self) -> "Settings":
        """Made-up people never share a database with real ones."""
        name = "practice-park.db" if self.practice else "sidan.db"
        self.database_url = self.database_url or f"sqlite+aiosqlite:///{self.data_dir}/{name}"
        return self

    @property
    def practice(self) -> bool:
        """Whether the practice park stands in for Telegram."""
        return self.bot_token is None

    def shown(self) -> dict[str, str]:
        """Every setting that may be seen, by its name: no token, no secret, no password of the database."""
        kept = self.model_dump(mode="json", exclude={"bot_token", "webhook_secret", "database_url"})
        kind = self.database_url.partition(":")[0]
        return {name.upper(): str(value if value is not None else "") for name, value in kept.items()} | {
            "DATABASE_URL": f"{kind}:…"
        }

    @property
    def seasons(self) -> tuple[Season, ...]:
        """The summer timetable, if there is one."""
        first, last = read_days(self.summer_days)
        return (Season(first, last, read_office_hours(self.summer_hours)),) if self.summer_hours else ()

    def park(self, days: dict[date, bool], official_until: date) -> Park:
        """The park's own rules, as set here."""
        quiet = read_hours(self.quiet_hours)[0]
        hours, zone = read_office_hours(self.office_hours), ZoneInfo(self.time_zone)
        calendar = Calendar(days, hours, zone, quiet[0], quiet[1], official_until, self.seasons)
        lives = timedelta(days=self.invitation_days)
        visits = (self.visit_days, self.backbone_visit_days)
        return Park(
            self.park_prefix,
            calendar,
            lives,
            *visits,
            reception=self.reception,
            templates=self.data_dir / "templates",
            passes_live=timedelta(days=self.progress_days),
        )

    @property
    def reception(self) -> DayRule:
        """The rule of the director's reception days."""
        opens, closes = read_hours(self.reception_hours)[0]
        known = [float(each) for each in self.reception_coordinates.split(",") if each]
        latitude, longitude = known or (None, None)
        return DayRule(
            week=self.reception_week,
            weekday=self.reception_weekday,
            opens=opens,
            closes=closes,
            slot_minutes=self.reception_slot_minutes,
            place=self.reception_place,
            latitude=latitude,
            longitude=longitude,
            invite_days=self.reception_invite_days,
            reserved_days=min(self.reception_reserved_days, self.reception_invite_days),
        )


def matching(value: SecretStr | None, pattern: str, hint: str) -> SecretStr | None:
    """The value, or a hint of what it should look like; the value itself is never shown."""
    if value is not None and not re.fullmatch(pattern, value.get_secret_value()):
        raise ValueError(hint)
    return value


def read_hours(words: str) -> tuple[Window, ...]:
    """Windows of a day. Raises ValueError with an example."""
    try:
        pairs = [window.strip().split("-") for window in words.split(",")]
        return tuple((time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip())) for opens, closes in pairs)
    except ValueError as error:
        raise ValueError("hours look like 09:00-12:00,14:30-17:30") from error


def read_office_hours(words: str) -> tuple[Window, ...]:
    """Windows in which deadlines can run. Raises ValueError that says what is wrong with them."""
    hours = read_hours(words)
    if any(clock.tzinfo for window in hours for clock in window):
        raise ValueError("office hours are in TIME_ZONE: without a zone of their own, as in 09:00-12:00,14:30-17:30")
    if not are_in_order(hours):
        raise ValueError(
            "windows stand in order, do not overlap, and open before they close, as in 09:00-12:00,14:30-17:30"
        )
    return hours


def read_days(words: str) -> tuple[MonthDay, MonthDay]:
    """The first and the last day of a season, month and day. Raises ValueError with an example."""
    try:
        first, last = (date.fromisoformat(f"{LEAP_YEAR}-{day.strip()}") for day in words.split(".."))
    except ValueError as error:
        raise ValueError("the first and the last day, as in 05-01..09-30") from error
    return (first.month, first.day), (last.month, last.day)


def load_settings() -> Settings:
    """The settings. Raises SystemExit that names every setting that is wrong, and what it should be."""
    try:
        return Settings()
    except ValidationError as wrong:
        lines = [f"  {str(e['loc'][0]).upper()}: {e['msg'].removeprefix('Value error, ')}" for e in wrong.errors()]
        raise SystemExit(
            "\n".join(["Sidan cannot start: these settings are wrong (.env or environment):", *lines])
        ) from None
