"""
Autodock on the Salt master: events for the service, keys of its minions, news on the bus.

``submit_event`` is the one way into the spool, for the reactor and for the engine alike. The
other functions are what the service itself calls through salt-api. Master configuration, each
key with its default:

.. code-block:: yaml

    autodock:
      spool: /var/spool/autodock
      limit: 50000              # events waiting; when full the oldest are kept, new ones refused

The spool directory:

.. code-block:: text

    queue/TIME-SEQUENCE-CONTENT.json   waiting; the names sort in the order of arrival
    marks/                             symbolic links by which a repeated event is recognised
    rejected/                          what the service refused, without the token
    writing/                           half-written
    lock                               held while an event is added; last name and count

This file imports nothing of its own package, so that it works pip-installed, synced from
``file_roots`` and from ``module_dirs``.
"""

import contextlib
import datetime
import hashlib
import json
import logging
import math
import os
import re
import time

import salt.cache
import salt.crypt
import salt.utils.event
import salt.utils.verify
import salt.version
from salt.exceptions import CommandExecutionError, SaltCacheError

try:
    import fcntl
    import pwd

    POSIX = True
except ImportError:
    POSIX = False

try:
    from cryptography.hazmat.primitives import serialization

    CRYPTOGRAPHY = True
except ImportError:
    CRYPTOGRAPHY = False

log = logging.getLogger(__name__)

__virtualname__ = "autodock"

DEFAULT_SPOOL = "/var/spool/autodock"
DEFAULT_LIMIT = 50000
LARGEST_EVENT = 2 * 1024 * 1024
TAG = re.compile(r"[\x21-\x7e]{1,255}")
PLAIN_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")
MINION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?")
REQUEST = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
STATES = ("accepted", "placed", "running", "bootstrapped", "done", "failed")


def __virtual__():
    if not POSIX:
        return False, "autodock: the spool needs a POSIX system (fcntl is missing)"
    if not CRYPTOGRAPHY:
        return False, "autodock: the Python package cryptography is missing"
    return __virtualname__


# -- events for the service -----------------------------------------------------------------


def submit_event(tag, data):
    """
    Put one event into the spool, from where the engine delivers it to the service. On return it
    is on the disk. It is spooled as an event: whoever calls, it is believed for the token in its
    data alone. The same event again, and an equal one that still waits, are not added.

    tag
        The event's tag.

    data
        The event's data as it stood on the bus, in either of Salt's two shapes (fired on the
        master, or by a minion).

    Returns ``{"key": KEY, "added": true or false}``. Raises when the event can't be stored.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.submit_event autodock/verify '{"token": "..."}'
    """
    try:
        record = _record(tag, data)
        return {"key": record["key"], "added": _spool().add(record)}
    finally:
        _forget_token(data)


def spool():
    """
    Where the spool is and how full.

    Returns ``directory``, ``limit`` (files), ``waiting`` and ``rejected`` (files), and
    ``oldest_seconds``, the age of the event that has waited longest, or None.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.spool
    """
    return _spool().describe()


def _record(tag, data):
    if not isinstance(tag, str) or not TAG.fullmatch(tag):
        raise CommandExecutionError(f"tag {tag!r}: expected 1 to 255 visible ASCII characters")
    if not isinstance(data, dict):
        raise CommandExecutionError(f"data of {tag}: expected a mapping, as every event has")
    try:
        return _unwrapped(tag, _plain(data))
    except RecursionError:
        raise CommandExecutionError(f"data of {tag}: nested too deep") from None


def _unwrapped(tag, data):
    stamp = str(data.pop("_stamp", None) or datetime.datetime.now(datetime.timezone.utc).isoformat())
    minion = None
    if data.get("cmd") == "_minion_event" and "id" in data and "data" in data:
        minion, data = str(data["id"]), data["data"]
    sender = data if isinstance(data, dict) else {}
    job = [sender.get("__pub_jid"), sender.get("__pub_pid")]
    if sender:
        data = {name: value for name, value in sender.items() if not name.startswith("__pub_")}
    return {
        "key": _key(tag, minion, data, stamp, job),
        "tag": tag,
        "origin": "event",
        "minion": minion,
        "stamp": stamp,
        "data": data,
    }


def _key(tag, minion, data, stamp, job):
    given = data.get("id") if isinstance(data, dict) else None
    if isinstance(given, str) and PLAIN_KEY.fullmatch(given):
        return given
    if given is not None:
        return _digest(["id", given])
    if minion is not None and None not in job:
        return _digest([tag, minion, *job])
    return _digest([tag, data, stamp])


def _digest(value):
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode("ascii")).hexdigest()


