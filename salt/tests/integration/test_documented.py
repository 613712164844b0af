"""docs/salt.md: its five commands on a stock master, and the rights that it lists."""

import os
import re
import subprocess

import pytest
import salt.utils.yaml
from api_service import OPERATOR, ApiService
from conftest import REPOSITORY, Master, await_, shipped
from hook_service import HookService

PAGE = (REPOSITORY / "docs" / "salt.md").read_text()
COMMANDS = re.search(r"<!-- run -->\n```sh\n(.*?)```", PAGE, re.S)[1].splitlines()


def test_there_are_five_commands():
    assert len(COMMANDS) == 5


def test_the_rights_on_the_page_are_those_that_are_shipped():
    listed = set(re.findall(r"^\| `(local|runner)` \| `(autodock\.\w+)` \|", PAGE, re.M))
    (facts, runner) = shipped("autodock-api.conf")["external_auth"]["file"]["autodock"]
    assert listed == {("local", name.replace("\\", "")[:-1]) for name in facts["*"]} | {
        ("runner", name.replace("\\", "")[:-1]) for name in runner["@runner"]
    }


@pytest.fixture
def stock(directory):
    """A master without a word of Autodock in its configuration."""
    root = directory / "d"
    (root / "work").mkdir(parents=True)
    master = Master(root, {"file_roots": {}}, {"PYTHONPATH": str(root / "site")})
    (root / "etc/salt/master.d").mkdir()
    yield master
    master.stop()


def program(root, name, text):
    path = root / "programs" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh -eu\n{text}\n")
    path.chmod(0o755)


def as_documented(command, master, host):
    """Runs one command of the page, with this test's root before its paths."""
    paths = re.sub(r"(?<![\w.])/(etc|srv)/", f"{master.root}/\\1/", command)
    environment = {
        **master.environment,
        "PATH": f"{master.root}/programs{os.pathsep}{os.environ['PATH']}",
        "AUTODOCK_HOST": host,
    }
    subprocess.run(["/bin/sh", "-eu", "-c", paths], cwd=master.root / "work", env=environment, check=True)


def settle(master, service, api):
    """What stands for other machines: paths below this test's root, plain HTTP, other ports."""
    for path in (master.root / "etc/salt/master.d").iterdir():
        text = re.sub(r"(?<![\w.])/(etc|srv|var)/", f"{master.root}/\\1/", path.read_text())
        text = text.replace("https://service.test:8440/hooks/salt", service.url)
        path.write_text(text.replace("https://service.test:8440", api.url))


def test_after_five_commands_a_stock_master_takes_events_and_asks_the_service(stock):
    root, work = stock.root, stock.root / "work"
    for name in ("salt", "reactor"):
        (work / name).symlink_to(REPOSITORY / name)
    secrets = {"engine-token": "engine-credential", "operator-token": OPERATOR}
    for name in ("engine-token", "operator-token", "ca.pem", "api.crt", "api.key", "api-users"):
        (work / name).write_text(secrets.get(name, ""))
    pip = f"{root}/pip-source"
    program(
        root,
        "salt-pip",
        f'cp -RL "$2" {pip}; rm -rf {pip}/tests {pip}/_*\n'
        f"exec {os.sys.executable} -m pip install --quiet --no-deps --no-build-isolation "
        f"--disable-pip-version-check --target {root}/site {pip}",
    )
    program(root, "systemctl", f'echo "$@" >{root}/restarted')
    for command in COMMANDS:
        as_documented(command, stock, "service.test")
    assert (root / "restarted").read_text() == "restart salt-master salt-api\n"
    assert (root / "etc/salt/autodock/operator-token").stat().st_mode & 0o777 == 0o600
    with HookService() as service, ApiService() as api:
        settle(stock, service, api)
        stock.configuration["autodock"] = salt.utils.yaml.safe_load(
            (root / "etc/salt/master.d/autodock.conf").read_text()
        )["autodock"]
        stock.start()
        await_(lambda: stock.run("autodock.hosts") == {}, "the service answers through the master")
        assert stock.run("event.send", "autodock/formation/create", '{"user": "u", "token": "t"}') is True
        (taken,) = service.await_taken(1)
        assert taken.data == {"user": "u", "token": "t"}
