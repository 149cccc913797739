"""The XML of Avails, read without fetching anything, and written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from lxml import etree

from footlights.kernel.text import Both
from footlights.services.exchange.core import vocabulary
from footlights.services.exchange.types import (
    Asset,
    Avail,
    BadFile,
    Cell,
    Document,
    Line,
    Problem,
    Severity,
)

Element = Any  # lxml's elements carry no types
_NAMESPACE: Final = re.compile(r"http://www\.movielabs\.com/schema/avails/v([\d.]+)/avails")
_BROKEN: Final = Both("This is no well-formed XML: {why}.", "XML 格式有误：{why}。")
_FOREIGN: Final = Both(
    "The root is not an AvailList of MovieLabs Avails.", "根元素不是 MovieLabs Avails 的 AvailList。"
)
_ENTITIES: Final = Both(
    "The file declares a document type; the exchange reads none.", "文件声明了文档类型；本系统不予读取。"
)
# Where an element stands in its avail or asset -> the column of the spreadsheet that says the same.
_AVAIL: Final = {
    "ALID": "ALID", "Disposition/EntryType": "EntryType", "Licensor/DisplayName": "DisplayName",
    "ServiceProvider/DisplayName": "ServiceProvider", "AvailType": "AvailType",
    "SharedEntitlement/EcosystemID": "UV_ID",
}  # fmt: skip
_ASSET: Final = {"WorkType": "WorkType", "BundledAsset/BundledALID": "BundledALIDs"}
_WITHIN: Final = {  # wherever in the metadata
    "TitleDisplayUnlimited": "TitleDisplayUnlimited", "TitleInternalAlias": "TitleInternalAlias",
    "EditEIDR-URN": "EditID", "TitleEIDR-URN": "TitleID", "SeriesEIDR-URN": "SeriesID",
    "SeasonEIDR-URN": "SeasonID", "VolumeEIDR-URN": "VolumeID", "SeriesContentID": "SeriesContentID",
    "SeasonContentID": "SeasonContentID", "VolumeContentID": "VolumeContentID",
    "SeriesTitleInternalAlias": "SeriesTitleInternalAlias", "ReleaseDate": "ReleaseYear",
    "RunLength": "TotalRunTime", "USACaptionsExemptionReason": "CaptionExemption",
    "LocalizationOffering": "LocalizationType", "SeriesStatus": "SeriesStatus", "SeasonStatus": "SeasonStatus",
    "ReleaseHistory/Date": "ReleaseHistoryOriginal", "Region/country": "RatingCountry",
    "Rating/System": "RatingSystem", "Rating/Value": "RatingValue", "Rating/Reason": "RatingReason", "AltIdentifier/Identifier": "AltID",
    "EpisodeNumber/Number": "EpisodeNumber", "SeasonNumber/Number": "SeasonNumber",
}  # fmt: skip
_TRANSACTION: Final = {
    "Licensee/DisplayName": "Licensee", "LicenseType": "LicenseType", "Description": "Description",
    "Territory/country": "Territory", "Territory/countryRegion": "Territory",
    "TerritoryExcluded/country": "TerritoryExclusion", "TerritoryExcluded/countryRegion": "TerritoryExclusion",
    "Start": "Start", "StartCondition": "Start", "End": "End", "EndCondition": "End",
    "WindowDuration": "WindowDuration", "AllowedLanguage": "AllowedLanguages", "AssetLanguage": "AssetLanguage",
    "HoldbackLanguage": "HoldbackLanguage", "LicenseRightsDescription": "LicenseRightsDescription",
    "FormatProfile": "FormatProfile", "ContractID": "ContractID", "ReportingID": "ReportingID",
    "RefALID": "RefALID", "ExperienceCondition": "ExperienceCondition", "OtherInstructions": "OtherInstructions",
}  # fmt: skip
# Terms that have a column of their own; every other is a kind of price.
_TERM_COLUMNS: Final = {
    "SRP": "SRP", "SuppressionLiftDate": "SuppressionLiftDate", "AnnounceDate": "AnnounceDate",
    "PreorderFulfillDate": "SpecialPreOrderFulfillDate", "PreOrderFulfillDate": "SpecialPreOrderFulfillDate",
    "RentalDuration": "RentalDuration", "WatchDuration": "WatchDuration", "FixedEndDate": "FixedEndDate",
    "Exclusive": "Exclusive", "ExclusiveAttributes": "ExclusiveAttributes", "BrandingRights": "BrandingRights",
    "BrandingRightsAttributes": "BrandingRightsAttributes", "TitleStatus": "TitleStatus", "TPRType": "TPRType",
    "CampaignID": "CampaignID", "Download": "Download", "OtherTerms": "OtherTerms",
    "LocalizationOffering": "LocalizationType",
}  # fmt: skip


def read_tree(content: bytes, name: str) -> Document:
    """Return an XML file's lines, one for each transaction of each avail.

    Nothing outside the file is read: no entity is resolved, no address fetched. Raises BadFile.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise BadFile(_BROKEN.filled(why=ascii(str(fault)[:120]))) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadFile(_ENTITIES)
    space = _NAMESPACE.fullmatch(etree.QName(root).namespace or "")
    if space is None or etree.QName(root).localname != "AvailList":
        raise BadFile(_FOREIGN)
    avails = tuple(_avail(each, place) for place, each in enumerate(_children(root, "Avail"), start=1))
    return Document(
        name=name,
        form="xml",
        version=space[1],
        lines=tuple(line for avail in avails for line in avail.transactions),
        avails=avails,
        problems=tuple(_check_version(space[1])),
    )


