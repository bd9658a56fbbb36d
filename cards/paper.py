"""Paper for a picture: words, boxes and lines, in pixels from the top left corner.

Drawn with matplotlib, which is imported by the first picture, not by a start; with the Chinese font of a package, so
that no machine has to have one. What that font has no sign for, emoji for example, is left out.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any

WIDTH = 1080
DPI = 100
POINTS = 72 / DPI
BELOW_THE_MIDDLE = 0.37  # of its size a line of text stands above its baseline, by half
PAPER, TILE, RULE = "#ffffff", "#f1f4f8", "#d0d5dd"
INK, MUTED = "#17202c", "#4f5a69"
FONT_PACKAGE, FONT_FILE = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"
FOLDER = "MPLCONFIGDIR"


@dataclass(frozen=True)
class Tools:
    """What draws: a figure's class, the font for drawing, the font for measuring, and the signs that it has."""

    figure: Any
    font: Any
    face: Any
    signs: frozenset[int]


@cache
def tools() -> Tools:
    """Import them, once. What matplotlib wants to keep in a home, it keeps in a folder that goes at once."""
    before = os.environ.get(FOLDER)
    with TemporaryDirectory() as folder:
        os.environ[FOLDER] = before or folder
        from matplotlib.figure import Figure  # noqa: PLC0415 - a second and 60 MB that a start does not need
        from matplotlib.font_manager import FontProperties, get_font  # noqa: PLC0415
    if before is None:
        del os.environ[FOLDER]
    path = str(files(FONT_PACKAGE) / FONT_FILE)
    face = get_font(path)
    return Tools(Figure, FontProperties(fname=path), face, frozenset(face.get_charmap()))


def drawable(text: str) -> str:
    """The text without what the font has no sign for, on one line."""
    signs = tools().signs
    known = "".join(each if ord(each) in signs else " " if each.isspace() else "" for each in text)
    return " ".join(known.split())


def width_of(text: str, size: int) -> float:
    """How many pixels a text takes."""
    face = tools().face
    face.set_size(size * POINTS, DPI)
    face.set_text(text, 0)
    return float(face.get_width_height()[0]) / 64


def fitted(text: str, size: int, room: float) -> str:
    """The text, shortened with a mark to the room that there is."""
    shown = cut = drawable(text)
    while cut and width_of(shown, size) > room:
        cut = cut[:-1].rstrip()
        shown = f"{cut}…"
    return shown


class Paper:
    """Paper as wide as a phone shows it whole, and so high."""

    def __init__(self, height: int) -> None:
        self.height = height
        self.figure = tools().figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        self.axes.set_axis_off()

    def write(self, text: str, x: float, y: float, size: int, *, color: str = INK, align: str = "left") -> None:
        """A line of text; `y` is its middle. Dollar signs are no formula."""
        given = {"fontproperties": tools().font, "fontsize": size * POINTS, "color": color, "parse_math": False}
        self.axes.text(x, y + size * BELOW_THE_MIDDLE, drawable(text), ha=align, va="baseline", **given)

    def box(self, x: float, y: float, width: float, height: float, color: str = TILE) -> None:
        """A filled box."""
        self.axes.fill_between((x, x + width), y, y + height, color=color, linewidth=0)

    def line(
        self, xs: Sequence[float], ys: Sequence[float], *, color: str = RULE, width: float = 1.5, **how: Any
    ) -> None:
        """A line through points; a point that is no number leaves a gap."""
        self.axes.plot(xs, ys, color=color, linewidth=width, **how)

    def png(self) -> bytes:
        """The picture, without a word about what has drawn it."""
        content = BytesIO()
        self.figure.savefig(content, format="png", dpi=DPI, metadata={"Software": None})
        return content.getvalue()
