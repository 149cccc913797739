"""Small files of Avails, made here: a spreadsheet and an XML, sound or with chosen faults."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

EIDR = "10.5240/8FF3-1C20-84F5-F247-8BCD-E"
SOUND = {
    "DisplayName": "Northlight",
    "Territory": "GB",
    "WorkType": "Movie",
    "EntryType": "Full Extract",
    "TitleInternalAlias": "Tide, The",
    "LicenseType": "SVOD",
    "FormatProfile": "HD",
    "Start": "2026-12-01",
    "End": "2027-02-28",
    "TitleID": EIDR,
    "ContentID": "md:cid:org:northlight.example:tide",
    "ALID": "md:alid:org:northlight.example:tide",
    "AllowedLanguages": "en, zh-Hans",
    "PriceCurrency": "GBP",
    "Exclusive": "Yes",
}


def workbook(*changes: Mapping[str, object], columns: Sequence[str] = tuple(SOUND)) -> bytes:
    """Return a spreadsheet of Avails 1.8 with a sound line for each mapping, changed by it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Avails"
    sheet.append(["Avail"] * len(columns))
    sheet.append(list(columns))
    sheet.append(["1.8", *["//REQ"] * (len(columns) - 1)])
    for change in changes or ({},):
        line = {**SOUND, **change}
        sheet.append([line.get(name) for name in columns])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def tree(transaction: str = "", *, kind: str = "single", asset: str = "Movie", version: str = "2.4") -> bytes:
    """Return an XML avail with one transaction."""
    inside = transaction or (
        "<LicenseType>SVOD</LicenseType><Territory><md:country>GB</md:country></Territory>"
        "<Start>2026-12-01T00:00:00</Start><EndCondition>Open</EndCondition><FormatProfile>HD</FormatProfile>"
    )
    return (
        f'<AvailList xmlns="http://www.movielabs.com/schema/avails/v{version}/avails" xmlns:md="urn:md">'
        "<Avail><ALID>tide</ALID><Disposition><EntryType>Full Extract</EntryType></Disposition>"
        f"<Licensor><md:DisplayName>Northlight</md:DisplayName></Licensor><AvailType>{kind}</AvailType>"
        f'<Asset contentID="tide"><WorkType>{asset}</WorkType><Metadata>'
        f"<TitleInternalAlias>The Tide</TitleInternalAlias><TitleEIDR-URN>{EIDR}</TitleEIDR-URN></Metadata></Asset>"
        f'<Transaction TransactionID="t1">{inside}</Transaction></Avail></AvailList>'
    ).encode()
