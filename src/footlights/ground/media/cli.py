"""`./footlights media show`: the films in the house, as they are being prepared."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from footlights.kernel.ids import AssetId

from . import api
from .types import Asset


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add media's verbs."""
    show = verbs.add_parser("show", help="the films in the house · 馆内影片")
    show.add_argument("asset", nargs="?")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=_show)


def _show(arguments: argparse.Namespace) -> int:
    assets = [api.get_asset(AssetId(arguments.asset))] if arguments.asset else api.list_assets()
    if arguments.json:
        print(json.dumps([_asset_json(asset) for asset in assets], ensure_ascii=False))
        return 0
    for asset in assets:
        print(f"{asset.id}  {asset.state.value:9} {asset.share:4.0%}  {asset.name}")
    return 0


def _asset_json(asset: Asset) -> dict[str, Any]:
    return {
        "id": asset.id,
        "name": asset.name,
        "state": asset.state.value,
        "duration_seconds": asset.duration_seconds,
        "rungs": [asdict(rung) for rung in asset.rungs],
        "reason": asset.verdict.as_json() if asset.verdict else None,
        "share": asset.share,
    }
