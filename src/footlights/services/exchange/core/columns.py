"""The columns of the Avails spreadsheet: which there are, which a line needs, and what kind of thing each holds.

Source: EMA Avails 1.7 to 1.9 templates (row 1 the element, row 2 the column's name, then the lines).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

ALIASES: Final = {"BundleALIDs": "BundledALIDs", "Avail/AvailID": "AvailID"}
# Each element of row 1 with its columns, in the order in which the house writes them.
_WRITTEN: Final = (
    ("Avail", "DisplayName Licensee"),
    ("AvailTrans", "AssetLanguage Territory TerritoryExclusion"),
    ("AvailAsset", "WorkType"),
    ("Disposition", "EntryType"),
    ("AvailMetadata", "TitleInternalAlias TitleDisplayUnlimited"),
    ("AvailTrans", "LicenseType LicenseRightsDescription FormatProfile Start End PriceType PriceValue PriceCurrency"
                   " OtherTerms OtherInstructions"),
    ("AvailAsset", "TitleID EditID AltID ContentID"),
    ("Avail", "AvailID ALID"),
    ("AvailMetadata", "ReleaseYear TotalRunTime"),
    ("AvailTrans", "ContractID Exclusive ExclusiveAttributes HoldbackLanguage AllowedLanguages"),
)  # fmt: skip
WRITTEN: Final = tuple((element, name) for element, names in _WRITTEN for name in names.split())
KNOWN: Final = frozenset(name for _, name in WRITTEN) | frozenset(
    [
        "StoreType",
        "LocalizationType",
        "CompanyDisplayCredit",
        "GroupIdentity",
        "Director",
        "HDR",
        "WCG",
        "HFR",
        "NGAudio",
        "StartLag",
        "EndLag",
        "WindowDuration",
        "SRP",
        "Description",
        "Download",
        "UV_ID",
        "DMA_ID",
        "ReportingID",
        "Metadata",
        "SuppressionLiftDate",
        "SpecialPreOrderFulfillDate",
        "AnnounceDate",
        "ReleaseHistoryOriginal",
        "ReleaseHistoryPhysicalHV",
        "ExceptionFlag",
        "RatingSystem",
        "RatingValue",
        "RatingReason",
        "RentalDuration",
        "WatchDuration",
        "FixedEndDate",
        "CaptionIncluded",
        "CaptionExemption",
        "Any",
        "TitleStatus",
        "BrandingRights",
        "BrandingRightsAttributes",
        "ServiceProvider",
        "RequiredFulfillmentLanguages",
        "BundledALIDs",
        "RetailerID1",
        "RetailerID2",
        "RetailerID3",
        "RetailerSpare1",
        "RetailerSpare2",
        "RetailerSpare3",
        "PackageLabel",
        "TPRType",
        "CampaignID",
        "SeriesTitleInternalAlias",
        "SeriesTitleDisplayUnlimited",
        "SeasonNumber",
        "VolumeTitleInternalAlias",
        "VolumeTitleDisplayUnlimited",
        "VolumeNumber",
        "DistributionNumber",
        "VolumeDistributionNumber",
        "EpisodeNumber",
        "EpisodeTitleInternalAlias",
        "EpisodeTitleDisplayUnlimited",
        "SeasonTitleInternalAlias",
        "SeasonTitleDisplayUnlimited",
        "EpisodeCount",
        "SeasonCount",
        "SeriesID",
        "SeasonID",
        "VolumeID",
        "EpisodeTitleID",
        "EpisodeID",
        "SeriesAltID",
        "SeasonAltID",
        "VolumeAltID",
        "EpisodeAltID",
        "SeriesContentID",
        "SeasonContentID",
        "VolumeContentID",
        "EpisodeContentID",
        "RetailerEpisodeID1",
        "RetailerEpisodeID2",
        "RetailerVolumeID",
        "RetailerSeasonID",
        "RetailerSeriesID",
        "RefALID",
        "Status",
    ]
)
LISTS: Final = frozenset(
    [
        "Territory",
        "TerritoryExclusion",
        "AssetLanguage",
        "AllowedLanguages",
        "HoldbackLanguage",
        "RequiredFulfillmentLanguages",
        "BundledALIDs",
    ]
)
LANGUAGES: Final = ("AssetLanguage", "AllowedLanguages", "HoldbackLanguage", "RequiredFulfillmentLanguages")
DATES: Final = (
    "SuppressionLiftDate", "SpecialPreOrderFulfillDate", "AnnounceDate", "ReleaseHistoryOriginal",
    "ReleaseHistoryPhysicalHV", "FixedEndDate",
)  # fmt: skip
IDENTIFIERS: Final = (
    "TitleID", "EditID", "SeriesID", "SeasonID", "VolumeID", "EpisodeTitleID", "EpisodeID", "AltID", "SeriesAltID",
    "SeasonAltID", "VolumeAltID", "EpisodeAltID", "ALID", "ContentID", "SeriesContentID", "SeasonContentID",
    "VolumeContentID", "EpisodeContentID", "UV_ID", "DMA_ID", "ReportingID", "BundledALIDs", "RefALID",
)  # fmt: skip
# Columns that every spreadsheet has, whatever its lines.
REQUIRED_COLUMNS: Final = ("DisplayName", "Territory", "WorkType", "EntryType", "LicenseType", "FormatProfile", "Start",
                           "End", "ALID")  # fmt: skip
_ALWAYS: Final = (
    "DisplayName",
    "ALID",
    "EntryType",
    "WorkType",
    "LicenseType",
    "FormatProfile",
    "Start",
    "End",
)
_BY_WORK_TYPE: Final = {
    "episode": ("SeriesTitleInternalAlias", "EpisodeTitleInternalAlias", "EpisodeNumber"),
    "season": ("SeriesTitleInternalAlias", "SeasonNumber"),
    "volume": ("SeriesTitleInternalAlias", "VolumeNumber"),
    "series": ("SeriesTitleInternalAlias",),
    "miniseries": ("SeriesTitleInternalAlias",),
}
_CONTENT_ID: Final = {
    "episode": "EpisodeContentID", "season": "SeasonContentID", "volume": "VolumeContentID",
    "series": "SeriesContentID", "miniseries": "SeriesContentID",
}  # fmt: skip


def list_needed(work_type: str) -> tuple[str, ...]:
    """Return the columns that a line must fill for a kind of work."""
    kind = work_type.lower()
    titles = _BY_WORK_TYPE.get(kind, ("TitleInternalAlias",))
    return (*_ALWAYS, *titles, _CONTENT_ID.get(kind, "ContentID"))


def tell_version(marker: str, columns: Collection[str]) -> str:
    """Return the version of a spreadsheet: what its third row says, else what its columns give away."""
    if marker in ("1.7", "1.7.2", "1.7.3", "1.8", "1.9"):
        return marker
    if {"TPRType", "CampaignID"} & set(columns):
        return "1.9"
    if {"StartLag", "TerritoryExclusion", "Licensee", "VolumeID"} & set(columns):
        return "1.8"
    if {"TitleStatus", "Exclusive", "Download", "Director"} & set(columns):
        return "1.7.3"
    if "ALID" not in columns:
        return "1.6"
    return "1.7.2" if {"RetailerID1", "AltID"} & set(columns) else "1.7"
