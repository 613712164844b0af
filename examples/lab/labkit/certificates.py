"""The lab's own certificate authority and what it signs; keys are elliptic curve, made by openssl."""

from pathlib import Path

from . import files
from .command import run

DAYS = "3650"


def make_authority(folder: Path) -> None:
    """Makes ca.pem and its key in `folder`, once."""
    key, certificate = folder / "ca-key.pem", folder / "ca.pem"
    if certificate.exists():
        return
    files.write(key, _new_key(), 0o600)
    files.write(
        certificate,
        run(
            "openssl",
            "req",
            "-x509",
            "-new",
            "-key",
            key,
            "-days",
            DAYS,
            "-subj",
            "/CN=Autodock lab authority",
            "-addext",
            "basicConstraints=critical,CA:true",
            "-addext",
            "keyUsage=critical,keyCertSign,cRLSign",
        ),
    )


def sign_server(authority: Path, folder: Path, name: str, address: str) -> None:
    """Makes server.pem and server-key.pem in `folder` for this name and address, once."""
    _sign(
        authority,
        folder / "server.pem",
        folder / "server-key.pem",
        name,
        f"extendedKeyUsage=serverAuth\nsubjectAltName=DNS:{name},IP:{address}\n",
    )


def sign_client(authority: Path, folder: Path) -> None:
    """Makes what a Docker client needs in `folder`, once: ca.pem, cert.pem and key.pem."""
    files.write(folder / "ca.pem", (authority / "ca.pem").read_bytes())
    _sign(authority, folder / "cert.pem", folder / "key.pem", "autodock", "extendedKeyUsage=clientAuth\n")


def _sign(authority: Path, certificate: Path, key: Path, name: str, extensions: str) -> None:
    if certificate.exists():
        return
    files.write(key, _new_key(), 0o600)
    request = run("openssl", "req", "-new", "-key", key, "-subj", f"/CN={name}")
    settings = certificate.with_suffix(".extensions")
    files.write(settings, "basicConstraints=CA:false\n" + extensions)
    files.write(
        certificate,
        run(
            "openssl",
            "x509",
            "-req",
            "-days",
            DAYS,
            "-CA",
            authority / "ca.pem",
            "-CAkey",
            authority / "ca-key.pem",
            "-set_serial",
            f"0x{files.fingerprint(str(certificate), name, key.read_text())}",
            "-extfile",
            settings,
            text=request,
        ),
    )
    settings.unlink()


def _new_key() -> str:
    return run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
