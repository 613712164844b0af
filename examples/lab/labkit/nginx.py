"""The nginx host: Debian's nginx with settings, logs and temporary files of its own, and sshd beside it."""

from . import addresses, files, network, ssh, waiting
from .host import Host
from .places import Places

SETTINGS = """\
worker_processes 1;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log;
events {}
http {
    include /etc/nginx/mime.types;
    access_log /var/log/nginx/access.log;
    include /etc/nginx/conf.d/*.conf;
}
"""

# A page that says that nginx is up, out of the way of the ports that formations use.
HEALTH = """\
server {
    listen 8080;
    location = /health { return 200 "up\\n"; }
}
"""


def host(places: Places) -> Host:
    """The nginx host."""
    return Host(places, addresses.NGINX_NAME, addresses.NGINX)


def start(places: Places) -> None:
    """Sees to it that the host's sshd and nginx run and answer."""
    here = host(places)
    network.join(here.name, here.address)
    ssh.prepare(here)
    if not here.holder():
        files.write(here.settings / "nginx" / "nginx.conf", SETTINGS)
        files.write(here.settings / "nginx" / "conf.d" / "lab-health.conf", HEALTH)
        (here.folder / "log" / "nginx").mkdir(parents=True, exist_ok=True)
    here.power_on()
    ssh.start(here)
    here.run("nginx", ["nginx", "-g", "daemon off;"])
    waiting.until(answers, "nginx", 15)


def answers() -> bool:
    """Whether nginx serves."""
    return waiting.answer(addresses.NGINX, 8080, "/health") == "up\n"
