"""A real master with the shipped configuration, and a minion, on loopback ports in a temporary directory."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
import salt.config
import salt.utils.event
import salt.utils.yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hook_service import HookService

REPOSITORY = Path(__file__).parents[3]
SALT = REPOSITORY / "salt"
BIN = Path(sys.executable).parent
MINION = "clweb001"


def shipped(name):
    """One of the configuration files that an admin copies, as data."""
    return salt.utils.yaml.safe_load((SALT / "master.d" / name).read_text())


def await_(condition, what, seconds=60):
    """Wait for a condition; its true value."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    pytest.fail(f"{what}: not within {seconds} s")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Master:
    """A master in a directory of its own; ``pip`` tells how the extension came there."""

    def __init__(self, root, configuration, environment):
        self.root = root
        self.environment = {**os.environ, **environment}
        self.configuration = {**self._base(), **configuration}
        self.process = None
        self.save()

    def _base(self):
        return {
            "root_dir": str(self.root),
            "interface": "127.0.0.1",
            "publish_port": free_port(),
            "ret_port": free_port(),
            "user": "root" if os.geteuid() == 0 else None,
            "worker_threads": 3,
            "log_level_logfile": "info",
            "auto_accept": False,
            "open_mode": False,
            "timeout": 15,
        }

    def save(self):
        path = self.root / "etc" / "salt" / "master"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.configuration))

    @property
    def etc(self):
        return self.root / "etc" / "salt"

    @property
    def log(self):
        path = self.root / "var" / "log" / "salt" / "master"
        return path.read_text() if path.exists() else ""

    @property
    def spool(self):
        return Path(self.configuration["autodock"]["spool"])

    def start(self, until="Autodock listens for"):
        before = self.log.count(until)
        command = [BIN / "salt-master", "-c", self.etc, "-l", "quiet"]
        self.process = subprocess.Popen(command, env=self.environment, start_new_session=True)
        await_(lambda: self.log.count(until) > before, f"master: {until}")

    def stop(self):
        """As an init system does, and then whatever is left of it."""
        if self.process:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def engine(self):
        """Process id of the engine."""
        for line in self._processes():
            number, group, title = line.split(None, 2)
            if int(group) == self.process.pid and "Engine" in title and "autodock" in title:
                return int(number)
        return None

    def _processes(self):
        listing = subprocess.run(
            ["ps", "-ww", "-eo", "pid=,pgid=,args="], capture_output=True, text=True, check=True
        )
        return listing.stdout.splitlines()

    def run(self, function, *arguments, check=True):
        """What ``salt-run`` answers."""
        command = [BIN / "salt-run", "-c", self.etc, "--out", "json", "-l", "quiet", function, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=120)
        if check:
            assert done.returncode == 0, done.stdout + done.stderr
            return json.loads(done.stdout)
        return done

    def options(self):
        return salt.config.master_config(str(self.etc / "master"))

    def bus(self):
        options = self.options()
        return salt.utils.event.get_event("master", sock_dir=options["sock_dir"], opts=options, listen=True)


class Minion:
    """A minion whose key the master was given beforehand."""

    def __init__(self, master, root):
        self.master = master
        self.etc = root / "etc" / "salt"
        self.process = None
        private = rsa.generate_private_key(65537, 2048)
        pki = self.etc / "pki" / "minion"
        pki.mkdir(parents=True)
        encoding, kind = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        self.pub = private.public_key().public_bytes(encoding, kind).decode()
        legacy = serialization.PrivateFormat.TraditionalOpenSSL
        pem = private.private_bytes(encoding, legacy, serialization.NoEncryption())
        (pki / "minion.pem").write_bytes(pem)
        (pki / "minion.pem").chmod(0o400)
        (pki / "minion.pub").write_text(self.pub)
        (pki / "minion_master.pub").write_text(master.run("autodock.master")["public_key"])
        (self.etc / "minion").write_text(json.dumps(self._configuration(root)))

    def _configuration(self, root):
        return {
            "root_dir": str(root),
            "master": "127.0.0.1",
            "master_port": self.master.configuration["ret_port"],
            "id": MINION,
            "user": self.master.configuration["user"],
            "enable_fqdns_grains": False,
            "enable_gpu_grains": False,
            "autoload_dynamic_modules": False,
        }

    def call(self, *arguments):
        """What ``salt-call`` answers."""
        command = [BIN / "salt-call", "-c", self.etc, "--out", "json", "-l", "quiet", *arguments]
        done = subprocess.run(
            command, env=self.master.environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)["local"]

    def start(self):
        command = [BIN / "salt-minion", "-c", self.etc, "-l", "quiet"]
        self.process = subprocess.Popen(command, env=self.master.environment, start_new_session=True)

    def stop(self):
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture(scope="session")
def directory():
    """A short path: Salt's sockets live in it, and their names have a limit."""
    path = Path(tempfile.mkdtemp(prefix="ad-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def installed(directory):
    """The extension as pip installs it, in a directory that Python is told of."""
    target = directory / "site"
    source = directory / "source"
    shutil.copytree(SALT, source, symlinks=True)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--disable-pip-version-check", "--target", target, source], check=True)
    return target


@pytest.fixture(scope="session")
def running(directory, installed):
    """The master and the service that its engine delivers to, for all tests."""
    root = directory / "m"
    with HookService() as service:
        (root / "etc").mkdir(parents=True)
        token_file = root / "etc" / "autodock.token"
        token_file.write_text("engine-credential")
        master = Master(
            root, events_configuration(root, service.url, token_file), {"PYTHONPATH": str(installed)}
        )
        master.start()
        yield master, service
        master.stop()


def events_configuration(root, url, token_file, spool="spool"):
    """The shipped configuration, with the addresses and paths of this test in it."""
    events, reactor = shipped("autodock.conf"), shipped("autodock-reactor.conf")
    events["autodock"]["spool"] = str(root / spool)
    engine = events["engines"][0]["autodock"]
    engine.update(url=url, token_file=str(token_file), retry_seconds=[0.1, 0.3])
    del engine["ca"]
    for entry in reactor["reactor"]:
        for tag, paths in entry.items():
            entry[tag] = [str(REPOSITORY / "reactor" / Path(path).name) for path in paths]
    return {**events, **reactor}


@pytest.fixture
def master(running):
    """The running master, with an empty spool."""
    master, service = running
    await_(lambda: master.run("autodock.spool")["waiting"] == 0, "the spool of the test before is delivered")
    return master


@pytest.fixture
def service(running, master):
    """The service, as new."""
    service = running[1]
    with service.arrived:
        service.deliveries.clear()
        service.taken.clear()
    service.answer = lambda delivery: 202
    yield service
    service.answer = lambda delivery: 202
    service.credential = "engine-credential"
    if service.server is None:
        service.resume()


@pytest.fixture(scope="session")
def minion(running, directory):
    """A minion that the master knows."""
    minion = Minion(running[0], directory / "n")
    offer = [{"id": MINION, "pub": minion.pub, "replaces": []}]
    assert running[0].run("autodock.accept_keys", json.dumps(offer)) == {MINION: {"accepted": True}}
    yield minion
    minion.stop()
