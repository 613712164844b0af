"""
What an app may know of its formation, as pillar: whose it is, where its peers are, and their ports.

.. code-block:: yaml

    ext_pillar:
      - autodock: {}

    autodock:                   # as for the runner
      service: https://autodock.example.com:8440
      token_file: /etc/salt/autodock/operator-token

An app says by its grains (``autodock:user`` and ``autodock:formation``, which bootstrap writes) which
formation is its own. That is a hint and no more: it is told nothing unless the service knows its
minion's id as an app of that formation. Other minions are given no pillar, and cost no call.

While the service does not answer, an app is given what it was given last.

.. code-block:: jinja

    upstream owncloud {
    {%- for name, peer in pillar['autodock']['peers'] | dictsort %}
      server {{ peer['address'] }}:{{ peer['port'] }};
    {%- endfor %}
    }
"""

import logging
import time

import salt.cache
import salt.loader
from salt.exceptions import CommandExecutionError, SaltCacheError

# The options of the loader that makes this call: the name that a loader sets by itself keeps the first.
from salt.loader.dunder import __opts__

log = logging.getLogger(__name__)

__virtualname__ = "autodock"

BANK = "autodock/pillar"
HOSTS_KEPT_SECONDS = 30


def __virtual__():
    return __virtualname__


def ext_pillar(minion_id, pillar, token_file=None):
    """
    The pillar of one minion: ``{"autodock": {...}}``, or nothing when it is no app.

    minion_id, pillar
        As Salt gives them.

    token_file
        Of an operator; default: ``token_file`` under ``autodock`` in the master's configuration.
    """
    user, formation = _claim()
    if not user or not formation:
        return {}
    try:
        service = _Service(token_file)
        told = _told(minion_id, service.formation(user, formation), service)
    except CommandExecutionError as problem:
        log.warning("Autodock's pillar of %s is what it was: %s", minion_id, problem)
        return _kept(minion_id) or {}
    _keep(minion_id, told)
    return told


def _claim():
    claim = __grains__.get("autodock")
    claim = claim if isinstance(claim, dict) else {}
    names = (claim.get("user"), claim.get("formation"))
    return names if all(isinstance(name, str) for name in names) else (None, None)


def _told(minion_id, formation, service):
    apps = (formation or {}).get("apps", {})
    if minion_id not in apps:
        log.warning("Autodock's pillar: %s claims a formation of which it is no app", minion_id)
        return {}
    addresses = service.addresses({app["host-server"] for app in apps.values()})
    peers = {name: _app(app, addresses) for name, app in apps.items()}
    named = {"user": formation["user"], "formation": formation["formation"], "hostname": minion_id}
    return {"autodock": {**named, **peers.pop(minion_id), "peers": peers}}


def _app(app, addresses):
    return {
        "host_server": app["host-server"],
        "address": addresses.get(app["host-server"]),
        "port": app.get("port"),
        "ports": app.get("ports", []),
        "state": app.get("state"),
    }


class _Service:
    """What the runner asks the service, with an operator's token."""

    def __init__(self, token_file):
        self.runner = salt.loader.runner(dict(__opts__), whitelist=["autodock"])
        self.token = _token(token_file or (__opts__.get("autodock") or {}).get("token_file"))

    def ask(self, what, **arguments):
        told = self.runner["autodock.ask"](what, arguments, self.token)
        if "refused" in told:
            raise CommandExecutionError(told["refused"])
        return told["answer"]

    def formation(self, user, formation):
        """The formation, or None."""
        return self.ask("list", user=user, formation=formation).get(user, {}).get(formation)

    def addresses(self, wanted):
        """Addresses of host servers by name, looked at anew where one is not among the last."""
        kept = _kept("hosts") or {}
        if kept.get("until", 0) > time.time() and wanted <= set(kept["addresses"]):
            return kept["addresses"]
        addresses = {name: host["address"] for name, host in self.ask("hosts").items()}
        _keep("hosts", {"until": time.time() + HOSTS_KEPT_SECONDS, "addresses": addresses})
        return addresses


def _token(path):
    try:
        with open(str(path), encoding="ascii") as file:
            return file.read().strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandExecutionError(f"the token file {path} can't be read: {problem}") from None


def _kept(name):
    try:
        return salt.cache.factory(__opts__).fetch(BANK, name)
    except SaltCacheError:
        return None


def _keep(name, value):
    try:
        salt.cache.factory(__opts__).store(BANK, name, value)
    except SaltCacheError as problem:
        log.warning("Autodock's pillar can't be kept: %s", problem)
