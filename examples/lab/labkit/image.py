"""The base image: Debian with sshd, cron, Python and Salt, kept in the cache as the registry takes it."""

import hashlib
import json
import platform
import shutil
import subprocess
from pathlib import Path

from . import addresses, files, python, registry
from .command import ENVIRONMENT, run
from .places import Places
from .problem import LabProblem

PACKAGES = ("openssh-server", "cron", "python3", "procps", "iproute2", "ca-certificates")
# Only salt-cloud asks for it, and it is a tenth of the image.
UNNEEDED = "apache-libcloud"
LEFT_OUT = ("/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*")
NOT_IN_LAYER = ("./dev/*", "./proc/*", "./sys/*", "./wheels", "./var/lib/apt/lists/*", "./var/cache/*", "./tmp/*")
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
# Not compressed: on the lab's own network the hosts spend more time on unpacking than on fetching.
LAYER = "application/vnd.docker.image.rootfs.diff.tar"
CONFIGURATION = "application/vnd.docker.container.image.v1+json"

SSHD_SETTINGS = """\
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UseDNS no
MaxStartups 100
"""
# Runs in the new root. No host keys stay: each container gets its own. Where the kernel keeps no login uid, a session
# must still open.
FINISH = """
set -eu
rm -f /etc/ssh/ssh_host_*
mkdir -p /run/sshd
sed -i 's/^session *required *pam_loginuid.so/session optional pam_loginuid.so/' /etc/pam.d/sshd /etc/pam.d/cron
python3 -m venv --without-pip /opt/salt
/opt/salt/bin/python /wheels/"$1"/pip install -q --no-index --find-links /wheels --root-user-action ignore "$2"
/opt/salt/bin/python /wheels/"$1"/pip uninstall -q -y --root-user-action ignore "$3"
mkdir -p /usr/local/bin
ln -sf /opt/salt/bin/salt-call /opt/salt/bin/salt-minion /usr/local/bin/
"""


def folder(places: Places) -> Path:
    """Where the finished image lies in the cache."""
    return places.cache / f"image-{_key()}"


def _key() -> str:
    return files.fingerprint(PACKAGES, UNNEEDED, LEFT_OUT, NOT_IN_LAYER, LAYER, SSHD_SETTINGS, FINISH, python.key(), _suite())


def seed(places: Places) -> Path:
    """What an engine holds that has this image and nothing else; made by the first `up`."""
    return folder(places) / "engine"


def is_built(places: Places) -> bool:
    """Whether the cache has the image as asked for now."""
    return (folder(places) / "manifest.json").exists()


def build_root(places: Places) -> None:
    """Fills `root` with Debian's packages."""
    root = folder(places) / "root"
    if root.exists():
        shutil.rmtree(root)
    root.parent.mkdir(parents=True, exist_ok=True)
    run(
        "mmdebstrap",
        "--mode=root",
        "--variant=minbase",
        "--quiet",
        f"--include={','.join(PACKAGES)}",
        '--aptopt=Apt::Install-Recommends "false"',
        *(f"--dpkgopt=path-exclude={pattern}" for pattern in LEFT_OUT),
        _suite(),
        root,
        _mirror(),
        timeout=900,
    )


def finish(places: Places) -> None:
    """Adds Salt to `root`, makes the layer and its description, and removes `root`."""
    here = folder(places)
    root = here / "root"
    files.write(root / "etc" / "ssh" / "sshd_config.d" / "autodock.conf", SSHD_SETTINGS)
    shutil.copytree(python.wheels(places), root / "wheels", dirs_exist_ok=True)
    run("chroot", root, "/bin/sh", "-c", FINISH, "finish", python.pip_wheel().name, python.SALT, UNNEEDED, timeout=300)
    _describe(here, _make_layer(root, here / "layer.tar"))
    shutil.rmtree(root)


def _make_layer(root: Path, layer: Path) -> str:
    """Packs `root` into `layer`; its digest."""
    packing = subprocess.Popen(
        [
            "tar",
            "--numeric-owner",
            "--sort=name",
            *(f"--exclude={path}" for path in NOT_IN_LAYER),
            "-C",
            str(root),
            "-c",
            ".",
        ],
        stdout=subprocess.PIPE,
        env=ENVIRONMENT,
    )
    digest = hashlib.sha256()
    with packing, open(layer, "wb") as packed:
        while chunk := packing.stdout.read(1 << 20):
            digest.update(chunk)
            packed.write(chunk)
    if packing.returncode != 0:
        raise LabProblem(f"tar could not pack the base image (status {packing.returncode})")
    return f"sha256:{digest.hexdigest()}"


def _describe(here: Path, layer: str) -> None:
    files.write_json(
        here / "config.json",
        {
            "architecture": ARCHITECTURES.get(platform.machine(), platform.machine()),
            "os": "linux",
            "created": "2024-01-01T00:00:00Z",
            "config": {
                "Cmd": ["/usr/sbin/sshd", "-D"],
                "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"],
                "ExposedPorts": {"22/tcp": {}},
            },
            "rootfs": {"type": "layers", "diff_ids": [layer]},
            "history": [{"created": "2024-01-01T00:00:00Z", "created_by": "examples/lab"}],
        },
    )
    files.write_json(
        here / "manifest.json",
        {
            "schemaVersion": 2,
            "mediaType": registry.MANIFEST,
            "config": _blob(CONFIGURATION, here / "config.json"),
            "layers": [_blob(LAYER, here / "layer.tar")],
        },
    )


def _blob(kind: str, path: Path) -> dict[str, object]:
    with open(path, "rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return {"mediaType": kind, "size": path.stat().st_size, "digest": f"sha256:{digest}"}


def publish(places: Places) -> None:
    """Puts the image into the registry, unless it has it."""
    if set(addresses.IMAGE_TAGS) <= set(registry.tags(addresses.IMAGE_NAME)):
        return
    here = folder(places)
    manifest = (here / "manifest.json").read_bytes()
    described = json.loads(manifest)
    blobs = {
        described["layers"][0]["digest"]: here / "layer.tar",
        described["config"]["digest"]: here / "config.json",
    }
    registry.store(addresses.IMAGE_NAME, blobs, manifest, addresses.IMAGE_TAGS)


def _suite() -> str:
    """The Debian release of this machine, which the image follows so that its Python takes the same wheels."""
    for line in Path("/etc/os-release").read_text().splitlines():
        if line.startswith("VERSION_CODENAME="):
            return line.partition("=")[2].strip('"')
    raise LabProblem("/etc/os-release names no Debian release to build the base image from")


def _mirror() -> str:
    """The package archive that this machine itself uses for its release."""
    wanted = ("Created-By: Packages", f"Codename: {_suite()}", "Component: main")
    listed = run("apt-get", "indextargets", "--format", "$(REPO_URI)", *wanted)
    if not listed.strip():
        raise LabProblem(f"apt knows no archive of {_suite()}/main to build the base image from; is this a Debian machine?")
    return listed.split()[0]
