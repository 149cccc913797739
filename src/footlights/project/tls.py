"""A certificate of the house's own, so that a phone on the same network can come in over HTTPS."""

from __future__ import annotations

import hashlib
import ipaddress
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

GOOD_FOR: Final = timedelta(days=397)  # what browsers take at most
RENEW_BEFORE: Final = timedelta(days=14)
NOWHERE: Final = "192.0.2.1"  # RFC 5737: an address that is nobody's; nothing is sent there


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its key, and the SHA-256 by which a person can know it on another screen."""

    certificate: Path
    key: Path
    fingerprint: str


def own_certificate(folder: Path, names: Sequence[str], at: datetime) -> Certificate:
    """Return the house's certificate for these names and addresses, made anew when it lacks one or grows old."""
    found = Certificate(folder / "house.pem", folder / "house-key.pem", "")
    if not _serves(found.certificate, names, at):
        folder.mkdir(mode=0o700, exist_ok=True)
        _make(found, names, at)
    held = x509.load_pem_x509_certificate(found.certificate.read_bytes())
    digest = held.fingerprint(hashes.SHA256()).hex(":").upper()
    return Certificate(found.certificate, found.key, digest)


def own_address() -> str:
    """Return this machine's address on the network it would go out by, or the loopback where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plug:
        try:
            plug.connect((NOWHERE, 9))  # chooses a route; a datagram socket sends nothing by connecting
            return str(plug.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def _serves(path: Path, names: Sequence[str], at: datetime) -> bool:
    if not path.is_file():
        return False
    held = x509.load_pem_x509_certificate(path.read_bytes())
    known = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return held.not_valid_after_utc - at > RENEW_BEFORE and {_named(each) for each in names} <= set(known)


def _make(where: Certificate, names: Sequence[str], at: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Footlights, this house")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(title)
        .issuer_name(title)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(hours=1))
        .not_valid_after(at + GOOD_FOR)
        .add_extension(x509.SubjectAlternativeName([_named(each) for each in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    written = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(where.key, written)
    _write(where.certificate, certificate.public_bytes(serialization.Encoding.PEM))


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}-{hashlib.sha256(content).hexdigest()[:8]}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    draft.replace(path)


def _named(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        return x509.DNSName(name)
