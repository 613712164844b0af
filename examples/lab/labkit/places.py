"""Where the lab keeps what it writes, and where it finds the project."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """The lab's folders: `state` goes at `down`, `cache` stays, `project` is only read."""

    state: Path
    cache: Path
    project: Path

    @staticmethod
    def from_environment() -> "Places":
        """The usual folders, or those that AUTODOCK_LAB_STATE and AUTODOCK_LAB_CACHE name."""

        def folder(name: str, usual: str) -> Path:
            return Path(os.path.abspath(os.environ.get(name) or usual))

        return Places(
            state=folder("AUTODOCK_LAB_STATE", "/var/lib/autodock-lab"),
            cache=folder("AUTODOCK_LAB_CACHE", "/var/cache/autodock-lab"),
            project=Path(__file__).resolve().parents[3],
        )

    def host(self, name: str) -> Path:
        """What belongs to one host server."""
        return self.state / "hosts" / name

    @property
    def log(self) -> Path:
        return self.state / "log"

    @property
    def docker(self) -> Path:
        """The Docker client's ca.pem, cert.pem and key.pem."""
        return self.state / "docker"

    @property
    def authority(self) -> Path:
        return self.state / "authority"

    @property
    def ssh(self) -> Path:
        return self.state / "ssh"

    @property
    def salt(self) -> Path:
        """The Salt master's root_dir."""
        return self.state / "salt"

    @property
    def salt_settings(self) -> Path:
        """The folder to give to Salt's commands as `-c`."""
        return self.salt / "etc" / "salt"

    @property
    def salt_password(self) -> Path:
        return self.state / "salt-password"

    @property
    def engine_token(self) -> Path:
        """The Salt engine's credential for the service, which the service makes."""
        return self.state / "engine-token"

    @property
    def spool(self) -> Path:
        return self.state / "spool"

    @property
    def states(self) -> Path:
        """A file root that comes before the project's, for tests."""
        return self.state / "states"

    @property
    def registry(self) -> Path:
        return self.state / "registry"
