"""The lab as a whole: up, down, and what it is made of now."""

import contextlib
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from . import (
    addresses,
    certificates,
    docker_host,
    engine,
    etcd,
    files,
    image,
    machine,
    minion,
    network,
    nginx,
    process,
    python,
    registry,
    salt,
    ssh,
    waiting,
)
from .command import run
from .host import Host
from .places import Places
from .problem import LabProblem

LOCK = Path("/run/lock/autodock-lab.lock")
USUAL_HOSTS = 3


@dataclass(frozen=True)
class Size:
    """How many Docker hosts and etcd members a lab has; none of either before its first `up`."""

    hosts: int
    etcd: int

    @staticmethod
    def of(places: Places) -> "Size":
        known = files.read_json(places.state / "lab.json", {})
        return Size(known.get("hosts", 0), known.get("etcd", 0))

    def grown(self, hosts: int | None, members: int | None) -> "Size":
        """The size after `up` with these wishes: hosts are only added, etcd members can't change."""
        if hosts is not None and not 1 <= hosts <= addresses.MOST_HOSTS:
            raise LabProblem(f"the lab can have 1 to {addresses.MOST_HOSTS} Docker hosts, not {hosts}")
        if self.etcd and members not in (None, self.etcd):
            raise LabProblem(f"the lab is up with {self.etcd} etcd member(s); take it down before asking for {members}")
        return Size(max(self.hosts, hosts or (self.hosts or USUAL_HOSTS)), self.etcd or members or 1)


def hosts(places: Places) -> list[Host]:
    """The lab's Docker hosts."""
    return [docker_host.host(places, number) for number in range(1, Size.of(places).hosts + 1)]


def docker_host_number(places: Places, number: int) -> Host:
    """Docker host `number`, which must be one of the lab's."""
    count = Size.of(places).hosts
    if not 1 <= number <= count:
        raise LabProblem(f"the lab has Docker hosts 1 to {count}, not {number}" if count else "no lab is up")
    return docker_host.host(places, number)


@contextlib.contextmanager
def phase(name: str) -> Iterator[None]:
    """Says on one line what is done and, at its end, how many seconds it took."""
    began = time.monotonic()
    yield
    print(f"lab: {name:<34} {time.monotonic() - began:6.1f} s", flush=True)


def together(*tasks: Callable[[], object]) -> None:
    """Does tasks at once; the first one that failed gives the error, after all have ended."""
    with ThreadPoolExecutor(max(len(tasks), 1)) as workers:
        for outcome in [workers.submit(task) for task in tasks]:
            outcome.result()


def install(with_checks: bool = False) -> None:
    """Adds the Debian packages that are missing; on request those of the project's checks too."""
    machine.check_root()
    machine.check_kernel()
    wanted = machine.missing(with_checks)
    with phase(f"install {len(wanted)} packages" if wanted else "packages are there"):
        machine.install(wanted)


def build(places: Places) -> None:
    """Fills the cache: Salt's wheels and environment, and the base image."""
    if python.is_built(places) and image.is_built(places):
        return
    with phase("build Salt and the image's root"):
        together(lambda: _build_python(places), lambda: image.is_built(places) or image.build_root(places))
    if not image.is_built(places):
        with phase("build the base image"):
            image.finish(places)
    _forget_old(places)


def _build_python(places: Places) -> None:
    python.build_wheels(places)
    python.build_environment(places)


def _forget_old(places: Places) -> None:
    keep = {python.wheels(places), python.environment(places), image.folder(places)}
    for kind in ("wheels-", "salt-", "image-"):
        for path in places.cache.glob(f"{kind}*"):
            if path not in keep:
                shutil.rmtree(path)


def up(places: Places, wanted_hosts: int | None, members: int | None) -> None:
    """Brings the lab up, or mends one that is up in part; hosts that are there already stay."""
    size = Size.of(places).grown(wanted_hosts, members)
    install()
    build(places)
    with phase("network and keys"):
        network.make_bridge(places.state)
        _prepare(places, size)
    if not image.seed(places).exists() and not engine.data(hosts(places)[0]).exists():
        with phase("base image on the first host"):
            _seed(places)
    with phase(f"servers and {size.hosts} Docker hosts"):
        together(*(lambda host=host: docker_host.prepare(host) for host in hosts(places)))
        _start(places, size)
    with phase("base image on the hosts"):
        image.publish(places)
        together(*(lambda host=host: docker_host.pull(host) for host in hosts(places)))
    with phase("minions at the master"):
        for host in hosts(places):
            waiting.until(lambda host=host: minion.connected(host), f"the minion on {host.name}", 40)


