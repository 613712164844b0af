"""The bridge, and one network namespace per part, each with an address of its own."""

import json
from pathlib import Path

from . import addresses
from .command import attempt, run
from .problem import LabProblem

FOLDER = Path("/run/netns")
MARK = "autodock-"
RULE = ("-i", addresses.BRIDGE, "-o", addresses.BRIDGE, "-j", "ACCEPT")


def namespace(name: str) -> str:
    """The namespace of the part `name`, as `ip netns` calls it."""
    return MARK + name


def namespaces() -> list[str]:
    """The names of the parts that have a namespace now."""
    return sorted(path.name.removeprefix(MARK) for path in FOLDER.glob(MARK + "*")) if FOLDER.exists() else []


def owner() -> str | None:
    """The state folder of the lab that has the bridge; empty when its making was interrupted, None without a bridge."""
    shown = attempt("ip", "-json", "link", "show", addresses.BRIDGE)
    return json.loads(shown.stdout)[0].get("ifalias", "") if shown.returncode == 0 else None


def make_bridge(state: Path) -> None:
    """Makes the bridge with the controller's address, unless it is there; another lab's bridge is refused."""
    present = owner()
    if present not in (None, "", str(state)):
        raise LabProblem(f"another lab is up, with its state in {present}; take that one down first")
    if present is None:
        run("ip", "link", "add", addresses.BRIDGE, "type", "bridge", "forward_delay", "0")
    run("ip", "link", "set", addresses.BRIDGE, "alias", str(state))
    run("ip", "address", "replace", f"{addresses.CONTROLLER}/{addresses.PREFIX_LENGTH}", "dev", addresses.BRIDGE)
    run("ip", "link", "set", addresses.BRIDGE, "up")
    if attempt("iptables", "-w", "-C", "FORWARD", *RULE).returncode != 0:
        run("iptables", "-w", "-I", "FORWARD", *RULE)


def remove_bridge() -> None:
    """Removes the bridge and its rule; what is gone already is fine."""
    while attempt("iptables", "-w", "-D", "FORWARD", *RULE).returncode == 0:
        pass
    if owner() is not None:
        run("ip", "link", "delete", addresses.BRIDGE)


def join(name: str, address: str) -> None:
    """Gives the part `name` its namespace and its cable to the bridge, or mends them."""
    inside = namespace(name)
    if not (FOLDER / inside).exists():
        run("ip", "netns", "add", inside)
    if not _has_cable(name):
        attempt("ip", "link", "delete", cable(name))
        run("ip", "link", "add", cable(name), "type", "veth", "peer", "name", "eth0", "netns", inside)
    run("ip", "link", "set", cable(name), "master", addresses.BRIDGE)
    plug(name)
    run("ip", "-netns", inside, "link", "set", "lo", "up")
    run("ip", "-netns", inside, "address", "replace", f"{address}/{addresses.PREFIX_LENGTH}", "dev", "eth0")
    run("ip", "-netns", inside, "link", "set", "eth0", "up")
    run("ip", "-netns", inside, "route", "replace", "default", "via", addresses.CONTROLLER)


def _has_cable(name: str) -> bool:
    inner = attempt("ip", "-netns", namespace(name), "link", "show", "eth0")
    return inner.returncode == 0 and is_plugged(name) is not None


def cable(name: str) -> str:
    """The bridge's end of the part's cable."""
    return f"ad-{name}"


def plug(name: str) -> None:
    """Connects the part to the bridge."""
    run("ip", "link", "set", cable(name), "up")


def unplug(name: str) -> None:
    """Disconnects the part from the bridge; it goes on running."""
    run("ip", "link", "set", cable(name), "down")


def is_plugged(name: str) -> bool | None:
    """Whether the cable is connected; None when there is no cable."""
    shown = attempt("ip", "-json", "link", "show", cable(name))
    return "UP" in json.loads(shown.stdout)[0]["flags"] if shown.returncode == 0 else None


def leave(name: str) -> None:
    """Removes the part's cable and namespace; its processes must be gone."""
    attempt("ip", "link", "delete", cable(name))
    if (FOLDER / namespace(name)).exists():
        run("ip", "netns", "delete", namespace(name))
