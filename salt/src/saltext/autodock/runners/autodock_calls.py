"""
What is asked of Autodock's service on the master: ``salt-run autodock.create`` and so on. Each is one
HTTP call, or some that wait for a request, and is answered with nested dictionaries, or with the
service's own sentence as the error.

.. code-block:: yaml

    autodock:
      service: https://autodock.example.com:8440
      ca: /etc/salt/autodock/ca.pem             # for https; default: the system's
      token_file: /etc/salt/autodock/operator-token
      minions:                  # what these minions ask is asked with the token in the file
        ci01: /etc/salt/autodock/ci01-token

Who asks: ``salt-run`` at the master's own terminal speaks with the token in ``token_file``, a minion
(through ``peer_run``) with the one that stands for its id under ``minions``. Whatever else runs these
functions, salt-api or a reactor, can't be told apart from a stranger and gives a ``token`` itself.
"""

import contextlib
import http.client
import json
import os
import ssl
import sys
import time
import urllib.parse

from salt.exceptions import CommandExecutionError

# Where a module is loaded again in one process, as for each call of a minion, the name that the loader
# sets by itself keeps the options of the first call, and with them another minion's id.
from salt.loader.dunder import __opts__

__virtualname__ = "autodock"
__func_alias__ = {"list_": "list"}

LARGEST_ANSWER = 64 * 1024 * 1024
LONGEST_LOOK = 30
ENDED = ("done", "failed", "cancelled")


def __virtual__():
    return __virtualname__


# -- asking the service -----------------------------------------------------------------------


def create(user, formation, hostname_scheme, wait=True, timeout=600, id=None, token=None, **fields):
    """
    Make a formation, and wait until it is there. One that exists as asked for is done already.

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

    id
        Idempotency key: the same one again is the same request.

    token
        Who asks, where that can't be seen.

    fields
        The other fields of an order: ``number``, ``ram``, ``cpu_shares``, ``image``, ``ports``,
        ``volumes``, ``host_server``, ``bootstrap``, ``env`` and so on; ``_`` stands for ``-``. Quote
        ports: YAML takes ``8080:22`` for a number to the base of sixty.

    Returns the request. Raises with the service's sentence when it is refused or fails.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.create cholcomb owncloud clweb number=3 ram=100M ports='["8080:80"]' wait=False
    """
    order = {**fields, "user": user, "formation": formation, "hostname_scheme": hostname_scheme}
    return _ask("create", {**order, "wait": wait, "timeout": timeout, "id": id}, token)


def edit(user, formation, wait=True, timeout=600, id=None, token=None, **fields):
    """
    Change what is named of a formation, and nothing else.

    user
        Whose it is.

    formation
        Its name.

    wait
        False: answer once the request is accepted.

    timeout
        Seconds to wait. The request goes on after that.

    id
        Idempotency key: the same one again is the same request.

    token
        Who asks, where that can't be seen.

    fields
        What changes, as in ``create``.

    Returns the request. Raises with the service's sentence when it is refused or fails.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.edit cholcomb owncloud number=5 ram=200M
    """
    named = {**fields, "user": user, "formation": formation}
    return _ask("edit", {**named, "wait": wait, "timeout": timeout, "id": id}, token)


def delete(user, formation, volumes=False, wait=True, timeout=600, id=None, token=None):
    """
    Remove a formation: its containers, keys, names and ports.

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

    id
        Idempotency key: the same one again is the same request.

    token
        Who asks, where that can't be seen.

    Returns the request. Raises with the service's sentence when it is refused or fails.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.delete cholcomb owncloud
    """
    named = {"user": user, "formation": formation, "volumes": volumes}
    return _ask("delete", {**named, "wait": wait, "timeout": timeout, "id": id}, token)


def list_(user=None, formation=None, token=None):
    """
    Formations, by user and name.

    user
        Those of one user.

    formation
        Those of this name.

    token
        Who asks, where that can't be seen.

    Returns ``{user: {formation: {..., "apps": {hostname: {...}}}}}``.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.list cholcomb
    """
    return _ask("list", {"user": user, "formation": formation}, token)


def show(user, formation, token=None):
    """
    One formation with its apps.

    user
        Whose it is.

    formation
        Its name.

    token
        Who asks, where that can't be seen.

    Returns what is recorded, ``apps`` by hostname. Raises when there is none.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.show cholcomb owncloud --out json
    """
    return _ask("show", {"user": user, "formation": formation}, token)


