"""Signing, verifying and decrypting for payments: RSA with SHA-256 over lines, AES-GCM for what a notification holds.

Source: WeChat Pay APIv3 developer documents, "Signature generation", "Signature verification", "Certificate and callback decryption".
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any, Final

import orjson
from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SCHEME: Final = "WECHATPAY2-SHA256-RSA2048"
PROBE: Final = (
    "WECHATPAY/SIGNTEST/"  # how a signature begins that must be refused: the platform tests who verifies
)


class BadNotice(ValueError):
    """What came cannot be read as a notification, though it was signed."""


def read_private_key(pem: str) -> rsa.RSAPrivateKey:
    """Return a private key. Raises ValueError when it is none."""
    key = serialization.load_pem_private_key(pem.encode(), None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError("no RSA key")
    return key


def read_public_key(pem: str) -> rsa.RSAPublicKey:
    """Return the public key of a certificate, or of a public key. Raises ValueError when it is neither."""
    if "BEGIN CERTIFICATE" in pem:
        key = x509.load_pem_x509_certificate(pem.encode()).public_key()
    else:
        key = serialization.load_pem_public_key(pem.encode())  # type: ignore[assignment]  # RSA or refused below
    if not isinstance(key, rsa.RSAPublicKey):
        raise ValueError("no RSA key")
    return key


def lines(*parts: str) -> bytes:
    """Return the parts as what is signed: each with a line feed after it."""
    return "".join(part + "\n" for part in parts).encode()


def sign(message: bytes, key: rsa.RSAPrivateKey) -> str:
    """Return the signature of a message, as base64."""
    return base64.b64encode(key.sign(message, padding.PKCS1v15(), hashes.SHA256())).decode()


def verifies(signature: str, message: bytes, key: rsa.RSAPublicKey) -> bool:
    """Return whether a signature is that of a message; a probe's never is."""
    if signature.startswith(PROBE):
        return False
    try:
        key.verify(base64.b64decode(signature, validate=True), message, padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def authorise(
    method: str,
    path: str,
    body: str,
    *,
    mch_id: str,
    serial: str,
    key: rsa.RSAPrivateKey,
    at_s: int,
    nonce: str,
) -> str:
    """Return a request's Authorization header. path: with its query; body: byte for byte as it is sent."""
    signature = sign(lines(method, path, str(at_s), nonce, body), key)
    facts = {
        "mchid": mch_id,
        "nonce_str": nonce,
        "timestamp": str(at_s),
        "serial_no": serial,
        "signature": signature,
    }
    return SCHEME + " " + ",".join(f'{name}="{value}"' for name, value in facts.items())


def decrypt(ciphertext: str, key: str, nonce: str, associated: str) -> bytes:
    """Return what AES-GCM keeps. Raises BadNotice when it was changed, or the key is another."""
    try:
        sealed = base64.b64decode(ciphertext, validate=True)
        return AESGCM(key.encode()).decrypt(nonce.encode(), sealed, associated.encode())
    except (InvalidTag, binascii.Error, ValueError) as fault:
        raise BadNotice("cannot be decrypted") from fault


def encrypt(plain: bytes, key: str, nonce: str, associated: str) -> str:
    """Return what ``decrypt`` reads."""
    return base64.b64encode(AESGCM(key.encode()).encrypt(nonce.encode(), plain, associated.encode())).decode()


def read_notice(body: bytes, key: str) -> tuple[str, str, Mapping[str, Any]]:
    """Return (id, event type, what it holds) of a notification whose signature was verified. Raises BadNotice."""
    try:
        told = orjson.loads(body)
        resource = told["resource"]
        if resource["algorithm"] != "AEAD_AES_256_GCM":
            raise BadNotice("another algorithm")
        plain = decrypt(resource["ciphertext"], key, resource["nonce"], resource.get("associated_data") or "")
        held = orjson.loads(plain)
        known = (told["id"], told["event_type"])
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as fault:
        raise BadNotice("no notification") from fault
    if not isinstance(held, dict) or not all(isinstance(each, str) and each for each in known):
        raise BadNotice("no notification")
    return known[0], known[1], held
