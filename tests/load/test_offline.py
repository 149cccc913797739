"""A pack, unpacked where nothing but the loopback can be reached and no cache is near, becomes a house."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.house import CLI
from tests.postgres import free_port
from tests.rules.tree import REPOSITORY

pytestmark = pytest.mark.long
ALONE = Path(__file__).with_name("without_a_network.py")


def test_a_pack_opens_without_a_network(tmp_path: Path):
    pack = tmp_path / "pack.tar"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    subprocess.run([*CLI, "pack", pack], cwd=REPOSITORY, env=environment, check=True, timeout=900)
    with tarfile.open(pack) as archive:
        archive.extractall(tmp_path, filter="data")
    pack.unlink()

    home = tmp_path / "home"
    alone = {
        name: told
        for name, told in os.environ.items()
        if not name.startswith(("FOOTLIGHTS_", "PIP_", "UV_", "DJANGO_", "PYTHON"))
    }
    alone |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "FOOTLIGHTS_HOME": str(home)}
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, ALONE, tmp_path / "footlights", str(free_port())],
        cwd=tmp_path,
        env=alone,
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["pages"] == {"/health": 200, "/en/": 200, "/zh/": 200}
    assert told["ended"] == 0
