"""
Autodock on a minion: facts of a host server, by which it is ranked; what runs there; and the calls
of the runner, for a minion that may ask.

Facts are read from ``/proc``, so that they are those of the machine as its own tools show it. The
engine is asked through its socket (``autodock:engine`` in the minion's configuration or pillar,
default ``unix:///var/run/docker.sock``).

A minion may ask where the master lets it call ``autodock.ask`` and has a token for it; its id is then
known by its key, and no token leaves the master:

.. code-block:: yaml

    peer_run:
      ^ci01$:
        - autodock\\.ask$
    autodock:
      minions:
        ci01: /etc/salt/autodock/ci01-token

In an orchestration, and so in its states, the runner is called in the same process.
"""

import http.client
import json
import os
import re
import socket
import time

from salt.exceptions import CommandExecutionError

__virtualname__ = "autodock"
__func_alias__ = {"list_": "list"}

CORE = re.compile(r"cpu[0-9]+ ")
MEMORY = re.compile(r"(\w+):\s+([0-9]+) kB")
LONGEST_GRAIN = 255
DISKS = ("/", "/var/lib/docker")
ENGINE = "unix:///var/run/docker.sock"
ENGINE_SECONDS = 2
OUR_LABEL = "io.autodock.user"
LOOKS = (0.2, 0.5, 1)
ENDED = ("done", "failed", "cancelled")


def __virtual__():
    if not os.path.isfile("/proc/loadavg"):
        return False, "autodock: facts are read from /proc, which this system lacks"
    return __virtualname__


def facts():
    """
    Load, cores, memory, disks and engine of this machine.

    Returns ``load`` (averages over ``1-min``, ``5-min``, ``15-min``), ``cores``, ``memory_mb``
    and ``memory_available_mb``, ``disk``: for each of the root directory and Docker's own
    ``{"total_mb": N, "available_mb": N}``, ``grains``: those that are one short line of text, by
    which a formation may ask for its hosts, and where there is an engine ``engine``:
    ``{"version": VERSION, "api_version": VERSION}``. Megabytes are of 1024 * 1024 bytes.

    CLI Example:

    .. code-block:: bash

        salt dldocker01 autodock.facts
    """
    memory = _memory()
    found = {
        "load": _load(),
        "cores": _cores(),
        "memory_mb": memory["MemTotal"] // 1024,
        "memory_available_mb": memory["MemAvailable"] // 1024,
        "disk": {path: _disk(path) for path in DISKS if os.path.isdir(path)},
        "grains": _grains(),
    }
    engine = _engine_version()
    return {**found, "engine": engine} if engine else found


def _engine_version():
    try:
        told = _engine("/version")
        return {"version": str(told["Version"]), "api_version": str(told["ApiVersion"])}
    except (CommandExecutionError, KeyError, TypeError):
        return None


def _grains():
    """
    Grains that can be a label: text of one line. Salt puts ``__grains__`` into the module.
    """
    return {
        name: value
        for name, value in globals().get("__grains__", {}).items()
        if isinstance(value, str) and 0 < len(value) <= LONGEST_GRAIN and value.isprintable()
    }


def _load():
    averages = _read("/proc/loadavg").split()[:3]
    return dict(zip(("1-min", "5-min", "15-min"), map(float, averages)))


def _cores():
    return sum(1 for line in _read("/proc/stat").splitlines() if CORE.match(line))


def _memory():
    return {name: int(size) for name, size in MEMORY.findall(_read("/proc/meminfo"))}


def _disk(path):
    found = os.statvfs(path)
    megabyte = 1024 * 1024
    return {
        "total_mb": found.f_blocks * found.f_frsize // megabyte,
        "available_mb": found.f_bavail * found.f_frsize // megabyte,
    }


def _read(path):
    with open(path, encoding="ascii") as file:
        return file.read()


# -- what runs here -------------------------------------------------------------------------


def apps():
    """
    The apps on this host server, running or not, as its engine tells them.

    Returns ``{hostname: {"user", "formation", "generation", "image", "state", "status", "ports"}}``,
    ``ports`` as ``HOST:CONTAINER/PROTOCOL``. Raises when there is no engine.

    CLI Example:

    .. code-block:: bash

        salt dldocker01 autodock.apps
    """
    wanted = json.dumps({"label": [OUR_LABEL]})
    told = _engine(f"/containers/json?all=true&filters={_percent(wanted)}")
    return {_label(one, "hostname") or one["Names"][0].lstrip("/"): _app(one) for one in told}


