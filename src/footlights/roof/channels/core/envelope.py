"""The envelope of encrypted messages: AES-256-CBC around 16 random bytes, a length, the message and whom it is for.

Source: WeChat Official Accounts developer guide, "Message encryption and decryption": key = base64(EncodingAESKey + "="), IV = its
first 16 bytes, padding after PKCS#7 to blocks of 32, length as four bytes, the highest first.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

_BLOCK: Final = 32
_HEAD: Final = 20  # 16 random bytes and the length


class BadEnvelope(ValueError):
    """What came is no envelope for this account."""


def key_of(encoding_aes_key: str) -> bytes:
    """Return the 32 bytes of an EncodingAESKey of 43 characters. Raises BadEnvelope."""
    try:
        key = base64.b64decode(encoding_aes_key + "=", validate=True)
    except (binascii.Error, ValueError) as fault:
        raise BadEnvelope("no key") from fault
    if len(key) != 32:
        raise BadEnvelope("no key")
    return key


def seal(message: bytes, key: bytes, app_id: str, random: bytes) -> str:
    """Return a message in an envelope, as base64. random: 16 bytes."""
    plain = random + len(message).to_bytes(4, "big") + message + app_id.encode()
    pad = _BLOCK - len(plain) % _BLOCK
    cipher = Cipher(AES(key), CBC(key[:16])).encryptor()
    return base64.b64encode(cipher.update(plain + bytes([pad]) * pad) + cipher.finalize()).decode()


def unseal(envelope: str, key: bytes, app_id: str) -> bytes:
    """Return the message in an envelope. Raises BadEnvelope when it is none, is damaged, or is for somebody else."""
    plain = _unpad(_decrypt(envelope, key, key[:16]), _BLOCK)
    length = int.from_bytes(plain[16:_HEAD], "big")
    if len(plain) < _HEAD + length:
        raise BadEnvelope("too short")
    if not hmac.compare_digest(plain[_HEAD + length :], app_id.encode()):
        raise BadEnvelope("for somebody else")
    return plain[_HEAD : _HEAD + length]


def open_profile(encrypted: str, session_key: str, iv: str) -> bytes:
    """Return a Mini Program's encryptedData (AES-128-CBC) in the clear. Raises BadEnvelope."""
    try:
        key, start = base64.b64decode(session_key, validate=True), base64.b64decode(iv, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise BadEnvelope("no key") from fault
    if len(key) != 16 or len(start) != 16:
        raise BadEnvelope("no key")
    return _unpad(_decrypt(encrypted, key, start), 16)


def _decrypt(text: str, key: bytes, iv: bytes) -> bytes:
    try:
        cipher = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise BadEnvelope("no base64") from fault
    if not cipher or len(cipher) % 16:
        raise BadEnvelope("no whole blocks")
    decryptor = Cipher(AES(key), CBC(iv)).decryptor()
    return decryptor.update(cipher) + decryptor.finalize()


def _unpad(plain: bytes, block: int) -> bytes:
    pad = plain[-1]
    if not 1 <= pad <= block or plain[-pad:] != bytes([pad]) * pad:
        raise BadEnvelope("padding")
    return plain[:-pad]