def _check_version(version: str) -> Iterator[Problem]:
    if version not in vocabulary.XML_VERSIONS:
        message = Both(
            f"Version {version} of Avails is not known; read as 2.6.",
            f"未知的 Avails 版本 {version}；按 2.6 读取。",
        )
        yield Problem(Severity.WARNING, "version", "/AvailList", message)


def _avail(element: Element, place: int) -> Avail:
    where = f"Avail[{place}]"
    shared: dict[str, list[Cell]] = {}
    _gather(shared, element, _AVAIL, where)
    if element.get("AvailID"):
        shared.setdefault("AvailID", []).append(_cell(element, where, element.get("AvailID")))
    assets: list[Asset] = []
    spans: list[tuple[str, int, int]] = []
    for asset in _children(element, "Asset"):
        _gather(shared, asset, _ASSET, f"{where}/Asset")
        if asset.get("contentID"):
            shared.setdefault("ContentID", []).append(
                _cell(asset, f"{where}/Asset/@contentID", asset.get("contentID"))
            )
        for kind in asset:
            if isinstance(kind.tag, str) and _local(kind).endswith("Metadata"):
                _gather_within(shared, kind, f"{where}/Asset")
                spans.extend(_span(kind))
        assets.append(_asset(asset))
    transactions = list(_children(element, "Transaction"))
    return Avail(
        where=f"{where} (line {element.sourceline})",
        avail_type=_said(element, "AvailType"),
        assets=tuple(assets),
        transactions=tuple(
            _transaction(each, f"{where}/Transaction[{number}]", shared)
            for number, each in enumerate(transactions, start=1)
        ),
        has_ref_alid=any(True for each in transactions for _ in _children(each, "RefALID")),
        spans=tuple(spans),
    )


def _asset(element: Element) -> Asset:
    kinds = {_local(each): each for each in element if isinstance(each.tag, str)}
    episode = kinds.get("EpisodeMetadata")
    numbers = [] if episode is None else [n for e in _children(episode, "EpisodeNumber") for n in e]
    return Asset(
        work_type=_said(element, "WorkType"),
        metadata=frozenset(name for name in kinds if name.endswith("Metadata")),
        bundled=tuple(
            (_said(each, "BundledALID"), each.get("sequence", ""))
            for each in _children(element, "BundledAsset")
        ),
        has_episode_number=bool(numbers),
    )


def _span(volume: Element) -> Iterator[tuple[str, int, int]]:
    """Yield the season, the first episode and the number of episodes of a volume that tells them."""
    first, count = _said(volume, "VolumeFirstEpisodeNumber"), _said(volume, "VolumeNumberOfEpisodes")
    season = next((each.text or "" for each in volume.iter() if _local(each) == "SeasonContentID"), "")
    if first.isdigit() and count.isdigit():
        yield season.strip(), int(first), int(count)


def _transaction(element: Element, where: str, shared: Mapping[str, list[Cell]]) -> Line:
    cells: dict[str, list[Cell]] = {name: list(found) for name, found in shared.items()}
    if element.get("TransactionID"):
        cells["AvailID"] = [_cell(element, f"{where}/@TransactionID", element.get("TransactionID"))]
    _gather(cells, element, _TRANSACTION, where)
    for column, condition in (("StartLag", "StartCondition"), ("EndLag", "EndCondition")):
        for each in _children(element, condition):
            if each.get("lag"):
                cells[column] = [_cell(each, f"{where}/{condition}/@lag", each.get("lag"))]
    for term in _children(element, "Term"):
        name = term.get("termName", "")
        own = _TERM_COLUMNS.get(name)
        for value in term:
            if not isinstance(value.tag, str):
                continue
            at = f"{where}/Term[@termName='{name}']"
            cells.setdefault(own or "PriceValue", []).append(_cell(value, at, value.text))
            if own is None:
                cells.setdefault("PriceType", []).append(_cell(term, at, name))
            if value.get("currency"):
                cells.setdefault("PriceCurrency", []).append(
                    _cell(value, f"{at}/@currency", value.get("currency"))
                )
    return Line(
        f"{where} (line {element.sourceline})", {name: tuple(found) for name, found in cells.items() if found}
    )


def _gather(cells: dict[str, list[Cell]], parent: Element, names: Mapping[str, str], where: str) -> None:
    """Add what the children and grandchildren of an element say, by column."""
    for path, column in names.items():
        head, _, tail = path.partition("/")
        for child in _children(parent, head):
            for found in _children(child, tail) if tail else (child,):
                cell = _cell(found, f"{where}/{path}", found.text)
                if cell.text:
                    cells.setdefault(column, []).append(cell)


