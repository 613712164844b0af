"""
Formations and host servers of Autodock as states.

They run on a minion that may ask (see the execution module), or on the master in an orchestration.
Only fields that a state names are compared and changed; what they come to, and whether they differ
from what is recorded, is the service's word: another spelling, another order, or a host port that was
counted up is no change.

.. code-block:: yaml

    owncloud:
      autodock.formation_present:
        - user: cholcomb
        - hostname_scheme: clweb
        - number: 3
        - ram: 100M
        - ports: ["8080:80"]

Quote ports: YAML takes ``8080:22`` for a number to the base of sixty.
"""

from salt.exceptions import CommandExecutionError

__virtualname__ = "autodock"

# What an edit can't change, by the names of the state's arguments.
FIXED = ("hostname_scheme", "host_server", "bootstrap")


def __virtual__():
    if "autodock.plan" in __salt__:
        return __virtualname__
    return False, "autodock: the execution module autodock is missing here (salt-call saltutil.sync_modules)"


def formation_present(name, user, hostname_scheme, timeout=600, **fields):
    """
    The formation is there, with these fields.

    name
        Of the formation.

    user
        Whose it is.

    hostname_scheme
        How its apps' names begin.

    timeout
        Seconds to wait for the end of the request. The request goes on after that.

    fields
        The other fields of an order: ``number``, ``ram``, ``cpu_shares``, ``image``, ``ports``,
        ``volumes`` and so on. One that is left out stays as it is.

    CLI Example:

    .. code-block:: bash

        salt-call state.single autodock.formation_present name=owncloud user=cholcomb hostname_scheme=clweb
    """
    wanted = {field: value for field, value in fields.items() if not field.startswith("__")}
    wanted["hostname_scheme"] = hostname_scheme
    return _told(name, _formation_present, name, user, timeout, wanted)


def formation_absent(name, user, volumes=False, timeout=600):
    """
    The formation is gone: its containers, keys, names and ports.

    name
        Of the formation.

    user
        Whose it is.

    volumes
        True: its volumes too.

    timeout
        Seconds to wait for the end of the request. The request goes on after that.

    CLI Example:

    .. code-block:: bash

        salt-call state.single autodock.formation_absent name=owncloud user=cholcomb
    """
    return _told(name, _formation_absent, name, user, volumes, timeout)


def host_present(name, address, engine=None, minion=None, labels=None):
    """
    The host server is in the docker cluster, with these labels. For operators.

    name
        Of the host server.

    address
        At which its published ports are reached.

    engine
        Of its Docker Engine, such as ``tcp://10.0.0.14:2376``.

    minion
        The id of its minion, where that is not its name.

    labels
        Mapping of names to values; others stay as they are.

    CLI Example:

    .. code-block:: bash

        salt-call state.single autodock.host_present name=dldocker04 address=10.0.0.14
    """
    wanted = {"address": address, "engine": engine, "minion": minion, "labels": labels}
    return _told(
        name, _host_present, name, {field: value for field, value in wanted.items() if value is not None}
    )


def host_absent(name):
    """
    The host server is not in the docker cluster. For operators.

    name
        Of the host server.

    CLI Example:

    .. code-block:: bash

        salt-call state.single autodock.host_absent name=dldocker04
    """
    return _told(name, _host_absent, name)


def _told(name, what, *arguments):
    """What a state returns; a refusal is its comment."""
    try:
        result, comment, changes = what(*arguments)
    except CommandExecutionError as refusal:
        result, comment, changes = False, str(refusal), {}
    return {"name": name, "result": result, "comment": comment, "changes": changes}


# -- formations -----------------------------------------------------------------------------


def _formation_present(name, user, timeout, wanted):
    found = _found(user, name)
    if found is None:
        return _make(name, user, timeout, wanted)
    if found["state"] != "complete":
        return False, f"{user}/{name} is {found['state']} by request {found['request']}", {}
    for field in FIXED:
        kept = found.get(field.replace("_", "-"))
        if field in wanted and str(wanted[field]) != str(kept):
            return (
                False,
                f"{field} of {user}/{name} is {kept} and stays so: {wanted[field]} takes a new formation",
                {},
            )
    return _change(name, user, timeout, {field: wanted[field] for field in wanted if field not in FIXED})


