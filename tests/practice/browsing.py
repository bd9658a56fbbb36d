"""A Chromium for the tests of the page, where one is found."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="NO CHROMIUM FOUND: THE PAGE IS NOT TESTED")


@asynccontextmanager
async def page_at(folder: Path, **context: Any) -> AsyncIterator[Page]:
    """A fresh browser page; any error on its console fails the test."""
    async with async_playwright() as playwright:
        environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(fonts(folder))}
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=environment)
        page = await (await browser.new_context(**context)).new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        yield page
        await browser.close()
        unexpected = [line for line in complaints if "net::ERR_" not in line]
        assert unexpected == [], unexpected


def fonts(folder: Path) -> Path:
    """Chinese glyphs on a machine without Chinese fonts."""
    spec = find_spec("pylopdf_fonts_zh_cn")
    chinese = Path(str(spec.origin)).parent if spec else folder
    dirs = f"<dir>{chinese}</dir><dir>/usr/share/fonts</dir><cachedir>{folder / 'fonts'}</cachedir>"
    prefer = "<alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>"
    file = folder / "fonts.conf"
    file.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{dirs}{prefer}</fontconfig>'
    )
    return file
