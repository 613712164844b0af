"""
Delivers Autodock's spool to the service, and takes events off the master's bus into it.

.. code-block:: yaml

    engines:
      - autodock:
          url: https://autodock.example.com:8443/hooks/salt
          token_file: /etc/salt/autodock.token
          ca: /etc/salt/autodock-ca.pem          # for https; default: the system's
          tags:                                  # taken off the bus; [] when the reactor does it
            - autodock/formation/create
            - autodock/verify
          retry_seconds: [1, 10]                 # first and longest wait before trying again
          timeout: 30                            # seconds for one delivery

    pub_server_write_queue_size: 100000          # or a burst over 10000 events cuts the engine off

Events reach the service in the order in which they were spooled, each until the service has
answered for it. A process may die between the answer and the removal of the file: then the event
is sent again under the same ``Idempotency-Key``, and the service answers as before.

Where the spool is, and what goes into it, is the runner's word (``autodock`` in the master's
configuration); this file imports nothing of its own package.
"""

import http.client
import itertools
import json
import logging
import os
import ssl
import threading
import time
import typing
import urllib.parse

import salt.utils.event
from salt.exceptions import CommandExecutionError, SaltException

try:
    import fcntl

    POSIX = True
except ImportError:
    POSIX = False

log = logging.getLogger(__name__)

__virtualname__ = "autodock"

TAGS = (
    "autodock/formation/create",
    "autodock/formation/edit",
    "autodock/formation/delete",
    "autodock/verify",
)
OWN_TAGS = "autodock/request/"
REFUSED = (400, 409, 413, 415, 422)
AGAIN = (401, 403, 408, 429)
PROBLEM = "application/problem+json"
CREDENTIAL = (401, 403)
DRAIN = 256
IDLE_SECONDS = 0.1
REJECTED_KEPT = 1000
MARKS_KEPT_SECONDS = 3600
LONGEST_ANSWER = 65536


def __virtual__():
    if not POSIX:
        return False, "autodock: the spool needs a POSIX system (fcntl is missing)"
    if __opts__.get("__role") != "master":
        return False, "autodock: the engine runs on a master only"
    return __virtualname__


def start(url, token_file, ca=None, tags=TAGS, retry_seconds=(1, 10), timeout=30):
    """
    Run until the master ends.

    url
        The service's hook for Salt events, ``http://`` or ``https://``.

    token_file
        File with the engine's credential, read again whenever the service refuses it.

    ca
        PEM file with the certificates that vouch for the service.

    tags
        Exact tags of events to take off the bus.

    retry_seconds
        First and longest wait, in seconds, before an event is tried again.

    timeout
        Seconds that one delivery may take.

    CLI Example:

    .. code-block:: bash

        salt-run event.send autodock/verify '{"token": "..."}'
    """
    wanted = _checked_tags(tags)
    spool = __runners__["autodock.spool"]()["directory"]
    post = _Post(url, token_file, ca, timeout)
    delivery = _Delivery(spool, post, _checked_waits(retry_seconds))
    log.info("Autodock delivers %s to %s", spool, url)
    threading.Thread(target=delivery.run, name="autodock-delivery", daemon=True).start()
    if wanted:
        _take(wanted, delivery.wake)
    threading.Event().wait()


def _checked_tags(tags):
    if not isinstance(tags, (list, tuple)) or not all(isinstance(tag, str) for tag in tags):
        raise CommandExecutionError("autodock engine: tags: expected a list of tags")
    for tag in tags:
        if tag.startswith(OWN_TAGS):
            raise CommandExecutionError(f"autodock engine: tags: {tag} is what the service itself fires")
    return frozenset(tags)


def _checked_waits(seconds):
    try:
        first, longest = seconds
        if 0 < first <= longest:
            return first, longest
    except (TypeError, ValueError):
        pass
    raise CommandExecutionError("autodock engine: retry_seconds: expected [first, longest], above 0")


# -- from the bus to the spool --------------------------------------------------------------


def _take(tags, wake):
    submit = _Submit(__runners__["autodock.submit_event"])
    with salt.utils.event.get_event(
        "master", sock_dir=__opts__["sock_dir"], opts=__opts__, listen=True
    ) as bus:
        log.info("Autodock listens for %s", ", ".join(sorted(tags)))
        while True:
            for event in _burst(bus):
                if event["tag"] in tags:
                    submit(event)
                    wake.set()


