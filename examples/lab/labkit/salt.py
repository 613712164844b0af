"""The Salt master with salt-api over TLS, and the project's Salt extension in both the master and the hosts' minions."""

import hashlib
import secrets
import shutil
import ssl
from pathlib import Path

from . import addresses, certificates, files, network, python, waiting
from .command import run
from .host import Host
from .places import Places
from .process import daemon

NAME = "salt"
USER = "autodock"
RUNNER_FUNCTIONS = ("keys", "accept_keys", "drop_keys", "announce", "master")


def prepare(places: Places) -> None:
    """Makes the master's key pair, certificate, account, extension and settings."""
    for folder in (places.states, places.spool, places.salt_settings / "master.d", _keys(places) / "minions"):
        folder.mkdir(parents=True, exist_ok=True)
    places.spool.chmod(0o700)
    make_key(_keys(places) / "master")
    certificates.sign_server(places.authority, places.salt / "tls", "salt", addresses.SALT_MASTER)
    _make_account(places)
    install_extension(places)
    files.write_json(places.salt_settings / "master", settings(places))


def make_key(stem: Path) -> None:
    """Makes the RSA key pair `stem`.pem and `stem`.pub, once."""
    public, private = stem.with_suffix(".pub"), stem.with_suffix(".pem")
    if public.exists():
        return
    files.write(private, run("openssl", "genrsa", "2048"), 0o400)
    files.write(public, run("openssl", "rsa", "-in", private, "-pubout"))


def master_public_key(places: Places) -> Path:
    """What minions pin."""
    return _keys(places) / "master.pub"


def accept(places: Places, host: Host, public_key: Path) -> None:
    """Has the master accept a host's minion by the public key that the lab made for it."""
    files.write(_keys(places) / "minions" / host.name, public_key.read_bytes())


def _keys(places: Places) -> Path:
    return places.salt_settings / "pki" / "master"


def _make_account(places: Places) -> None:
    """Salt's `file` account for the service, with a long random password."""
    if not places.salt_password.exists():
        files.write(places.salt_password, secrets.token_urlsafe(40), 0o600)
    digest = hashlib.sha256(places.salt_password.read_text().encode()).hexdigest()
    files.write(places.salt_settings / "api-users", f"{USER}:{digest}\n", 0o600)


def settings(places: Places) -> dict[str, object]:
    """The master's settings: no key accepted unseen, one account that may do what the service does and no more."""
    return {
        "root_dir": str(places.salt),
        "interface": addresses.SALT_MASTER,
        "user": "root",
        "auto_accept": False,
        "open_mode": False,
        "worker_threads": 3,
        "timeout": 3,
        "gather_job_timeout": 3,
        "file_roots": {"base": [str(places.states), str(places.project / "examples" / "states")]},
        "presence_events": True,
        "loop_interval": 10,
        "netapi_enable_clients": ["local", "runner"],
        "rest_cherrypy": {
            "host": addresses.SALT_MASTER,
            "port": 8000,
            "ssl_crt": str(places.salt / "tls" / "server.pem"),
            "ssl_key": str(places.salt / "tls" / "server-key.pem"),
        },
        "token_expire": 3600,
        "external_auth": {
            "file": {
                "^filename": str(places.salt_settings / "api-users"),
                "^hashtype": "sha256",
                USER: [
                    {"dldocker*": [r"autodock\.facts$"]},
                    {"@runner": [rf"autodock\.{name}$" for name in RUNNER_FUNCTIONS]},
                ],
            },
        },
    } | _extension_settings(places)


def _extension_settings(places: Places) -> dict[str, object]:
    """The runner's spool, the engine and the reactor: `reactor/a-b.sls` for the event `autodock/a/b`."""
    if not extension(places).exists():
        return {}
    reactions = sorted((places.project / "reactor").glob("*.sls"))
    return {
        "autodock": {"spool": str(places.spool)},
        "pub_server_write_queue_size": 100_000,
        "engines": [
            {
                "autodock": {
                    "url": f"{addresses.SERVICE}/hooks/salt",
                    "token_file": str(places.engine_token),
                    "retry_seconds": [0.2, 1.0],
                },
            }
        ],
        "reactor": [{f"autodock/{path.stem.replace('-', '/')}": [str(path)]} for path in reactions],
    }


def extension(places: Places) -> Path:
    """Where this content of the project's extension is installed; Salt finds it by PYTHONPATH."""
    sources = places.project / "salt" / "src"
    return places.salt / "extension" / (files.tree_fingerprint(sources) if sources.exists() else "none")


def install_extension(places: Places) -> None:
    """Installs the project's extension when its content is new; a project without one is fine."""
    target, tree = extension(places), places.project / "salt"
    if target.exists() or not (tree / "pyproject.toml").exists():
        return
    copy = places.salt / "extension-source"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(tree, copy, symlinks=True, ignore=shutil.ignore_patterns("tests", "build", "*.egg-info", "__pycache__"))
    interpreter = python.environment(places) / "bin" / "python"
    beside = target.with_suffix(".new")
    shutil.rmtree(beside, ignore_errors=True)
    python.pip(interpreter, "install", "-q", "--no-deps", "--no-build-isolation", "--no-index", "--target", beside, copy)
    beside.rename(target)
    shutil.rmtree(copy)


def environment(places: Places) -> dict[str, str]:
    """The variables under which Salt's processes find the extension."""
    return {"PYTHONPATH": str(extension(places)), "PYTHONDONTWRITEBYTECODE": "1"}


def host(places: Places) -> Host:
    """The master's machine."""
    return Host(places, NAME, addresses.SALT_MASTER)


def start(places: Places) -> None:
    """Sees to it that master and salt-api run and answer."""
    here = host(places)
    network.join(here.name, here.address)
    here.power_on()
    inputs = (places.salt_settings / "master").read_text()
    for name in ("salt-master", "salt-api"):
        words = [python.program(places, name), "-c", str(places.salt_settings), "--log-level=warning"]
        here.run(name, words, environment(places), inputs)
    waiting.until(lambda: master_answers(places), "the Salt master", 40)
    waiting.until(lambda: api_answers(places), "salt-api", 40)


def master_answers(places: Places) -> bool:
    """Whether the master lives and both of its ports are open."""
    master = daemon(places.state, NAME, "salt-master")
    lives = master is not None and master.alive()
    return lives and all(waiting.listens(addresses.SALT_MASTER, port) for port in (4505, 4506))


def api_answers(places: Places) -> bool:
    """Whether salt-api answers over TLS with the certificate that the lab gave it."""
    trust = ssl.create_default_context(cafile=str(places.authority / "ca.pem"))
    return waiting.answer(addresses.SALT_MASTER, 8000, "/", trust) is not None
