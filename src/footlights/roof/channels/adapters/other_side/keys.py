"""What the two sides of a simulated messenger know of each other: made anew, worth nothing anywhere else."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


@dataclass(frozen=True, slots=True)
class Keys:
    """Both sides' secrets. account: what the house is connected with."""

    account: dict[str, Any]
    merchant_public: rsa.RSAPublicKey
    platform_private: rsa.RSAPrivateKey
    platform_serial: str


def make_keys(api: str, house: str, mode: str = "secure") -> Keys:
    """Return fresh keys for a house at an address and another side at another."""
    merchant, platform = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
    serial = "PUB_KEY_ID_" + secrets.token_hex(12).upper()
    account = {
        "app_id": "wx" + secrets.token_hex(8),
        "token": secrets.token_urlsafe(24)[:32],
        "aes_key": base64.b64encode(secrets.token_bytes(32)).decode()[:43],
        "secret": secrets.token_hex(16),
        "mode": mode,
        "api": api,
        "house": house,
        "is_simulated": True,
        "merchant": {
            "mch_id": "19" + f"{secrets.randbelow(10**8):08}",
            "serial": secrets.token_hex(20).upper(),
            "private_key": _private(merchant),
            "api_key": secrets.token_hex(16),
            "platform_keys": {serial: public_pem(platform)},
            "api": api,
        },
    }
    return Keys(account, merchant.public_key(), platform, serial)


def public_pem(key: rsa.RSAPrivateKey) -> str:
    """Return the public half of a key as PEM."""
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def _private(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