def _app(told):
    return {
        "user": _label(told, "user"),
        "formation": _label(told, "formation"),
        "generation": _label(told, "generation"),
        "image": told["Image"],
        "state": told["State"],
        "status": told["Status"],
        "ports": sorted({_port(port) for port in told.get("Ports") or [] if port.get("PublicPort")}),
    }


def _label(told, name):
    return (told.get("Labels") or {}).get(f"io.autodock.{name}")


def _port(told):
    return f"{told['PublicPort']}:{told['PrivatePort']}/{told['Type']}"


def _engine(path):
    """What the engine answers to a GET."""
    address = _option("engine") or ENGINE
    if not str(address).startswith("unix:///"):
        raise CommandExecutionError(f"autodock: engine {address!r}: expected unix:///PATH")
    connection = _EngineConnection(address[len("unix://") :])
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise CommandExecutionError(f"the engine answers with status {answer.status}")
        return json.loads(text)
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise CommandExecutionError(f"the engine at {address} does not answer: {problem}") from None
    finally:
        connection.close()


class _EngineConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=ENGINE_SECONDS)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def _percent(text):
    return "".join(chr(byte) if chr(byte).isalnum() else f"%{byte:02X}" for byte in text.encode("ascii"))


def _option(name):
    for options in (globals().get("__opts__", {}), globals().get("__pillar__", {})):
        own = options.get("autodock")
        if isinstance(own, dict) and name in own:
            return own[name]
    return None


# -- asking the service, through the master -------------------------------------------------


def create(user, formation, hostname_scheme, wait=True, timeout=600, **fields):
    """
    Make a formation, and wait until it is there: ``autodock.create`` of the runner.

    user
        Whose it is.

    formation
        Its name.

    hostname_scheme
        How its apps' names begin.

    wait
        False: answer once the request is accepted.

    timeout
        Seconds to wait. The request goes on after that.

    fields
        The other fields of an order, as the runner takes them.

    Returns the request. Raises with the service's sentence.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.create cholcomb owncloud clweb number=3 ram=100M
    """
    order = {**fields, "user": user, "formation": formation, "hostname_scheme": hostname_scheme}
    return _request("create", order, wait, timeout)


def edit(user, formation, wait=True, timeout=600, **fields):
    """
    Change what is named of a formation: ``autodock.edit`` of the runner.

    user
        Whose it is.

    formation
        Its name.

    wait
        False: answer once the request is accepted.

    timeout
        Seconds to wait. The request goes on after that.

    fields
        What changes.

    Returns the request. Raises with the service's sentence.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.edit cholcomb owncloud number=5
    """
    return _request("edit", {**fields, "user": user, "formation": formation}, wait, timeout)


def delete(user, formation, volumes=False, wait=True, timeout=600):
    """
    Remove a formation: ``autodock.delete`` of the runner.

    user
        Whose it is.

    formation
        Its name.

    volumes
        True: its volumes too.

    wait
        False: answer once the request is accepted.

    timeout
        Seconds to wait. The request goes on after that.

    Returns the request. Raises with the service's sentence.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.delete cholcomb owncloud
    """
    return _request("delete", {"user": user, "formation": formation, "volumes": volumes}, wait, timeout)


def verify(user=None, formation=None, dry_run=False, wait=True, timeout=600):
    """
    Compare what is recorded with what runs: ``autodock.verify`` of the runner.

    user
        Whose formation.

    formation
        Its name.

    dry_run
        True: tell, change nothing.

    wait
        False: answer once the request is accepted.

    timeout
        Seconds to wait. The request goes on after that.

    Returns the request; its ``report`` has a line for each finding.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.verify cholcomb owncloud
    """
    return _request("verify", {"user": user, "formation": formation, "dry_run": dry_run}, wait, timeout)


def backup(user, formation, directory, keep=None, wait=True, timeout=3600):
    """
    Save a formation's apps and volumes: ``autodock.backup`` of the runner.

    user
        Whose it is.

    formation
        Its name.

    directory
        The service's own, below a root that its operator allows.

    keep
        How many backups stay.

    wait
        False: answer once the request is accepted.

    timeout
        Seconds to wait. The request goes on after that.

    Returns the request. Raises with the service's sentence.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.backup cholcomb owncloud /srv/backup/owncloud
    """
    named = {"user": user, "formation": formation, "directory": directory, "keep": keep}
    return _request("backup", named, wait, timeout)


