"""How the avails of an XML file must be built: one asset of the right kind, bundles, volumes that don't overlap.

Source: MovieLabs, structure rules of Avails 2.2 to 2.6.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from footlights.kernel.text import Both
from footlights.services.exchange.types import Asset, Avail, Problem, Severity

# The type of an avail -> the kinds of work of which it has exactly one.
_ONE_OF: Final = {
    "single": ("Movie", "Short"),
    "episode": ("Episode",),
    "season": ("Season",),
    "series": ("Series",),
    "miniseries": ("Series",),
    "bundle": ("Collection",),
    "volume": ("Volume",),
}
_AT_LEAST_ONE: Final = {"supplement": "Supplemental", "promotion": "Promotion"}
_METADATA: Final = {
    "Movie": "Metadata",
    "Short": "Metadata",
    "Series": "SeriesMetadata",
    "Season": "SeasonMetadata",
    "Episode": "EpisodeMetadata",
    "Volume": "VolumeMetadata",
}


def check(avails: Sequence[Avail]) -> Iterator[Problem]:
    """Yield what is wrong with how avails are built."""
    for avail in avails:
        yield from _check_kinds(avail)
        for asset in avail.assets:
            yield from _check_asset(avail, asset)
        if avail.has_ref_alid and avail.avail_type not in _AT_LEAST_ONE:
            yield _fault(
                avail,
                "RefALID stands only in a supplement or a promotion.",
                "RefALID 仅用于 supplement 或 promotion。",
            )
    yield from _check_volumes(avails)


def _check_kinds(avail: Avail) -> Iterator[Problem]:
    kinds = [asset.work_type for asset in avail.assets]
    wanted = _ONE_OF.get(avail.avail_type)
    if wanted and sum(kind in wanted for kind in kinds) != 1:
        names = " / ".join(wanted)
        yield _fault(
            avail,
            f"An avail of type {avail.avail_type} has exactly one asset of {names}.",
            f"{avail.avail_type} 类型的 avail 须恰有一个 {names} 资产。",
        )
    least = _AT_LEAST_ONE.get(avail.avail_type)
    if least and least not in kinds:
        yield _fault(
            avail,
            f"An avail of type {avail.avail_type} has an asset of {least}.",
            f"{avail.avail_type} 类型的 avail 须有 {least} 资产。",
        )
    if least and not avail.has_ref_alid:
        yield _fault(
            avail, "Its transactions name the RefALID it belongs to.", "其交易须注明所属的 RefALID。"
        )
    parts = max(len(kinds), sum(len(asset.bundled) for asset in avail.assets))
    if avail.avail_type == "collection" and parts < 2:
        yield _fault(avail, "A collection has two assets or more.", "collection 须包含两个或以上资产。")
    if avail.avail_type == "bundle" and not any(asset.bundled for asset in avail.assets):
        yield _fault(avail, "A bundle names what is bundled.", "bundle 须列出所含资产。")


def _check_asset(avail: Avail, asset: Asset) -> Iterator[Problem]:
    needed = _METADATA.get(asset.work_type)
    if needed and needed not in asset.metadata:
        yield _fault(
            avail,
            f"An asset of {asset.work_type} describes itself in {needed}.",
            f"{asset.work_type} 资产须以 {needed} 描述。",
        )
    if asset.work_type == "Episode" and not asset.has_episode_number:
        yield _fault(avail, "An episode has its number.", "单集须有集号。")
    if asset.bundled and asset.work_type != "Collection":
        yield _fault(
            avail, "Only a Collection holds a BundledAsset.", "只有 Collection 可包含 BundledAsset。"
        )
    places = sorted(_number(place) for _, place in asset.bundled if place)
    if places and places != list(range(places[0], places[0] + len(asset.bundled))):
        yield _fault(
            avail,
            "Bundled assets are numbered without a gap, all or none.",
            "BundledAsset 的序号须连续编排，或全部省略。",
        )


def _check_volumes(avails: Sequence[Avail]) -> Iterator[Problem]:
    """No two volumes of a season hold the same episode."""
    # The same volume may be offered in several avails: compared by its first episode and its length.
    held: dict[str, list[tuple[int, int]]] = {}
    for avail in avails:
        for season, first, count in avail.spans:
            span = (first, first + count)
            others = held.setdefault(season, [])
            for other in others:
                if other != span and other[0] < span[1] and span[0] < other[1]:
                    shared = max(other[0], span[0])
                    yield _fault(
                        avail,
                        f"Episode {shared} is in another volume of the season too.",
                        f"第 {shared} 集同时属于本季的另一卷。",
                        rule="structure.volume",
                    )
                    break
            others.append(span)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else -1


def _fault(avail: Avail, en: str, zh: str, *, rule: str = "structure") -> Problem:
    return Problem(Severity.ERROR, rule, avail.where, Both(en, zh))