def _prepare(places: Places, size: Size) -> None:
    places.state.mkdir(parents=True, exist_ok=True)
    files.write_json(places.state / "lab.json", {"hosts": size.hosts, "etcd": size.etcd})
    certificates.make_authority(places.authority)
    certificates.sign_client(places.authority, places.docker)
    ssh.make_key(ssh.key(places), "autodock-lab")
    salt.prepare(places)
    for host in [*hosts(places), nginx.host(places)]:
        ssh.prepare(host)
    ssh.write_known_hosts(places, [*hosts(places), nginx.host(places)])


def _seed(places: Places) -> None:
    """Has one engine unpack the image, and keeps the outcome for all others."""
    first = hosts(places)[0]
    docker_host.prepare(first)
    together(lambda: registry.start(places), lambda: docker_host.start(first, 1))
    image.publish(places)
    docker_host.pull(first)
    engine.keep_images(first, image.seed(places))


def _start(places: Places, size: Size) -> None:
    together(
        lambda: salt.start(places),
        lambda: etcd.start(places, size.etcd),
        lambda: registry.start(places),
        lambda: nginx.start(places),
        *(lambda host=host, number=number: docker_host.start(host, number) for number, host in enumerate(hosts(places), 1)),
    )


def down(places: Places) -> None:
    """Ends what the lab started and removes what it made, whole or half made; the cache stays."""
    machine.check_root()
    present = network.owner()
    if present not in (None, "", str(places.state)):
        raise LabProblem(f"the lab that is up has its state in {present}, not in {places.state}")
    parts = _parts(places) if present is not None or places.state.exists() else []
    with phase("end servers and hosts"):
        together(*(lambda part=part: process.end_part(places.state, part) for part in parts))
        for part in parts:
            network.leave(part)
        network.remove_bridge()
    with phase("remove the state"):
        _unmount_below(places.state)
        if places.state.exists():
            run("rm", "-rf", "--one-file-system", places.state, timeout=300)


def _parts(places: Places) -> list[str]:
    recorded = {path.name.split(".")[0] for path in (places.state / "processes").glob("*.json")}
    return sorted(part for part in recorded | set(network.namespaces()) if addresses.is_part(part))


def _unmount_below(folder: Path) -> None:
    targets = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    for target in reversed([target for target in targets if target.startswith(f"{folder}/")]):
        run("umount", "--lazy", target.encode().decode("unicode_escape"))


def status(places: Places) -> list[tuple[str, str, str]]:
    """Part, address and state of all there is."""
    size = Size.of(places)
    if network.owner() != str(places.state) or not size.hosts:
        raise LabProblem("no lab is up")
    checks: list[Callable[[], tuple[str, str, str]]] = [
        lambda: ("salt-master", addresses.SALT_MASTER, _up(salt.master_answers(places))),
        lambda: ("salt-api", addresses.SALT_API, _up(salt.api_answers(places))),
        lambda: ("registry", addresses.REGISTRY_AUTHORITY, _up(registry.answers())),
        lambda: (
            addresses.NGINX_NAME,
            addresses.NGINX,
            _words({"nginx": _up(nginx.answers()), "sshd": _up(ssh.answers(nginx.host(places)))}),
        ),
    ]
    checks += [
        lambda name=name, address=address: (name, f"http://{address}:2379", _up(etcd.healthy(address)))
        for name, address in etcd.cluster(size.etcd).items()
    ]
    checks += [lambda host=host: (host.name, host.address, _words(docker_host.state(host))) for host in hosts(places)]
    with ThreadPoolExecutor(len(checks)) as workers:
        return list(workers.map(lambda check: check(), checks))


def _up(answers: bool) -> str:
    return "up" if answers else "down"


def _words(states: dict[str, str]) -> str:
    """One word when all is well, else what each is."""
    different = set(states.values())
    return "up" if different == {"up"} else ", ".join(f"{name} {state}" for name, state in states.items())
