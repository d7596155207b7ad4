"""Installs what the tests use and pip can't bring: Chromium, PostgreSQL, nginx and LibreOffice.

As root on Debian or Ubuntu the missing ones are installed from the system's packages. Otherwise the one command
to run is printed and the exit status is 1, so that no test is skipped in silence.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from report.pack.page_print import NAMES

SHELL = "chromium-headless-shell"
"""Debian's package of a Chromium without windows, which Ubuntu does not have."""


def find_chromium() -> str | None:
    """Return the path of an installed Chromium or Chrome, None when there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def find_postgres() -> Path | None:
    """Return the folder that holds PostgreSQL's `initdb` (Debian keeps it out of the path), None when there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def find_nginx() -> str | None:
    """Return the path of nginx, None when it is not installed."""
    return shutil.which("nginx") or next((p for p in ("/usr/sbin/nginx",) if Path(p).exists()), None)


def find_libreoffice() -> str | None:
    """Return the path of LibreOffice, None when it is not installed, or what reads its pages is not."""
    readers = shutil.which("pdftotext") and shutil.which("pdffonts")
    return shutil.which("libreoffice") if readers else None


def missing_packages() -> list[str]:
    """Return the Debian packages that are still needed."""
    wanted = {
        (SHELL if _is_offered(SHELL) else "chromium",): find_chromium(),
        ("postgresql",): find_postgres(),
        ("nginx-light",): find_nginx(),
        ("libreoffice-impress", "libreoffice-writer", "poppler-utils", "fonts-liberation2"): find_libreoffice(),
    }
    return [package for packages, found in wanted.items() if found is None for package in packages]


def _is_offered(package: str) -> bool:
    """Whether the lists of the system's packages, as they are now, have this one."""
    asked = shutil.which("apt-cache")
    return asked is not None and subprocess.run([asked, "show", package], capture_output=True).returncode == 0


def main() -> int:
    """Install what is missing, or say how."""
    if not missing_packages():
        return 0
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        subprocess.run([*install, *missing_packages()], check=True, env=environment, stdout=subprocess.DEVNULL)
        return 0
    packages = missing_packages()
    print(f"The tests need {', '.join(packages)}. Run: sudo {' '.join([*install, *packages])}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
