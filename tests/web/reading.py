"""Pages of the board read as people read them: a table by its title, a row by its name, cells as words."""

import re
from html import unescape


def rows_under(page: str, title: str) -> dict[str, list[str]]:
    """The rows of the table with that title; each cell in one line."""
    found = re.search(rf'<div class="scroll"[^>]*aria-label="{re.escape(title)}">(.*?)</table>', page, re.DOTALL)
    assert found, (title, re.findall(r'class="scroll"[^>]*aria-label="([^"]+)"', page))
    lines = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', found[1], re.DOTALL)
    return {
        words(name): [words(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells, re.DOTALL)]
        for name, cells in lines
    }


def words(html: str) -> str:
    """What is left to read."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
