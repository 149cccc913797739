"""What tests need of the machine besides Python: a Chromium, Chinese fonts, PostgreSQL's programs."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys
from pathlib import Path

from footlights.kernel.text import Both
from footlights.project.build.places import CannotGoOn

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "~/.cache/ms-playwright/chromium-*/chrome-linux*/chrome",
)
POSTGRES = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
NO_CHROMIUM = Both(
    "No Chromium, which browser tests need. Install chromium or Google Chrome, or run: "
    ".venv/bin/python -m playwright install chromium",
    "没有 Chromium，浏览器检查需要它。请安装 chromium 或 Google Chrome，或运行："
    ".venv/bin/python -m playwright install chromium",
)
NO_POSTGRES = Both(
    "No PostgreSQL programs (initdb, postgres). Install PostgreSQL 15 or later, then run this again.",
    "没有 PostgreSQL 程序（initdb、postgres）。请安装 PostgreSQL 15 或更高版本后重试。",
)


def find_chromium() -> str | None:
    """Return the path of a Chromium: the system's, else Chrome, else the one Playwright keeps."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return _last_of(PLACES)


def find_postgres() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest version first."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    folder = _last_of(POSTGRES)
    return Path(folder) if folder else None


def need_chromium(python: str | Path) -> str:
    """Return a Chromium's path, installing one when this machine allows it.

    Raises CannotGoOn, which says what to do.
    """
    if _is_debian_root():
        wanted = [] if find_chromium() else ["chromium"]
        wanted += [] if _has_chinese_font() else ["fonts-noto-cjk"]
        _apt_install(wanted)
    if not find_chromium():
        subprocess.run([python, "-m", "playwright", "install", "chromium"], check=False)
    if found := find_chromium():
        return found
    raise CannotGoOn(NO_CHROMIUM)


def need_postgres() -> Path:
    """Return the folder of PostgreSQL's programs, installing Debian's when this machine allows it.

    Raises CannotGoOn, which says what to do.
    """
    if not find_postgres() and _is_debian_root():
        _apt_install(["postgresql"])
    if found := find_postgres():
        return found
    raise CannotGoOn(NO_POSTGRES)


def bring_nginx() -> None:
    """Install Debian's nginx where this machine allows it; without one its columns stay empty."""
    if not shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") and _is_debian_root():
        _apt_install(["nginx-light"])


def _last_of(patterns: tuple[str, ...]) -> str | None:
    for pattern in patterns:
        if found := sorted(glob.glob(str(Path(pattern).expanduser()))):  # noqa: PTH207  # patterns are absolute
            return found[-1]
    return None


def _is_debian_root() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def _apt_install(packages: list[str]) -> None:
    if not packages:
        return
    print(f"installing {' '.join(packages)} with apt-get", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-q"], ["install", "-qy", "--no-install-recommends", *packages]):
        ran = subprocess.run(
            ["apt-get", *words],
            env=quiet,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if ran.returncode:
            last = (ran.stderr.strip().splitlines() or ["no message"])[-1]
            raise CannotGoOn(Both(f"apt-get {words[0]} failed: {last}", f"apt-get {words[0]} 失败：{last}"))
