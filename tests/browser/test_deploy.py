"""The examples in deploy/, as far as they go without Docker and systemd."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import pytest
from people import free_port, oidc_secrets
from running_app import wait_for_address

from report.__main__ import read_options

ROOT = Path(__file__).parents[2]
UNITS = ("dashboard@.service", "letter.service", "letter.timer")
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
# As `docker run --cap-drop ALL --security-opt no-new-privileges`: root without rights can't write where no one may.
WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"] if os.geteuid() == 0 else []


def copied():
    """The paths that the last stage copies from the repository."""
    last = DOCKERFILE.rsplit("\nFROM ", 1)[1]
    return [source for source, _ in re.findall(r"^COPY (?!--from)(\S+) (\S+)$", last, re.MULTILINE)]


def environment():
    """The variables that the image sets."""
    lines = re.search(r"^ENV (.*?)\n(?=[A-Z])", DOCKERFILE, re.MULTILINE | re.DOTALL).group(1)
    return dict(part.split("=", 1) for part in shlex.split(lines.replace("\\\n", " ")))


@pytest.fixture
def image():
    """What the image holds, in a folder that its user can't write to, and beside it the volume."""
    with tempfile.TemporaryDirectory() as made:
        app, volume = Path(made) / "app", Path(made) / "data"
        for name in copied():
            source, target = ROOT / name, app / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.sqlite*", "__pycache__"))
            else:
                shutil.copy(source, target)
        volume.mkdir()
        yield app, volume


def listing(app):
    return sorted((str(path), path.stat().st_mtime_ns) for path in app.rglob("*"))


def test_what_the_image_holds_runs_without_rights_and_writes_nothing_of_its_own(image, provider, tmp_path):
    app, volume = image
    port = free_port()
    (app / ".streamlit" / "secrets.toml").write_text(oidc_secrets(f"http://localhost:{port}", provider), "utf-8")
    for path in [app, *app.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    set_here = {
        "DATABASE_URL": f"sqlite:///{volume}/dashboard.sqlite",
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_PORT": str(port),
        "HOME": str(volume),
        "PATH": os.environ["PATH"],
    }
    before = listing(app)
    process = subprocess.Popen(
        [*WITHOUT_RIGHTS, sys.executable, "-m", "streamlit", "run", "dashboard.py"],
        cwd=app,
        env={**environment(), **set_here},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        wait_for_address(process, tmp_path / "log")
        check = re.search(r"HEALTHCHECK.*?CMD (\[.*?\])$", DOCKERFILE, re.MULTILINE | re.DOTALL).group(1)
        _, *command = json.loads(check)
        command = [part.replace(":8501", f":{port}") for part in command]
        assert subprocess.run([sys.executable, *command], timeout=60, check=False).returncode == 0
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/hjelp", timeout=30) as page:
            assert b'<html lang="nb">' in page.read()
    finally:
        process.terminate()
        process.wait(30)
    assert listing(app) == before
    assert (volume / "dashboard.sqlite").exists()


def test_the_build_takes_what_the_image_copies_and_no_secrets():
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    for name in [*copied(), "requirements.lock"]:
        assert any(name == one or name.startswith(f"{one}/") for one in let_in), name
        assert (ROOT / name).exists(), name
    assert not [one for one in let_in if "secrets" in one]
    assert "--require-hashes" in DOCKERFILE
    assert re.search(r"^USER (?!root)", DOCKERFILE, re.MULTILINE)


def test_every_variable_of_the_examples_is_in_the_readme():
    units = "".join((ROOT / "deploy" / name).read_text("utf-8") for name in UNITS)
    of_units = re.findall(r"^Environment=(\w+)=", units, re.MULTILINE)
    used = {*environment(), *of_units, *re.findall(r"-e (\w+)=", DOCKERFILE)} - {"HOME"}
    readme = (ROOT / "README.md").read_text("utf-8")
    assert not [name for name in used if not name.startswith("PYTHON") and f"`{name}`" not in readme]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_understands_the_units(tmp_path):
    for name in UNITS:
        unit = (ROOT / "deploy" / name).read_text("utf-8")
        unit = re.sub(r"^ExecStart=\S+", f"ExecStart={shutil.which('true')}", unit, flags=re.MULTILINE)
        (tmp_path / name).write_text(unit, "utf-8")
    command = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_service_may_do_little_beside_its_own_work(name):
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(ROOT / "deploy" / name)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout
    assert float(re.search(r"exposure level for \S+: ([\d.]+)", told).group(1)) <= 2.0


def test_the_image_is_made_as_the_linter_asks():
    command = [str(Path(sys.executable).parent / "hadolint"), str(ROOT / "deploy" / "Dockerfile")]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (told.returncode, told.stdout) == (0, "")


def test_the_image_is_built_in_two_stages_from_the_lock():
    stages = re.findall(r"^FROM (\S+)(?: AS (\w+))?$", DOCKERFILE, re.MULTILINE)
    assert [name for _image, name in stages] == ["build", ""]
    assert len({image for image, _name in stages}) == 1
    assert "pip install" not in DOCKERFILE.rsplit("\nFROM ", 1)[1]
    assert "--require-hashes -r requirements.lock" in DOCKERFILE


def test_the_timer_calls_what_the_command_understands():
    unit = (ROOT / "deploy" / "letter.service").read_text("utf-8")
    for line in re.findall(r"^ExecStart=\S+ -m report (.*)$", unit, re.MULTILINE):
        assert read_options(shlex.split(line)).since == 7
