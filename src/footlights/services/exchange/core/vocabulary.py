"""The controlled words of Avails and the versions that brought them.

Source: MovieLabs, Content Availability Metadata (Avails) 2.2 to 2.7, controlled vocabularies; EMA Avails 1.7 to 1.9.
"""

from __future__ import annotations

import difflib
from typing import Final

EXCEL_VERSIONS: Final = ("1.6", "1.7", "1.7.2", "1.7.3", "1.8", "1.9")
XML_VERSIONS: Final = ("2.1", "2.2", "2.2.1", "2.2.2", "2.3", "2.4", "2.5", "2.5.2", "2.6", "2.6.1", "2.7")

_YES_NO: Final = ("Yes", "No", "true", "false", "1", "0", "Y", "N")
_CLOSED: Final[dict[str, tuple[str, ...]]] = {
    "AvailType": ("single", "episode", "season", "series", "miniseries", "collection", "bundle", "supplement", "promotion", "volume"),
    "EntryType": ("Full Delete", "Full Extract", "Create", "Update", "Delete"),
    "WorkType": (
        "Movie", "Short", "Series", "Season", "Episode", "Volume", "Collection", "Franchise", "Supplemental",
        "Promotion", "Ad", "Music Related", "Performance", "Excerpt", "Miniseries", "Bundle", "Non-Episodic Show",
        "Album", "Song", "Interactive", "Trailer", "Compilation",
    ),
    "LicenseType": ("EST", "VOD", "SVOD", "POEST", "Pre-Release", "Library", "AVOD", "FVOD"),
    "FormatProfile": ("UHD", "HD", "SD", "3D", "3DUHD", "3DHD", "3DSD", "4K"),
    "LocalizationType": ("sub", "dub", "subdub", "any"),
    "CaptionExemption": ("1", "2", "3", "4", "5", "6"),
    "CaptionIncluded": _YES_NO,
    "ExceptionFlag": _YES_NO,
    "Exclusive": _YES_NO,
    "BrandingRights": _YES_NO,
    "TitleStatus": ("Pending", "Approved", "Revoked", "Expired"),
    "TPRType": ("Conditional", "Unconditional", "unspecified"),
    "ExperienceCondition": ("Unavailable", "Pre-offer", "Pre-order", "Hold", "For-sale", "Acquired"),
    "SeriesStatus": ("Concluded", "Continuing", "Pending"),
    "SeasonStatus": ("Partial",),
    "VolumeStatus": ("Partial",),
}  # fmt: skip
CONDITIONS: Final = ("Open", "Immediate", "ESTStart", "EST", "Broadcast", "Completed", "Theatrical", "TBD")
_PRICES: Final = ("SRP", "WSP", "EpisodeWSP", "SeasonWSP", "DMRP", "SMRP")
MONEY_TERMS: Final = frozenset(
    [f"{before}{name}" for name in _PRICES for before in ("", "TPR-")]
    + [f"{name}-PostTax" for name in _PRICES]
)
TERMS: Final = MONEY_TERMS | frozenset(
    [
        "Tier",
        "LicenseFee",
        "TPR-LicenseFee",
        "Category",
        "TPR-Category",
        "TPR-Tier",
        "Included",
        "AnnounceDate",
        "PreorderFulfillDate",
        "SuppressionLiftDate",
        "RentalDuration",
        "WatchDuration",
        "FixedEndDate",
        "LocalizationOffering",
        "ContractStatus",
        "Download",
        "Exclusive",
        "ExclusiveAttributes",
        "BrandingRights",
        "BrandingRightsAttributes",
        "TitleStatus",
        "NA",
        "TPRType",
        "CampaignID",
    ]
)
_RIGHTS_DESCRIPTIONS: Final = (
    "Library", "New Release", "Early EST", "Early VOD", "Preorder EST", "Preorder VOD", "Next Day TV", "POD",
    "Season Only", "Day after Broadcast", "Catalog",
)  # fmt: skip
# Systems and their marks, each as its own board writes them, and where the system is at home.
RATINGS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "MPAA": (
        frozenset({"US"}),
        frozenset(["G", "PG", "PG-13", "R", "NC-17", "X", "M", "GP", "NR", "UR", "Unrated"]),
    ),
    "TVPG": (
        frozenset({"US"}),
        frozenset(["TV-Y", "TV-Y7", "TV-Y7-FV", "TV-G", "TV-PG", "TV-14", "TV-MA", "NR", "UR"]),
    ),
    "BBFC": (frozenset({"GB", "IE"}), frozenset(["U", "Uc", "PG", "12", "12A", "15", "18", "R18", "E"])),
    "FSK": (
        frozenset({"DE"}),
        frozenset(["0", "6", "12", "16", "18", "FSK0", "FSK6", "FSK12", "FSK16", "FSK18"]),
    ),
}

# Boards whose reasons are codes. Source: Film and Publication Board of South Africa, consumer advice.
RATING_REASONS: Final = {"FPB": frozenset(["B", "D", "H", "L", "N", "P", "PPS", "S", "SV", "V", "IAT", "CI"])}


def find_closed_words(column: str) -> tuple[str, ...] | None:
    """Return the words that a column may hold, or None when its list is open."""
    return _CLOSED.get(column)


def is_word(column: str, text: str, *, is_exact: bool) -> bool:
    """Return whether a text is one of a column's words; spreadsheets are forgiven their capitals."""
    words = _CLOSED[column]
    return text in words or (not is_exact and text.lower() in {word.lower() for word in words})


def find_slip(text: str) -> str | None:
    """Return the usual rights description that a text was likely meant to be, or None when it may be on purpose."""
    if text.lower() in {each.lower() for each in _RIGHTS_DESCRIPTIONS}:
        return None
    near = difflib.get_close_matches(text, _RIGHTS_DESCRIPTIONS, n=1, cutoff=0.85)
    return near[0] if near else None
