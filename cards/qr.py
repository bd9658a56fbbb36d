"""A link as a QR picture."""

import io

import segno

SCALE, BORDER = 8, 4


def qr(link: str) -> bytes:
    """A link as a picture (PNG) that a telephone's camera opens."""
    made = io.BytesIO()
    segno.make(link, error="m", micro=False).save(made, kind="png", scale=SCALE, border=BORDER)
    return made.getvalue()
