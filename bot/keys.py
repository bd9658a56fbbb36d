"""The park's keys: from the setting, or made once for the practice park."""

from bot.settings import Settings
from storage.sealed import KeyRing, new_key

PRACTICE_KEYS = "practice-keys.txt"
MISSING = (
    "DATA_KEYS is missing: names and telephones are sealed with it. `python -m bot keys new` prints a key; put the line"
    " into .env, keep a copy apart from the database, and start again."
)


def keys_of(settings: Settings) -> KeyRing:
    """The ring. Raises SystemExit with what to do where there is none; made-up people get a key of their own."""
    words = settings.data_keys.get_secret_value()
    if not words and not settings.practice:
        raise SystemExit(MISSING)
    return KeyRing.read(words or practice_keys(settings))


def practice_keys(settings: Settings) -> str:
    """The key that lies beside the practice park's database."""
    file = settings.data_dir / PRACTICE_KEYS
    if not file.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(f"1:{new_key()}")
    return file.read_text().strip()


def next_key(settings: Settings) -> str:
    """A line for .env: a new key before those that are set."""
    words = settings.data_keys.get_secret_value()
    ids = [int(name) for name, _ in KeyRing.read(words).keys if name.isdecimal()] if words else []
    return f"DATA_KEYS={max(ids, default=0) + 1}:{new_key()}{',' if words else ''}{words}"
