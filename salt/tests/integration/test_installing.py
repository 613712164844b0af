"""The extension as it comes without pip, and the example for those who fire events."""

import json
import os
import subprocess

import pytest
from conftest import BIN, REPOSITORY, SALT, Master, await_, events_configuration
from hook_service import HookService

EXAMPLES = REPOSITORY / "examples" / "salt"


def fire(master, tag, file):
    environment = {**master.environment, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    command = [EXAMPLES / "fire.sh", tag, EXAMPLES / file, "-c", master.etc]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


@pytest.fixture
def synced(directory):
    """A master that has nothing but this tree among its file roots."""
    root = directory / "s"
    root.mkdir()
    token_file = root / "token"
    token_file.write_text("engine-credential")
    with HookService() as service:
        configuration = events_configuration(root, service.url, token_file)
        configuration["file_roots"] = {"base": [str(SALT)]}
        master = Master(root, configuration, {})
        yield master, service
        master.stop()


def test_synced_from_the_file_roots_it_works_and_the_example_tells_when_nobody_listens(synced):
    master, service = synced
    master.start("Creating master process manager")
    await_(lambda: master.run("event.send", "ready", "{}") is True, "the master's bus")
    told = master.run("saltutil.sync_all")
    master.stop()
    for kind in ("runners", "engines", "modules"):
        assert f"{kind}.autodock" in told[kind]
    master.start()
    done = fire(master, "autodock/formation/create", "owncloud.json")
    assert done.returncode == 0, done.stderr
    (taken,) = service.await_taken(1)
    assert taken.data == json.loads((EXAMPLES / "owncloud.json").read_text())
    master.stop()
    done = fire(master, "autodock/formation/create", "owncloud.json")
    assert done.returncode == 1
    assert done.stderr.startswith("fire.sh: the master did not take autodock/formation/create")


def test_the_versions_report_names_the_extension(running):
    master = running[0]
    command = [BIN / "salt-run", "--versions-report"]
    report = subprocess.run(command, env=master.environment, capture_output=True, text=True, check=True)
    assert "saltext.autodock: 0.1.0" in report.stdout
