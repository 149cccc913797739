"""The house's account with a messenger: a file in the house's folder that only its owner can read."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any, Final

from footlights.kernel.text import Both
from footlights.roof.channels.core import envelope, pay
from footlights.roof.channels.types import Account, BadAccount, Merchant, Mode

NAME: Final = "messenger.json"
_BAD = Both("The account's {field} does not do.", "账号的 {field} 不可用。")
_READ: dict[Path, tuple[int, Account | None]] = {}
_LOCK: Final = threading.Lock()


def load(home: Path) -> Account | None:
    """Return the account of a house, read again when its file was changed; None when there is none."""
    path = home / NAME
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    with _LOCK:
        known = _READ.get(path)
        if known is None or known[0] != changed:
            known = _READ[path] = (changed, read(json.loads(path.read_text("utf-8"))))
        return known[1]


def save(home: Path, told: dict[str, Any]) -> Account:
    """Keep an account, readable by the house's owner alone, and return it. Raises BadAccount; then nothing is kept."""
    account = read(told)
    draft = home / f".{NAME}.{os.getpid()}"
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(told, indent=1), "utf-8")
    draft.replace(home / NAME)
    return account


def read(told: object) -> Account:
    """Return what a document describes as an account. Raises BadAccount, which names the field and no secret."""
    if not isinstance(told, dict):
        raise BadAccount(_BAD.filled(field="JSON"))
    mode = _text(told, "mode") if told.get("mode") else "secure"
    if mode not in list(Mode):
        raise BadAccount(_BAD.filled(field="mode"))
    aes_key = _text(told, "aes_key") if mode != "plain" or told.get("aes_key") else ""
    if aes_key:
        try:
            envelope.key_of(aes_key)
        except envelope.BadEnvelope as fault:
            raise BadAccount(_BAD.filled(field="aes_key")) from fault
    pays = told.get("merchant")
    return Account(
        app_id=_text(told, "app_id"),
        token=_text(told, "token"),
        aes_key=aes_key,
        secret=_text(told, "secret"),
        mode=Mode(mode),
        api=_address(told, "api"),
        house=_address(told, "house"),
        is_simulated=told.get("is_simulated") is True,
        merchant=_merchant(pays) if isinstance(pays, dict) else None,
    )


def _merchant(told: dict[str, Any]) -> Merchant:
    keys = told.get("platform_keys")
    if not isinstance(keys, dict) or not keys:
        raise BadAccount(_BAD.filled(field="platform_keys"))
    try:
        pay.read_private_key(_text(told, "private_key"))
        for pem in keys.values():
            pay.read_public_key(str(pem))
    except ValueError as fault:
        raise BadAccount(_BAD.filled(field="private_key, platform_keys")) from fault
    api_key = _text(told, "api_key")
    if len(api_key.encode()) != 32:
        raise BadAccount(_BAD.filled(field="api_key"))
    return Merchant(
        mch_id=_text(told, "mch_id"),
        serial=_text(told, "serial"),
        private_key=told["private_key"],
        api_key=api_key,
        platform_keys={str(serial).upper(): str(pem) for serial, pem in keys.items()},
        api=_address(told, "api"),
    )


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > 10_000:
        raise BadAccount(_BAD.filled(field=name))
    return value


def _address(told: dict[str, Any], name: str) -> str:
    value = _text(told, name).rstrip("/")
    if not value.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        raise BadAccount(_BAD.filled(field=name))
    return value
