"""Where each part of the lab is found: fixed names and addresses on the lab's own bridge."""

BRIDGE = "autodock0"
PREFIX_LENGTH = 24
CONTROLLER = "10.213.77.1"
ETCD = ("10.213.77.2", "10.213.77.3", "10.213.77.4")
SALT_MASTER = "10.213.77.5"
REGISTRY = "10.213.77.6"
NGINX = "10.213.77.7"
NGINX_NAME = "dlnginx01"
REGISTRY_AUTHORITY = f"{REGISTRY}:5000"
IMAGE_NAME = "sshd"
IMAGE_TAGS = ("latest", "1")
IMAGE = f"{REGISTRY_AUTHORITY}/{IMAGE_NAME}:latest"
SERVICE = f"http://{CONTROLLER}:8440"
SALT_API = f"https://{SALT_MASTER}:8000"
ENGINE_PORT = 2376
MOST_HOSTS = 60


def host_name(number: int) -> str:
    """The name of Docker host `number`, counted from 1: `dldocker01`."""
    return f"dldocker{number:02d}"


def host_address(number: int) -> str:
    """The address of Docker host `number`: host 1 is 10.213.77.11."""
    return f"10.213.77.{10 + number}"


def is_part(name: str) -> bool:
    """Whether a part of some lab has this name."""
    fixed = ("salt", "registry", NGINX_NAME, *(f"etcd{number}" for number in range(1, len(ETCD) + 1)))
    return name in fixed or name in map(host_name, range(1, MOST_HOSTS + 1))


def container_network(number: int) -> str:
    """The address and network of the bridge for containers inside Docker host `number`."""
    return f"172.31.{number}.1/24"


def etcd_endpoints(members: int) -> list[str]:
    """Client URLs of the etcd members, the first one first."""
    return [f"http://{address}:2379" for address in ETCD[:members]]
