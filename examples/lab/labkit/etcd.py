"""etcd, with one member or three, in plain HTTP inside the lab."""

from . import addresses, network, waiting
from .places import Places
from .process import Daemon


def cluster(members: int) -> dict[str, str]:
    """Name and address of each member of a cluster of that size: etcd1, …"""
    return {f"etcd{number}": address for number, address in enumerate(addresses.ETCD[:members], 1)}


def command(places: Places, name: str, members: int) -> list[str]:
    """The command line of one member of a cluster of that size."""
    peers = cluster(members)
    address = peers[name]
    return [
        "etcd",
        f"--name={name}",
        f"--data-dir={places.state / 'etcd' / name}",
        f"--listen-client-urls=http://{address}:2379",
        f"--advertise-client-urls=http://{address}:2379",
        f"--listen-peer-urls=http://{address}:2380",
        f"--initial-advertise-peer-urls=http://{address}:2380",
        "--initial-cluster=" + ",".join(f"{peer}=http://{where}:2380" for peer, where in peers.items()),
        "--initial-cluster-token=autodock-lab",
        "--logger=zap",
    ]


def start(places: Places, members: int) -> None:
    """Sees to it that all members run and are healthy."""
    (places.state / "etcd").mkdir(parents=True, exist_ok=True)
    for name, address in cluster(members).items():
        network.join(name, address)
        Daemon(places.state, name, "etcd", command(places, name, members)).ensure(
            ["nsenter", f"--net={network.FOLDER / network.namespace(name)}", "--"]
        )
    waiting.until(lambda: all(map(healthy, cluster(members).values())), "etcd", 30)


def healthy(address: str) -> bool:
    """Whether the member says that it is healthy."""
    health = waiting.answer(address, 2379, "/health")
    return isinstance(health, dict) and health.get("health") == "true"
