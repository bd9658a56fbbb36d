"""Questions about the screens in halls: which there are, and which address opens one."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.screen_tables import BoardScreen


async def screen_of(session: AsyncSession, token_hash: str) -> BoardScreen | None:
    """The screen with that address, whether it still opens or not."""
    return (await session.exec(select(BoardScreen).where(BoardScreen.token_hash == token_hash))).first()


async def screens(session: AsyncSession) -> Sequence[BoardScreen]:
    """All that have not been taken down, the newest first."""
    asked = select(BoardScreen).where(col(BoardScreen.ended_at).is_(None))
    return (await session.exec(asked.order_by(col(BoardScreen.id).desc()))).all()


async def screen_locked(session: AsyncSession, screen_id: int) -> BoardScreen | None:
    """One screen, to be taken down."""
    return (await session.exec(select(BoardScreen).where(BoardScreen.id == screen_id).with_for_update())).first()