def _make(name, user, timeout, wanted):
    planned = __salt__["autodock.plan"]("create", user=user, formation=name, **wanted)
    if not planned["possible"]:
        return False, planned["sentence"], {}
    if __opts__["test"]:
        return None, f"{user}/{name} would be made", _making(planned, wanted, planned["apps"])
    made = __salt__["autodock.create"](user, name, timeout=timeout, **wanted)
    return True, f"{user}/{name} is made (request {made['request']})", _making(planned, wanted, made["apps"])


def _making(planned, wanted, apps):
    """Each field that was named, as the service spells it, and the apps."""
    spec = planned["spec"]
    named = {field: spec[field.replace("_", "-")] for field in wanted if field.replace("_", "-") in spec}
    return {field: {"old": None, "new": value} for field, value in {**named, "apps": sorted(apps)}.items()}


def _change(name, user, timeout, wanted):
    if not wanted:
        return True, f"{user}/{name} is there", {}
    planned = __salt__["autodock.plan"]("edit", user=user, formation=name, **wanted)
    changes = _changes(planned)
    if not changes:
        return True, f"{user}/{name} is as it should be", {}
    if not planned["possible"]:
        return False, planned["sentence"], {}
    if __opts__["test"]:
        return None, f"{user}/{name} would be changed: {planned['sentence']}", changes
    made = __salt__["autodock.edit"](user, name, timeout=timeout, **wanted)
    return True, f"{user}/{name} is changed (request {made['request']})", changes


def _changes(planned):
    return {
        change["field"].replace("-", "_"): {"old": change.get("from"), "new": change.get("to")}
        for change in planned.get("changes") or []
    }


def _formation_absent(name, user, volumes, timeout):
    found = _found(user, name)
    if found is None:
        return True, f"{user}/{name} is not there", {}
    changes = {"apps": {"old": sorted(found["apps"]), "new": None}}
    if __opts__["test"]:
        return None, f"{user}/{name} would be removed", changes
    made = __salt__["autodock.delete"](user, name, volumes=volumes, timeout=timeout)
    return True, f"{user}/{name} is removed (request {made['request']})", changes


def _found(user, name):
    return __salt__["autodock.list"](user, name).get(user, {}).get(name)


# -- host servers ---------------------------------------------------------------------------


def _host_present(name, wanted):
    found = __salt__["autodock.hosts"]().get(name)
    changes = _host_changes(found or {}, wanted)
    if not changes:
        return True, f"{name} is in the docker cluster", {}
    fixed = sorted(set(changes) - {"labels"})
    if found and fixed:
        return (
            False,
            f"{fixed[0]} of {name} is {changes[fixed[0]]['old']}: remove the host server to change that",
            {},
        )
    if __opts__["test"]:
        return None, f"{name} would be {'labelled' if found else 'added'}", changes
    if found:
        __salt__["autodock.host_label"](name, changes["labels"]["new"])
        return True, f"{name} is labelled", changes
    __salt__["autodock.host_add"](name, **wanted)
    return True, f"{name} is added", changes


def _host_changes(found, wanted):
    changes = {
        field: {"old": found.get(field), "new": value}
        for field, value in wanted.items()
        if field != "labels" and str(found.get(field)) != str(value)
    }
    kept, labels = found.get("labels") or {}, wanted.get("labels") or {}
    differing = {label: str(value) for label, value in labels.items() if kept.get(label) != str(value)}
    if differing:
        changes["labels"] = {"old": {label: kept.get(label) for label in differing}, "new": differing}
    return changes


def _host_absent(name):
    if name not in __salt__["autodock.hosts"]():
        return True, f"{name} is not in the docker cluster", {}
    changes = {"host": {"old": name, "new": None}}
    if __opts__["test"]:
        return None, f"{name} would be removed", changes
    __salt__["autodock.host_remove"](name)
    return True, f"{name} is removed", changes
