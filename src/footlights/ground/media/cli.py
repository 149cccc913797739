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
    shots = verbs.add_parser("shots", help="the shots of a film · 影片的镜头")
    shots.add_argument("asset")
    shots.add_argument("--again", action="store_true", help="look again · 重新检测")
    shots.add_argument("--json", action="store_true")
    shots.set_defaults(run=_shots)


def _shots(arguments: argparse.Namespace) -> int:
    asset = AssetId(arguments.asset)
    found = api.find_shots(asset) if arguments.again else api.list_shots(asset) or api.find_shots(asset)
    if arguments.json:
        chapters, posters = api.suggest_chapters(found), api.suggest_posters(found)
        told = {"shots": [asdict(each) for each in found], "chapters": chapters, "posters": posters}
        print(json.dumps(told))
        return 0
    for each in found:
        print(f"{each.start_seconds:9.2f} – {each.end_seconds:9.2f}  {each.key_seconds:9.2f}")
    return 0


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