def plan(operation="create", token=None, **fields):
    """
    What an order would do, and why. Nothing changes.

    operation
        ``create``, ``edit`` or ``delete``.

    token
        Who asks, where that can't be seen.

    fields
        The order, as in ``create``.

    Returns the plan, ``hosts`` and ``apps`` by name.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.plan user=cholcomb formation=owncloud hostname_scheme=clweb number=3
    """
    return _ask("plan", {**fields, "operation": operation}, token)


def verify(user=None, formation=None, dry_run=False, wait=True, timeout=600, id=None, token=None):
    """
    Compare what is recorded with what runs: of one formation, or of everything.

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

    id
        Idempotency key: the same one again is the same request.

    token
        Who asks, where that can't be seen.

    Returns the request; its ``report`` has a line for each finding.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.verify cholcomb owncloud
    """
    named = {"user": user, "formation": formation, "dry_run": dry_run}
    return _ask("verify", {**named, "wait": wait, "timeout": timeout, "id": id}, token)


def backup(user, formation, directory, keep=None, wait=True, timeout=3600, id=None, token=None):
    """
    Save a formation's apps and volumes with a manifest.

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

    id
        Idempotency key: the same one again is the same request.

    token
        Who asks, where that can't be seen.

    Returns the request. Raises with the service's sentence when it is refused or fails.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.backup cholcomb owncloud /srv/backup/owncloud
    """
    named = {"user": user, "formation": formation, "directory": directory, "keep": keep}
    return _ask("backup", {**named, "wait": wait, "timeout": timeout, "id": id}, token)


def requests(id=None, most=50, token=None):
    """
    What was asked of the service, and what became of it.

    id
        One request.

    most
        How many of the latest.

    token
        Who asks, where that can't be seen.

    Returns one request, or ``{id: {...}}``, the newest first.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.requests most=5
    """
    return _ask("requests", {"id": id, "most": most}, token)


def hosts(token=None):
    """
    The host servers with their load, room and state.

    token
        Who asks, where that can't be seen.

    Returns ``{name: {...}}``.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.hosts
    """
    return _ask("hosts", {}, token)


def host_add(name, address, token=None, **fields):
    """
    Take a host server into the docker cluster. For operators.

    name
        Of the host server.

    address
        At which its published ports are reached.

    token
        Who asks, where that can't be seen.

    fields
        ``engine``, ``minion``, ``labels``.

    Returns the host server as recorded.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.host_add dldocker04 10.0.0.14 labels='{"rack": "b"}'
    """
    return _ask("host_add", {**fields, "name": name, "address": address}, token)


def host_label(name, labels, token=None):
    """
    Set labels of a host server. For operators.

    name
        Of the host server.

    labels
        Mapping of names to values; others stay as they are.

    token
        Who asks, where that can't be seen.

    Returns the host server as recorded.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.host_label dldocker04 '{"rack": "b"}'
    """
    return _ask("host_label", {"name": name, "labels": labels}, token)


def host_remove(name, token=None):
    """
    Take a host server out of the docker cluster. For operators.

    name
        Of the host server.

    token
        Who asks, where that can't be seen.

    Returns ``{"removed": true}``.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.host_remove dldocker04
    """
    return _ask("host_remove", {"name": name}, token)


def ask(what, arguments=None, token=None):
    """
    Any of the functions above for a minion: what they raise is told instead, since of an exception a
    minion would see a trace of the master's.

    what
        The function, without ``autodock.``.

    arguments
        Mapping of what it takes.

    token
        Who asks, where that can't be seen.

    Returns ``{"answer": ...}`` or ``{"refused": SENTENCE}``.

    CLI Example:

    .. code-block:: bash

        salt-call publish.runner autodock.ask '["hosts"]'
    """
    try:
        return {"answer": _ask(what, dict(arguments or {}), token)}
    except CommandExecutionError as refusal:
        return {"refused": str(refusal)}


def _ask(what, arguments, token):
    if what not in ASKS:
        raise CommandExecutionError(f"{what!r}: expected one of {', '.join(sorted(ASKS))}")
    given = {str(name): value for name, value in arguments.items() if not str(name).startswith("__")}
    return ASKS[what](_Caller(str(token) if token is not None else _token(_token_file())), given)