def list_(user=None, formation=None):
    """
    Formations, by user and name: ``autodock.list`` of the runner.

    user
        Those of one user.

    formation
        Those of this name.

    Returns ``{user: {formation: {...}}}``. Raises with the service's sentence.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.list cholcomb
    """
    return _ask("list", {"user": user, "formation": formation})


def show(user, formation):
    """
    One formation with its apps: ``autodock.show`` of the runner.

    user
        Whose it is.

    formation
        Its name.

    Returns what is recorded. Raises when there is none.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.show cholcomb owncloud
    """
    return _ask("show", {"user": user, "formation": formation})


def plan(operation="create", **fields):
    """
    What an order would do, and why: ``autodock.plan`` of the runner.

    operation
        ``create``, ``edit`` or ``delete``.

    fields
        The order.

    Returns the plan. Raises with the service's sentence.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.plan user=cholcomb formation=owncloud hostname_scheme=clweb
    """
    return _ask("plan", {**fields, "operation": operation})


def requests(id=None, most=50):
    """
    What was asked, and what became of it: ``autodock.requests`` of the runner.

    id
        One request.

    most
        How many of the latest.

    Returns one request, or ``{id: {...}}``. Raises with the service's sentence.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.requests most=5
    """
    return _ask("requests", {"id": id, "most": most})


def hosts():
    """
    The host servers with their load, room and state: ``autodock.hosts`` of the runner.

    Returns ``{name: {...}}``. Raises with the service's sentence.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.hosts
    """
    return _ask("hosts", {})


def host_add(name, address, **fields):
    """
    Take a host server into the docker cluster: ``autodock.host_add`` of the runner.

    name
        Of the host server.

    address
        At which its published ports are reached.

    fields
        ``engine``, ``minion``, ``labels``.

    Returns the host server as recorded. Raises with the service's sentence.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.host_add dldocker04 10.0.0.14
    """
    return _ask("host_add", {**fields, "name": name, "address": address})


def host_label(name, labels):
    """
    Set labels of a host server: ``autodock.host_label`` of the runner.

    name
        Of the host server.

    labels
        Mapping of names to values.

    Returns the host server as recorded. Raises with the service's sentence.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.host_label dldocker04 '{"rack": "b"}'
    """
    return _ask("host_label", {"name": name, "labels": labels})


def host_remove(name):
    """
    Take a host server out of the docker cluster: ``autodock.host_remove`` of the runner.

    name
        Of the host server.

    Returns ``{"removed": true}``. Raises with the service's sentence.

    CLI Example:

    .. code-block:: bash

        salt-call autodock.host_remove dldocker04
    """
    return _ask("host_remove", {"name": name})


def _request(what, arguments, wait, timeout):
    """
    Submit a request and look until it has ended. One long call would keep a worker of the master
    busy, and be sent again by the minion's channel after a minute.
    """
    arguments = {name: value for name, value in arguments.items() if not name.startswith("__")}
    request = _ask(what, {**arguments, "wait": False})
    end = time.monotonic() + timeout
    looks = iter(LOOKS)
    while wait and request["state"] not in ENDED:
        if time.monotonic() > end:
            raise CommandExecutionError(
                f"request {request['request']} goes on: {request['state']} after {timeout} s"
            )
        time.sleep(next(looks, LOOKS[-1]))
        request = _ask("requests", {"id": request["request"]})
    if wait and request["state"] != "done":
        raise CommandExecutionError(f"request {request['request']} {request['state']}: {request['sentence']}")
    return request


def _ask(what, arguments):
    arguments = {name: value for name, value in arguments.items() if not name.startswith("__")}
    if __opts__.get("__role") == "master":
        told = __salt__["saltutil.runner"]("autodock.ask", arg=[what, arguments])
    else:
        told = __salt__["publish.runner"]("autodock.ask", arg=[what, arguments])
    if isinstance(told, dict) and "answer" in told:
        return told["answer"]
    if isinstance(told, dict) and "refused" in told:
        raise CommandExecutionError(told["refused"])
    if not told:
        raise CommandExecutionError(
            f"the master does not let {__opts__.get('id')} call autodock.ask (peer_run in its configuration)"
        )
    raise CommandExecutionError(f"the master did not answer for autodock.ask: {told}")