def _gather_within(cells: dict[str, list[Cell]], metadata: Element, where: str) -> None:
    """Add what the metadata of an asset say, however deep."""
    for each in metadata.iter():
        if not isinstance(each.tag, str) or not (each.text or "").strip():
            continue
        path = f"{_local(each.getparent())}/{_local(each)}"
        column = _WITHIN.get(path) or _WITHIN.get(_local(each))
        if column:
            cells.setdefault(column, []).append(_cell(each, f"{where}/{path}", each.text))


def _cell(element: Element, where: str, text: str | None) -> Cell:
    return Cell(" ".join((text or "").split()), f"{where} (line {element.sourceline})")


def _children(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element if isinstance(each.tag, str) and _local(each) == name)


def _said(element: Element, name: str) -> str:
    return next(((each.text or "").strip() for each in _children(element, name)), "")


def _local(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def check_schema(content: bytes, version: str, folder: Path) -> list[Problem]:
    """Return what a schema of MovieLabs, from a folder of their files, finds wrong with an XML file.

    Raises BadFile when the folder has no schema of that version, or an unusable one.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    path = folder / f"avails-v{version}.xsd"
    try:
        schema = etree.XMLSchema(etree.parse(str(path), etree.XMLParser(no_network=True)))
    except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError) as fault:
        raise BadFile(
            Both(
                f"There is no usable schema avails-v{version}.xsd in that folder.",
                f"该文件夹中没有可用的 avails-v{version}.xsd。",
            )
        ) from fault
    schema.validate(etree.fromstring(content, parser))
    return [
        Problem(
            Severity.ERROR,
            "schema",
            f"line {entry.line}",
            Both(f"The schema refuses it: {entry.message}", f"不符合 XML Schema：{entry.message}"),
        )
        for entry in schema.error_log
    ]


_OUT: Final = "http://www.movielabs.com/schema/avails/v2.6/avails"
_MD: Final = "http://www.movielabs.com/schema/md/v2.10/md"


def write_tree(avails: Sequence[Sequence[Mapping[str, str]]]) -> bytes:
    """Return an AvailList of Avails 2.6; each avail is given by its lines, which share all but the transaction."""
    root = etree.Element(f"{{{_OUT}}}AvailList", nsmap={"avails": _OUT, "md": _MD})
    for lines in avails:
        _write_avail(root, lines)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _write_avail(root: Element, lines: Sequence[Mapping[str, str]]) -> None:
    head = lines[0]
    avail = _add(root, "Avail")
    _add(avail, "ALID", head["ALID"])
    _add(_add(avail, "Disposition"), "EntryType", head["EntryType"])
    _add(_add(avail, "Licensor"), "DisplayName", head["DisplayName"], space=_MD)
    _add(_add(avail, "ServiceProvider"), "DisplayName", head["DisplayName"], space=_MD)
    _add(avail, "AvailType", "single")
    _add(avail, "ShortDescription", head["TitleInternalAlias"])
    asset = _add(avail, "Asset")
    asset.set("contentID", head["ContentID"])
    _add(asset, "WorkType", head["WorkType"])
    metadata = _add(asset, "Metadata")
    for name, column in (
        ("TitleDisplayUnlimited", "TitleDisplayUnlimited"), ("TitleInternalAlias", "TitleInternalAlias"),
        ("TitleEIDR-URN", "TitleID"), ("ReleaseDate", "ReleaseYear"), ("RunLength", "RunLength"),
    ):  # fmt: skip
        if head.get(column):
            _add(metadata, name, head[column])
    for line in lines:
        _write_transaction(avail, line)


def _write_transaction(avail: Element, line: Mapping[str, str]) -> None:
    transaction = _add(avail, "Transaction")
    transaction.set("TransactionID", line["AvailID"])
    _add(transaction, "LicenseType", line["LicenseType"])
    for name in ("Territory", "TerritoryExclusion"):
        for code in line.get(name, "").split(", ") if line.get(name) else ():
            element = "Territory" if name == "Territory" else "TerritoryExcluded"
            _add(_add(transaction, element), "country", code, space=_MD)
    for bound in ("Start", "End"):
        is_word = line[bound] in vocabulary.CONDITIONS
        _add(transaction, f"{bound}Condition" if is_word else bound, line[bound])
    for language in line.get("AllowedLanguages", "").split(", ") if line.get("AllowedLanguages") else ():
        _add(transaction, "AllowedLanguage", language)
    _add(transaction, "FormatProfile", line["FormatProfile"])
    _add(transaction, "ContractID", line["ContractID"])
    terms = {name: line.get(name, "") for name in ("Exclusive", "ExclusiveAttributes", "OtherTerms")}
    for name, said in {line["PriceType"]: line["PriceValue"], **terms}.items():
        if said:
            term = _add(transaction, "Term")
            term.set("termName", name)
            _add(term, "Boolean" if name == "Exclusive" else "Text", said)


def _add(parent: Element, name: str, text: str | None = None, *, space: str = _OUT) -> Element:
    child = etree.SubElement(parent, f"{{{space}}}{name}")
    child.text = text
    return child