def _token_file():
    """
    Whose token is used. ``salt-run`` runs a function in its own process; every other way, in a
    process of the master, which gives a minion's call that minion's id.
    """
    options = __opts__.get("autodock") or {}
    if os.path.basename(sys.argv[0]) == "salt-run":
        return _configured("token_file", options.get("token_file"))
    found = (options.get("minions") or {}).get(__opts__.get("id"))
    if not found:
        raise CommandExecutionError(
            "token: expected the token of a user or an operator, since who asks can't be seen; "
            "a minion has one where autodock: minions: in the master's configuration names its file"
        )
    return _configured("minions", found)


def _configured(name, path):
    if not isinstance(path, str) or not os.path.isabs(path):
        raise CommandExecutionError(
            f"autodock: {name} {path!r}: expected the absolute path of a token's file"
        )
    return path


# -- what is sent, and how the answer is told ---------------------------------------------------


class _Caller:
    """The calls of one asker."""

    def __init__(self, token):
        self.token = token

    def get(self, path, timeout=60):
        return _call("GET", path, self.token, timeout=timeout)

    def send(self, method, path, body=None, key=None):
        return _call(method, path, self.token, body, key)

    def submit(self, method, path, given, body=None):
        """Submit a request, and wait for its end unless ``wait`` is False."""
        wait, seconds = _flag("wait", given.pop("wait", True)), _seconds(given.pop("timeout", 600))
        request = self.send(method, path, body, given.pop("id", None))
        return self.ended(request, seconds) if wait else _request(request)

    def ended(self, request, seconds):
        end = time.monotonic() + seconds
        while request["state"] not in ENDED:
            left = end - time.monotonic()
            if left <= 0:
                raise CommandExecutionError(
                    f"request {request['request']} goes on: {request['state']} after {seconds} s"
                )
            look = max(1, min(LONGEST_LOOK, round(left)))
            request = self.get(f"/v1/requests/{_quoted(request['request'])}?wait={look}", timeout=look + 30)
        if request["state"] != "done":
            raise CommandExecutionError(
                f"request {request['request']} {request['state']}: {request['sentence']}"
            )
        return _request(request)


def _create(caller, given):
    submission = _taken(given, "wait", "timeout", "id")
    return caller.submit("POST", "/v1/formations", submission, _fields(given))


def _edit(caller, given):
    submission, path = _taken(given, "wait", "timeout", "id"), _path(given)
    return caller.submit("PATCH", path, submission, _fields(given))


def _delete(caller, given):
    submission, path = _taken(given, "wait", "timeout", "id"), _path(given)
    volumes = "?volumes=true" if _flag("volumes", given.pop("volumes", False)) else ""
    _nothing_else(given)
    return caller.submit("DELETE", path + volumes, submission)


def _backup(caller, given):
    submission, path = _taken(given, "wait", "timeout", "id"), _path(given)
    return caller.submit("POST", path + "/backup", submission, _fields(given))


def _verify(caller, given):
    submission = _taken(given, "wait", "timeout", "id")
    body = _fields(given)
    if "dry-run" in body:
        body["dry-run"] = _flag("dry_run", body["dry-run"])
    return caller.submit("POST", "/v1/verify", submission, {name: body[name] for name in body if body[name]})


def _list(caller, given):
    user, formation = given.pop("user", None), given.pop("formation", None)
    _nothing_else(given)
    query = f"?user={_quoted(user)}" if user is not None else ""
    found = {}
    for one in caller.get("/v1/formations" + query)["formations"]:
        if formation in (None, one["formation"]):
            found.setdefault(one["user"], {})[one["formation"]] = _formation(one)
    return found


def _show(caller, given):
    path = _path(given)
    _nothing_else(given)
    return _formation(caller.get(path))


def _plan(caller, given):
    plan = caller.send("POST", "/v1/plan", _fields(given))
    return {
        **plan,
        "hosts": _by("host-server", plan.get("hosts")),
        "apps": _by("hostname", plan.get("apps")),
    }


def _requests(caller, given):
    id_, most = given.pop("id", None), given.pop("most", 50)
    _nothing_else(given)
    if id_ is not None:
        return _request(caller.get(f"/v1/requests/{_quoted(id_)}"))
    return _by("request", map(_request, caller.get(f"/v1/requests?most={_quoted(most)}")["requests"]))


def _hosts(caller, given):
    _nothing_else(given)
    return _by("host-server", caller.get("/v1/hosts")["hosts"])


