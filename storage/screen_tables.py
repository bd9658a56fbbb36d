"""The table of screens on which the board hangs without anybody signed in. All moments are aware UTC."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class BoardScreen(SQLModel, table=True):
    """A screen in a hall (大屏): where it hangs, and the hash of its address. `until`: when the address ends."""

    __tablename__ = "board_screen"
    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    place: str = Field(max_length=60)
    made_at: datetime
    made_by_id: int = Field(foreign_key="person.id")
    until: datetime
    ended_at: datetime | None = None