def _burst(bus):
    """The next event and up to DRAIN more that wait behind it; none after five quiet seconds."""
    event = bus.get_event(full=True, auto_reconnect=True, wait=5)
    behind = (bus.get_event_noblock() for _ in range(DRAIN))
    return itertools.takewhile(bool, itertools.chain([event], behind))


class _Submit:
    """Spools one event; one that can't be is lost, and loudly so."""

    def __init__(self, submit_event):
        self.submit_event = submit_event
        self.lost = 0
        self.told = 0.0

    def __call__(self, event):
        try:
            self.submit_event(event["tag"], event["data"])
        except (SaltException, OSError, ValueError) as problem:
            self.lost += 1
            self._tell(event["tag"], problem)

    def _tell(self, tag, problem):
        # Once a second: a full disk must not be filled further by saying so.
        if time.monotonic() - self.told >= 1:
            self.told = time.monotonic()
            log.critical(
                "Autodock could not spool an event %s (%d lost since the start): %s", tag, self.lost, problem
            )


# -- from the spool to the service ----------------------------------------------------------


class _Answer(typing.NamedTuple):
    """What came of one delivery; ``status`` is None when there was no answer."""

    status: typing.Optional[int]
    kind: str
    text: str

    def taken(self):
        return self.status is not None and 200 <= self.status < 300

    def refused(self):
        """
        True when the event itself is at fault. A 404 may just as well be a wrong address or a proxy:
        it counts only in the service's own form.
        """
        if self.status is None or self.status in AGAIN or not 400 <= self.status < 500:
            return False
        return self.status in REFUSED or self.kind == PROBLEM

    def reason(self):
        return self.text if self.status is None else f"answer {self.status}"


class _Post:
    """One kept connection to the service. Raises OSError or HTTPException when it fails."""

    def __init__(self, url, token_file, ca, timeout):
        parts = urllib.parse.urlsplit(str(url))
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise CommandExecutionError(f"autodock engine: url {url!r}: expected http(s)://HOST[:PORT]/PATH")
        self.path = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
        self.token_file = token_file
        self.token = None
        self.connection = _connection(parts, ca, timeout)

    def __call__(self, body, key):
        """Answers an ``_Answer``."""
        if self.token is None:
            self.token = _token(self.token_file)
        try:
            answer = self._send(body, key)
        except (OSError, http.client.HTTPException):
            self.connection.close()
            raise
        if answer.status in CREDENTIAL:
            self.token = None
        return answer

    def _send(self, body, key):
        # Python's connection sets TCP_NODELAY: head and body don't wait for each other's receipt.
        self.connection.request("POST", self.path, body, self._headers(key))
        answer = self.connection.getresponse()
        text = answer.read(LONGEST_ANSWER)
        if answer.read(1):
            self.connection.close()
        kind = answer.headers.get_content_type()
        return _Answer(answer.status, kind, text.decode("utf-8", "replace"))

    def _headers(self, key):
        return {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Idempotency-Key": key,
        }


def _connection(parts, ca, timeout):
    if parts.scheme == "http":
        return http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    trust = ssl.create_default_context(cafile=ca)
    return http.client.HTTPSConnection(parts.hostname, parts.port, timeout=timeout, context=trust)


def _token(path):
    with open(path, encoding="ascii") as file:
        token = file.read().strip()
    if not token or not token.isprintable():
        raise OSError(f"{path} holds no token")
    return token