def _host_add(caller, given):
    return caller.send("POST", "/v1/hosts", _fields(given))


def _host_label(caller, given):
    path = f"/v1/hosts/{_named(given, 'name')}/label"
    return caller.send("POST", path, {"labels": given.get("labels") or {}})


def _host_remove(caller, given):
    name = _named(given, "name")
    _nothing_else(given)
    caller.send("DELETE", f"/v1/hosts/{name}")
    return {"removed": True}


ASKS = {
    "create": _create,
    "edit": _edit,
    "delete": _delete,
    "list": _list,
    "show": _show,
    "plan": _plan,
    "verify": _verify,
    "backup": _backup,
    "requests": _requests,
    "hosts": _hosts,
    "host_add": _host_add,
    "host_label": _host_label,
    "host_remove": _host_remove,
}


def _formation(one):
    return {**one, "apps": _by("hostname", one.get("apps"))}


def _request(one):
    return {**one, "apps": _by("hostname", one.get("apps"))}


def _by(name, items):
    """A list of mappings as one of the mappings by what they are known by."""
    return {item[name]: {key: value for key, value in item.items() if key != name} for item in items or []}


def _fields(given):
    """What is sent of the arguments: those that say something, in the spelling of the service."""
    return {name.replace("_", "-"): value for name, value in given.items() if value is not None}


def _taken(given, *names):
    return {name: given.pop(name) for name in names if name in given}


def _path(given):
    return f"/v1/formations/{_named(given, 'user')}/{_named(given, 'formation')}"


def _named(given, name):
    value = given.pop(name, None)
    if not isinstance(value, (str, int)) or not str(value).strip(".") or isinstance(value, bool):
        raise CommandExecutionError(f"{name} {value!r}: expected a name")
    return _quoted(value)


def _quoted(value):
    return urllib.parse.quote(str(value), safe="")


def _nothing_else(given):
    for name in given:
        raise CommandExecutionError(f"{name}: expected nothing of that name here")


def _flag(name, value):
    if not isinstance(value, bool):
        raise CommandExecutionError(f"{name} {value!r}: expected True or False")
    return value


def _seconds(value):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 86400:
        raise CommandExecutionError(f"timeout {value!r}: expected seconds, at most 86400")
    return value


# -- one call -------------------------------------------------------------------------------


def _call(method, path, token, body=None, key=None, timeout=60):
    """What the service answers, as data; None where it has nothing to say."""
    address = _address()
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    if key is not None:
        headers["Idempotency-Key"] = str(key)
    if body is not None:
        headers["Content-Type"] = "application/json"
        body = json.dumps(body, default=str).encode("ascii")
    try:
        with contextlib.closing(_connection(address, timeout)) as connection:
            connection.request(method, address.path.rstrip("/") + path, body, headers)
            answer = connection.getresponse()
            return _read(answer.status, answer.read(LARGEST_ANSWER))
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise CommandExecutionError(
            f"Autodock's service at {address.geturl()} does not answer: {type(problem).__name__}: {problem}"
        ) from None


def _token(path):
    """The token in a file."""
    try:
        with open(path, encoding="ascii") as file:
            found = file.read().strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandExecutionError(f"the token file {path} can't be read: {problem}") from None
    if not found or not found.isprintable() or " " in found:
        raise CommandExecutionError(f"the token file {path} holds no token")
    return found


def _address():
    written = (__opts__.get("autodock") or {}).get("service")
    parts = urllib.parse.urlsplit(str(written or ""))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise CommandExecutionError(f"autodock: service {written!r}: expected http(s)://HOST[:PORT]")
    return parts


def _connection(address, timeout):
    if address.scheme == "http":
        return http.client.HTTPConnection(address.hostname, address.port, timeout=timeout)
    trust = ssl.create_default_context(cafile=(__opts__.get("autodock") or {}).get("ca"))
    return http.client.HTTPSConnection(address.hostname, address.port, timeout=timeout, context=trust)


def _read(status, text):
    try:
        content = json.loads(text) if text else None
    except ValueError:
        content = None
        if 200 <= status < 300:
            raise CommandExecutionError(
                "Autodock's service answers with something that is not JSON"
            ) from None
    if 200 <= status < 300:
        return content
    sentence = content.get("detail") if isinstance(content, dict) else None
    raise CommandExecutionError(str(sentence or f"Autodock's service answers with status {status}"))
