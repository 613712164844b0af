"""This machine: what it has to have, and the Debian packages that the lab adds to it."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from . import process
from .command import attempt, run
from .problem import LabProblem

# Package, and the program that shows it to be there.
PACKAGES = {
    "docker.io": "dockerd",
    "containerd": "containerd",
    "iptables": "iptables",
    "iproute2": "ip",
    "etcd-server": "etcd",
    "etcd-client": "etcdctl",
    "docker-registry": "docker-registry",
    "nginx": "nginx",
    "openssh-server": "sshd",
    "openssh-client": "ssh-keygen",
    "openssl": "openssl",
    "mmdebstrap": "mmdebstrap",
    "gcc": "gcc",
}
# Packages without a program of their own, and the file that shows them to be there.
LIBRARIES = {
    "python3-pip-whl": "/usr/share/python-wheels/pip-*.whl",
    "python3-venv": "/usr/lib/python3*/ensurepip/__init__.py",
    "python3-dev": "/usr/include/python3*/Python.h",
    "libc6-dev": "/usr/include/stdlib.h",
}
PROGRAM_PATH = "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"
# Besides, what the checks of the project's own files need.
CHECKS = {
    "yamllint": "yamllint",
    "shellcheck": "shellcheck",
}
POLICY_MARK = "autodock-lab"
START_NOTHING = Path("/usr/sbin/policy-rc.d")


def check_root() -> None:
    """Refuses anyone but root."""
    if os.geteuid() != 0:
        raise LabProblem("the lab makes network namespaces and mounts, so it must be run as root")


def check_kernel() -> None:
    """Refuses a kernel, or a container, in which Docker Engines can't run."""
    if "overlay" not in Path("/proc/filesystems").read_text() and not _loads("overlay"):
        raise LabProblem("this kernel has no overlay file system, which the lab's Docker Engines need")
    made = attempt("unshare", "--net", "--mount", "--uts", "--propagation", "private", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
    if made.returncode != 0:
        raise LabProblem("this machine lets root make no network namespaces or mounts, which the lab's hosts need")
    groups = process.CONTROL_GROUPS
    if not (groups / "memory").is_dir() and not (groups / "cgroup.controllers").exists():
        raise LabProblem("the memory control group is not mounted below /sys/fs/cgroup, so containers could have no limits")


def _loads(module: str) -> bool:
    return shutil.which("modprobe", path=PROGRAM_PATH) is not None and attempt("modprobe", module).returncode == 0


def missing(with_checks: bool = False) -> list[str]:
    """The Debian packages that have to be installed."""
    wanted = PACKAGES | CHECKS if with_checks else PACKAGES
    programs = [name for name, program in wanted.items() if not shutil.which(program, path=PROGRAM_PATH)]
    libraries = [name for name, pattern in LIBRARIES.items() if not any(Path("/").glob(pattern.lstrip("/")))]
    return programs + libraries


def install(packages: list[str]) -> None:
    """Installs these packages, without starting any of their daemons."""
    _lift_policy()
    if not packages:
        return
    if not shutil.which("apt-get", path=PROGRAM_PATH):
        raise LabProblem(f"this is no Debian machine, so {', '.join(packages)} must be installed by hand")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"} | _proxies()
    with _no_daemons():
        run("apt-get", "update", "-q", timeout=300, environment=quiet)
        run("apt-get", "install", "-q", "-y", "--no-install-recommends", *packages, timeout=900, environment=quiet)


def _proxies() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}


@contextlib.contextmanager
def _no_daemons() -> Iterator[None]:
    """For as long as it lasts, packages that are installed start no daemon; someone else's policy stays."""
    if START_NOTHING.exists():
        yield
        return
    START_NOTHING.write_text(f"#!/bin/sh\n# {POLICY_MARK}: start no daemon\nexit 101\n")
    START_NOTHING.chmod(0o755)
    try:
        yield
    finally:
        _lift_policy()


def _lift_policy() -> None:
    """Removes the lab's own policy, also one that an interrupted lab left."""
    if START_NOTHING.exists() and POLICY_MARK in START_NOTHING.read_text():
        START_NOTHING.unlink()