class _Delivery:
    """Sends what is in the queue, oldest first, one at a time."""

    def __init__(self, directory, post, waits):
        self.directory = directory
        self.post = post
        self.first_wait, self.longest_wait = waits
        self.wake = threading.Event()

    def path(self, *names):
        return os.path.join(self.directory, *names)

    def run(self):
        """Never returns; whatever goes wrong is logged, and tried again."""
        wait = self.first_wait
        while True:
            try:
                self._run_alone()
            except Exception:  # pylint: disable=broad-except
                log.critical("Autodock's delivery failed, next try in %s s", wait, exc_info=True)
            time.sleep(wait)

    def _run_alone(self):
        os.makedirs(self.directory, mode=0o700, exist_ok=True)
        with open(self.path("delivery"), "w", encoding="ascii") as lock:
            # A master that restarts may start this engine while the last one still sends.
            fcntl.flock(lock, fcntl.LOCK_EX)
            while True:
                self.tidy()
                self._deliver_for(MARKS_KEPT_SECONDS / 12)

    def _deliver_for(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.wake.clear()
            if not self.deliver_waiting():
                self.wake.wait(IDLE_SECONDS)

    def deliver_waiting(self):
        """How many files were in the queue; all of them are gone afterwards."""
        names = _names(self.path("queue"))
        for name in names:
            self._deliver(name)
        return len(names)

    def _deliver(self, name):
        body = _content(self.path("queue", name))
        try:
            record = json.loads(body)
            key = record["key"]
        except (ValueError, KeyError, TypeError):
            self._reject(name, {}, None, "the spool file can't be read")
            return
        self._settle(name, record, self._answer(_wire(record), key))

    def _answer(self, body, key):
        """The first answer that is about the event itself."""
        for attempt in itertools.count():
            answer = self._attempt(body, key)
            if answer.taken() or answer.refused():
                return answer
            self._wait(attempt, answer)

    def _attempt(self, body, key):
        try:
            return self.post(body, key)
        except (OSError, http.client.HTTPException) as problem:
            return _Answer(None, "", f"{type(problem).__name__}: {problem}")

    def _wait(self, attempt, answer):
        seconds = min(self.first_wait * (attempt + 1), self.longest_wait)
        no_answer = answer.status is None or answer.status >= 500
        level = logging.WARNING if no_answer and attempt < 10 else logging.ERROR
        log.log(
            level,
            "Autodock's service did not take an event (%s), next try in %s s",
            answer.reason(),
            seconds,
        )
        time.sleep(seconds)

    def _settle(self, name, record, answer):
        if answer.taken():
            os.unlink(self.path("queue", name))
        else:
            self._reject(name, record, answer.status, answer.text)

    def _reject(self, name, record, status, text):
        log.error("Autodock's service refused event %s of %s: %s", record.get("tag"), name, status)
        refused = {"status": status, "answer": text[:2000], "event": record}
        part = self.path("rejected", name + ".part")
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            json.dump(_without_tokens(refused), file)
            file.flush()
            os.fsync(file.fileno())
        os.rename(part, self.path("rejected", name))
        os.unlink(self.path("queue", name))

    def tidy(self):
        """Forget old marks and all but the newest refused events."""
        for name in _names(self.path("rejected"))[:-REJECTED_KEPT]:
            os.unlink(self.path("rejected", name))
        oldest = time.time() - MARKS_KEPT_SECONDS
        for name in _names(self.path("marks")):
            mark = self.path("marks", name)
            if not os.path.exists(mark) and os.lstat(mark).st_mtime < oldest:
                os.unlink(mark)


def _wire(record):
    body = {name: record.get(name) for name in ("tag", "origin", "minion", "stamp", "data")}
    return json.dumps(body, sort_keys=True).encode("ascii")


def _without_tokens(refused):
    """Without what a field named token holds at any depth, wherever else it is repeated."""
    tokens = set()
    event = _stripped(refused["event"], tokens)
    answer = refused["answer"]
    for token in sorted(filter(None, tokens), key=len, reverse=True):
        answer = answer.replace(token, "...")
    return {**refused, "answer": answer, "event": event}


def _stripped(value, tokens):
    if isinstance(value, str) and "token" in value.lower():
        # JSON within a string, a form's body: what else it holds can't be told apart.
        return "(left out: it may hold a token)"
    if isinstance(value, list):
        return [_stripped(item, tokens) for item in value]
    if isinstance(value, dict):
        named = {name for name in value if name.lower() == "token"}
        tokens.update(str(value[name]) for name in named)
        return {name: _stripped(item, tokens) for name, item in value.items() if name not in named}
    return value


def _content(path):
    with open(path, "rb") as file:
        return file.read()


def _names(folder):
    try:
        return sorted(os.listdir(folder))
    except FileNotFoundError:
        return []
