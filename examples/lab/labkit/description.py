"""What a client of the lab needs to know, as shell variables, as JSON and as the service's configuration."""

import json
import shlex

from . import addresses, lab, python, registry, ssh
from .places import Places


def environment(places: Places) -> dict[str, str]:
    """Names and values of all that a client needs."""
    size = lab.Size.of(places)
    return {
        "AUTODOCK_LAB_STATE": str(places.state),
        "AUTODOCK_LAB_CONTROLLER": addresses.CONTROLLER,
        "AUTODOCK_LAB_HOSTS": ",".join(host.name for host in lab.hosts(places)),
        "AUTODOCK_LAB_HOST_ADDRESSES": ",".join(host.address for host in lab.hosts(places)),
        "AUTODOCK_LAB_ENGINE_PORT": str(addresses.ENGINE_PORT),
        "AUTODOCK_LAB_DOCKER_CERTIFICATES": str(places.docker),
        "AUTODOCK_LAB_ETCD": ",".join(addresses.etcd_endpoints(size.etcd)),
        "AUTODOCK_LAB_REGISTRY": addresses.REGISTRY_AUTHORITY,
        "AUTODOCK_LAB_REGISTRY_LOG": str(registry.access_log(places)),
        "AUTODOCK_LAB_IMAGE": addresses.IMAGE,
        "AUTODOCK_LAB_NGINX": addresses.NGINX_NAME,
        "AUTODOCK_LAB_NGINX_ADDRESS": addresses.NGINX,
        "AUTODOCK_LAB_SSH_KEY": str(ssh.key(places)),
        "AUTODOCK_LAB_SSH_KNOWN_HOSTS": str(ssh.known_hosts(places)),
        "AUTODOCK_LAB_SALT_MASTER": addresses.SALT_MASTER,
        "AUTODOCK_LAB_SALT_API": addresses.SALT_API,
        "AUTODOCK_LAB_SALT_CA": str(places.authority / "ca.pem"),
        "AUTODOCK_LAB_SALT_USER": "autodock",
        "AUTODOCK_LAB_SALT_PASSWORD_FILE": str(places.salt_password),
        "AUTODOCK_LAB_SALT_SETTINGS": str(places.salt_settings),
        "AUTODOCK_LAB_SALT_PROGRAMS": str(python.environment(places) / "bin"),
        "AUTODOCK_LAB_SALT_STATES": str(places.states),
        "AUTODOCK_LAB_SALT_SPOOL": str(places.spool),
        "AUTODOCK_LAB_ENGINE_TOKEN_FILE": str(places.engine_token),
    }


def shell(places: Places) -> str:
    """Lines for `eval`."""
    return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in environment(places).items())


def configuration(places: Places) -> str:
    """The service's configuration for this lab, in YAML."""
    size = lab.Size.of(places)
    return _yaml(
        {
            "autodock": {
                "state-directory": str(places.state / "autodock"),
                "profile": "lab",
                "http": {"host": addresses.CONTROLLER, "port": 8440},
                "management": {"host": "127.0.0.1", "port": 8441},
                "etcd": {"endpoints": addresses.etcd_endpoints(size.etcd)},
                "docker": {"certificate-directory": str(places.docker)},
                "image": addresses.IMAGE,
                "salt": {
                    "api": addresses.SALT_API,
                    "ca": str(places.authority / "ca.pem"),
                    "user": "autodock",
                    "password-file": str(places.salt_password),
                    "masters": [addresses.SALT_MASTER],
                    "engine-token-file": str(places.engine_token),
                },
            }
        }
    )


def _yaml(value: dict[str, object], indent: str = "") -> str:
    lines = ""
    for name, inner in value.items():
        if isinstance(inner, dict):
            lines += f"{indent}{name}:\n{_yaml(inner, indent + '  ')}"
        else:
            lines += f"{indent}{name}: {json.dumps(inner)}\n"
    return lines