def _plain(value):
    """What JSON can hold of a value that came over the bus as msgpack."""
    if isinstance(value, dict):
        return {_plain_name(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return _plain_name(value)


def _plain_name(value):
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _forget_token(data):
    """
    The client that runs this function fires its arguments again and keeps them in the job cache
    once it has returned. They are these very objects.
    """
    while isinstance(data, dict):
        data.pop("token", None)
        data = data.get("data")


# -- the spool ------------------------------------------------------------------------------


def _spool():
    options = __opts__.get("autodock") or {}
    limit = options.get("limit", DEFAULT_LIMIT)
    directory = options.get("spool", DEFAULT_SPOOL)
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise CommandExecutionError(f"autodock: limit {limit!r}: expected a number from 1 up")
    if not isinstance(directory, str) or not os.path.isabs(directory):
        raise CommandExecutionError(f"autodock: spool {directory!r}: expected an absolute path")
    return _Spool(directory, limit, __opts__.get("user"))


class _Spool:
    """A directory of events in order of arrival. Every step leaves it valid if the next never comes."""

    FOLDERS = ("queue", "marks", "rejected", "writing")

    def __init__(self, directory, limit, user):
        self.directory = directory
        self.limit = limit
        self.user = user

    def path(self, *names):
        return os.path.join(self.directory, *names)

    def add(self, record):
        """True when the record is now in the queue, False when it was there before."""
        body = json.dumps(record, sort_keys=True).encode("ascii")
        if len(body) > LARGEST_EVENT:
            raise CommandExecutionError(
                f"event {record['tag']} has {len(body)} bytes, at most {LARGEST_EVENT} are taken"
            )
        content = _digest([record[name] for name in ("key", "tag", "minion", "data")])
        event = _digest([content, record["stamp"]])
        try:
            with self._locked() as ledger:
                return self._add_once(ledger, content[:32], event[:32], body)
        except OSError as problem:
            raise CommandExecutionError(f"spool {self.directory}: {problem}") from problem

    def _add_once(self, ledger, content, event, body):
        waiting, taken = self.path("marks", f"content-{content}"), self.path("marks", f"event-{event}")
        if os.path.exists(waiting) or os.path.lexists(taken):
            return False
        self._refuse_when_full(ledger)
        name = f"{ledger.next_name()}-{content}.json"
        ledger.save()
        self._write(name, body)
        # Marks come last: one that points to nothing means delivered, never about to be queued.
        self._mark(waiting, name)
        self._mark(taken, name)
        return True

    def _refuse_when_full(self, ledger):
        if ledger.count >= self.limit:
            # The count only ever grows; what has been delivered meanwhile is seen here.
            ledger.count = len(self.names("queue"))
        if ledger.count >= self.limit:
            raise CommandExecutionError(
                f"spool {self.directory} is full: {ledger.count} events wait for the service, "
                "this one is refused"
            )

    def _write(self, name, body):
        path = self.path("writing", name)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            self._own(file.fileno())
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.rename(path, self.path("queue", name))
        self._sync("queue")

    def _sync(self, folder):
        descriptor = os.open(self.path(folder), os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _mark(self, path, name):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        os.symlink(os.path.join("..", "queue", name), path)

    def _own(self, descriptor):
        """What root writes must be readable for the master, which may run as another user."""
        if os.geteuid() == 0:
            owner = os.stat(self.directory)
            os.fchown(descriptor, owner.st_uid, owner.st_gid)

    @contextlib.contextmanager
    def _locked(self):
        self.prepare()
        descriptor = os.open(self.path("lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            self._own(descriptor)
            self._clear()
            yield _Ledger(descriptor, self)
        finally:
            os.close(descriptor)

    def _clear(self):
        """Who holds the lock is the only writer: what is half-written was left by one that died."""
        for name in self.names("writing"):
            os.unlink(self.path("writing", name))

    def prepare(self):
        """Make what is missing of the directory; only its owner may look into it."""
        if not os.path.isdir(self.path(self.FOLDERS[-1])):
            for folder in (self.directory, *map(self.path, self.FOLDERS)):
                os.makedirs(folder, mode=0o700, exist_ok=True)
                self._give(folder)

    def _give(self, folder):
        if os.geteuid() == 0 and self.user:
            owner = pwd.getpwnam(self.user)
            os.chown(folder, owner.pw_uid, owner.pw_gid, follow_symlinks=False)

    def names(self, folder):
        """Names in one folder of the spool, oldest first."""
        try:
            return sorted(os.listdir(self.path(folder)))
        except FileNotFoundError:
            return []

    def describe(self):
        waiting = self.names("queue")
        return {
            "directory": self.directory,
            "limit": self.limit,
            "waiting": len(waiting),
            "rejected": sum(name.endswith(".json") for name in self.names("rejected")),
            "oldest_seconds": max(0, int(time.time() - int(waiting[0][:20]) / 1e9)) if waiting else None,
        }


class _Ledger:
    """The last name given and an upper bound of the files that wait, kept in the lock file."""

    LAYOUT = re.compile(rb"([0-9]{20})-([0-9]{6}) ([0-9]{10})\n")

    def __init__(self, descriptor, owner):
        self.descriptor = descriptor
        found = self.LAYOUT.fullmatch(os.pread(descriptor, 64, 0))
        if found:
            self.time, self.sequence, self.count = map(int, found.groups())
        else:
            self._recover(owner.names("queue"))

    def _recover(self, names):
        self.time, self.sequence, self.count = 0, 0, len(names)
        if names:
            self.time, self.sequence = int(names[-1][:20]), int(names[-1][21:27])

    def next_name(self):
        """A name that sorts after all given before, whatever the clock does."""
        now = time.time_ns()
        if now > self.time:
            self.time, self.sequence = now, 0
        elif self.sequence < 999999:
            self.sequence += 1
        else:
            self.time, self.sequence = self.time + 1, 0
        self.count += 1
        return f"{self.time:020d}-{self.sequence:06d}"

    def save(self):
        text = f"{self.time:020d}-{self.sequence:06d} {self.count:010d}\n"
        os.pwrite(self.descriptor, text.encode("ascii"), 0)


# -- keys of minions ------------------------------------------------------------------------


def keys(ids):
    """
    What the master holds of these minions.

    ids
        List of exact minion ids; nothing in them is a pattern.

    Returns ``{id: {"state": "accepted|pending|rejected|denied", "fingerprint": HEX}}`` for those
    that have a key; the fingerprint is the SHA-256 of the public key's PEM text, stripped.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.keys '["clweb001"]'
    """
    store = _Keys()
    found = {id_: store.state(_minion(id_)) for id_ in _list("ids", ids)}
    return {id_: state for id_, state in found.items() if state}


def accept_keys(keys):
    """
    Accept public keys. A key that the master holds already is replaced only when its fingerprint
    is in ``replaces``: another's key is never touched. Safe to repeat.

    keys
        List of ``{"id": ID, "pub": PEM, "replaces": [FINGERPRINT, ...]}``.

    Returns ``{id: {"accepted": true}}`` or ``{id: {"refused": SENTENCE}}``.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.accept_keys '[{"id": "clweb001", "pub": "-----BEGIN PUBLIC KEY-----..."}]'
    """
    store = _Keys()
    offers = [_offer(item) for item in _list("keys", keys)]
    return {id_: _accept(store, id_, pub, replaces) for id_, pub, replaces in offers}


def drop_keys(keys):
    """
    Remove keys that carry one of the given fingerprints, accepted or not. Other keys of the same
    id stay. One that isn't there counts as dropped. Safe to repeat.

    keys
        List of ``{"id": ID, "fingerprints": [FINGERPRINT, ...]}``.

    Returns ``{id: {"dropped": true}}`` or ``{id: {"kept": SENTENCE}}``.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.drop_keys '[{"id": "clweb001", "fingerprints": ["9f86d0..."]}]'
    """
    store = _Keys()
    items = [_mapping("keys", item, {"id", "fingerprints"}) for item in _list("keys", keys)]
    wanted = [(_minion(item.get("id")), _fingerprints(item, "fingerprints")) for item in items]
    return {id_: _drop(store, id_, fingerprints) for id_, fingerprints in wanted}


def master():
    """
    The master's public key, for minions to pin, and the version of Salt.

    Returns ``{"public_key": PEM, "version": VERSION}``.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.master
    """
    try:
        public_key = salt.crypt.MasterKeys(__opts__, autocreate=False).get_pub_str()
    except (AttributeError, OSError, SaltCacheError):
        raise CommandExecutionError("the master has no public key: it was never started") from None
    return {"public_key": _clean(public_key) + "\n", "version": salt.version.__version__}


class _Keys:
    """The master's store of minion keys, as Salt's own key cache keeps it."""

    def __init__(self):
        driver = __opts__.get("keys.cache_driver")
        if not driver:
            raise CommandExecutionError("the key functions need Salt 3008 or newer on the master")
        self.cache = salt.cache.Cache(__opts__, driver=driver)

    def held(self, id_):
        """``{"state", "pub"}`` of the key that counts, or None; denied ones are apart."""
        found = self.cache.fetch("keys", id_)
        return found if found and found.get("pub") else None

    def denied(self, id_):
        return [pub for pub in self.cache.fetch("denied_keys", id_) or [] if pub]

    def state(self, id_):
        held = self.held(id_)
        if held:
            return {"state": held["state"], "fingerprint": _fingerprint(held["pub"])}
        denied = self.denied(id_)
        return {"state": "denied", "fingerprint": _fingerprint(denied[0])} if denied else None

    def accept(self, id_, pub):
        self.cache.store("keys", id_, {"pub": pub, "state": "accepted"})

    def drop(self, id_):
        self.cache.flush("keys", id_)
        self.forget_facts(id_)

    def drop_denied(self, id_, fingerprints):
        denied = self.denied(id_)
        rest = [pub for pub in denied if _fingerprint(pub) not in fingerprints]
        if denied and not rest:
            self.cache.flush("denied_keys", id_)
        elif len(rest) < len(denied):
            self.cache.store("denied_keys", id_, rest)

    def forget_facts(self, id_):
        """The next minion of this name must not be targeted by the grains of the last."""
        facts = salt.cache.factory(__opts__)
        for bank in ("grains", "pillar", "mine"):
            with contextlib.suppress(SaltCacheError):
                facts.flush(bank, id_)


def _accept(store, id_, pub, replaces):
    held = store.held(id_)
    fingerprint = _fingerprint(held["pub"]) if held else None
    if fingerprint not in (None, _fingerprint(pub), *replaces):
        return {
            "refused": f"the master holds another key for {id_} ({held['state']}, "
            f"fingerprint {fingerprint}); it is left as it is"
        }
    if not held or held["state"] != "accepted" or fingerprint != _fingerprint(pub):
        store.accept(id_, pub)
    store.drop_denied(id_, {_fingerprint(pub), *replaces})
    return {"accepted": True}


def _drop(store, id_, fingerprints):
    store.drop_denied(id_, fingerprints)
    held = store.held(id_)
    if held and _fingerprint(held["pub"]) not in fingerprints:
        return {
            "kept": f"the key of {id_} has another fingerprint ({held['state']}, "
            f"{_fingerprint(held['pub'])}); it is left as it is"
        }
    if held:
        store.drop(id_)
    return {"dropped": True}


def _offer(item):
    item = _mapping("keys", item, {"id", "pub", "replaces"})
    id_, pub = _minion(item.get("id")), item.get("pub")
    try:
        serialization.load_pem_public_key(pub.encode("ascii"))
    except (AttributeError, ValueError, TypeError):
        raise CommandExecutionError(f"pub of {id_}: expected a public key in PEM") from None
    return id_, _clean(pub) + "\n", _fingerprints(item, "replaces")


def _fingerprint(pub):
    return hashlib.sha256(_clean(pub).encode("utf-8")).hexdigest()


def _clean(pub):
    return "\n".join(pub.strip().splitlines())


def _fingerprints(item, field):
    values = _list(field, item.get(field, []))
    if not all(isinstance(value, str) for value in values):
        raise CommandExecutionError(f"{field} of {item.get('id')}: expected a list of fingerprints")
    return set(values)


def _minion(id_):
    if not isinstance(id_, str) or not MINION.fullmatch(id_) or not salt.utils.verify.valid_id(__opts__, id_):
        raise CommandExecutionError(f"id {id_!r}: expected the id of a minion")
    return id_


# -- news on the bus ------------------------------------------------------------------------


def announce(events):
    """
    Tell the bus what became of requests, each under ``autodock/request/ID/STATE``. All are
    checked before the first is fired.

    events
        List of ``{"request": ID, "state": STATE, "data": {...}}``; the states are accepted,
        placed, running, bootstrapped, done and failed.

    Returns how many were fired.

    CLI Example:

    .. code-block:: bash

        salt-run autodock.announce '[{"request": "r1", "state": "done", "data": {}}]'
    """
    news = [_news(item) for item in _list("events", events)]
    with salt.utils.event.get_event(
        "master", sock_dir=__opts__["sock_dir"], opts=__opts__, listen=False
    ) as bus:
        for tag, data in news:
            if not bus.fire_event(data, tag):
                raise CommandExecutionError(f"the bus did not take {tag}")
    return len(news)


def _news(item):
    item = _mapping("events", item, {"request", "state", "data"})
    request, state, data = item.get("request"), item.get("state"), item.get("data", {})
    if not isinstance(request, str) or not REQUEST.fullmatch(request):
        raise CommandExecutionError(f"request {request!r}: expected the id of a request")
    if state not in STATES:
        raise CommandExecutionError(f"state {state!r}: expected one of {', '.join(STATES)}")
    if not isinstance(data, dict):
        raise CommandExecutionError(f"data of {request}: expected a mapping")
    return f"autodock/request/{request}/{state}", dict(data)


# -- arguments ------------------------------------------------------------------------------


def _list(field, value):
    if not isinstance(value, list):
        raise CommandExecutionError(f"{field}: expected a list")
    return value


def _mapping(field, value, allowed):
    if not isinstance(value, dict):
        raise CommandExecutionError(f"{field}: expected a list of mappings")
    for name in value:
        if name not in allowed:
            raise CommandExecutionError(
                f"{field}: unknown field {name!r}, known: {', '.join(sorted(allowed))}"
            )
    return value
