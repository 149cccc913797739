"""`./footlights exchange …`: check files of Avails, take their rights in, write rights out."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from footlights.ground.agreements.types import NoSuchDeal
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import AgreementId
from footlights.kernel.text import Both

from . import api
from .adapters.files import read_file, read_mapping
from .types import BadFile, DeliveryDraft, Document, NotTakenIn, Standing

_CHECKED = Both(
    "{file}: {version}, {rows} rows, {errors} errors, {others} other remarks",
    "{file}：{version}，{rows} 行，{errors} 处错误，{others} 处其他提示",
)
_TAKEN = Both(
    "{grants} grants issued; {left} titles without a work", "已授予 {grants} 项；{left} 个标题未匹配作品"
)
_WRITTEN = Both("{name}: {lines} lines", "{name}：{lines} 行")


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the exchange's verbs."""
    check = verbs.add_parser("check", help="what is wrong with files of Avails · 检查 Avails 文件")
    check.add_argument("files", type=Path, nargs="+", metavar="FILE")
    check.add_argument(
        "--schemas", type=Path, metavar="FOLDER", help="MovieLabs' schemas, for XML · MovieLabs 架构文件夹"
    )
    check.set_defaults(run=_check)
    taken = verbs.add_parser("import", help="take a file's rights in · 导入文件中的权利")
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument("--agreement", required=True, metavar="AGREEMENT")
    taken.add_argument("--zone", default="UTC", metavar="ZONE", help="of dates without one · 日期所属时区")
    taken.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE.json",
        help="of a plain spreadsheet: field to column · 普通表格的列对应",
    )
    taken.set_defaults(run=_import)
    compared = verbs.add_parser("policies", help="how ODRL policies stand to each other · 比较 ODRL 策略")
    compared.add_argument("files", type=Path, nargs="+", metavar="FILE", help=".ttl or .jsonld")
    compared.add_argument(
        "--given", type=_fact, action="append", default=[], metavar="OPERAND=VALUE", help="meteredTime=P9D …"
    )
    compared.set_defaults(run=_policies)
    written = verbs.add_parser(
        "write", help="an agreement's grants as Avails or ODRL · 将授权写成 Avails 或 ODRL"
    )
    written.add_argument("agreement", metavar="AGREEMENT")
    written.add_argument(
        "file", type=Path, metavar="FILE", help=".xlsx (Avails 1.9), .xml (2.6), .jsonld (ODRL)"
    )
    written.set_defaults(run=_write)
    for verb in (check, taken, compared, written):
        verb.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")


def _check(arguments: argparse.Namespace) -> int:
    reports = [api.check_file(path, arguments.schemas) for path in arguments.files]
    if arguments.json:
        _print({"files": [report.as_json() for report in reports]})
    for report in () if arguments.json else reports:
        others = len(report.problems) - report.errors
        facts = {"file": report.document.name, "version": _named(report.document)}
        print(_CHECKED.filled(**facts, rows=len(report.document.lines), errors=report.errors, others=others))
        for each in report.problems:
            print(f"  {each.severity.value:7}  {each.where}  {each.rule}  {each.message}")
    return 1 if any(report.errors for report in reports) else 0


def _named(document: Document) -> str:
    if document.form == "plain":
        return str(Both("plain spreadsheet", "普通表格"))
    return f"Avails {document.version or '–'}"


def _import(arguments: argparse.Namespace) -> int:
    try:
        _, content = read_file(arguments.file)
        draft = DeliveryDraft(arguments.file.name, content, arguments.zone)
        named = read_mapping(arguments.mapping) if arguments.mapping else {}
        delivery = api.receive(draft, None, utc_now())
        if named:
            api.choose_columns(delivery, api.find_columns(delivery, named))
        preview = api.open_delivery(delivery)
        grants = api.take_in(delivery, AgreementId(arguments.agreement), preview.matches, utc_now())
    except (BadFile, NotTakenIn, NoSuchDeal) as refused:
        print(refused.message, file=sys.stderr)
        return 1
    titles = {offer.key: offer.titles[0] for offer in preview.reading.offers}
    unmatched = [title for key, title in titles.items() if key not in preview.matches]
    document = preview.report.document
    headers = document.sheet.headers if document.sheet else ()
    columns = {known.value: headers[place] for known, place in document.columns.items()}
    if arguments.json:
        return _print(
            {"delivery": delivery, "grants": list(grants), "unmatched": unmatched, "columns": columns}
        )
    for known, header in columns.items():
        print(f"  {known}: {header}")
    print(_TAKEN.filled(grants=len(grants), left=len(unmatched)))
    return 0


def _fact(text: str) -> tuple[str, str]:
    operand, equals, value = text.partition("=")
    if not (operand and equals and value):
        raise argparse.ArgumentTypeError("meteredTime=P9D")
    return operand, value


def _policies(arguments: argparse.Namespace) -> int:
    try:
        found, comparisons = api.compare_policies(arguments.files, dict(arguments.given))
    except BadFile as refused:
        print(refused.message, file=sys.stderr)
        return 1
    if arguments.json:
        _print({
            "policies": [{"uid": each.uid, "rules": len(each.rules)} for each in found],
            "comparisons": [
                {"first": each.first, "second": each.second, "standing": each.standing.value,
                 "reason": each.reason.as_json(), "refines": each.refines}
                for each in comparisons
            ],
        })  # fmt: skip
    for each in () if arguments.json else comparisons:
        print(f"{each.standing.said}  {each.first}  {each.second}  {each.reason}")
    return 1 if any(each.standing is Standing.CONFLICT for each in comparisons) else 0


def _write(arguments: argparse.Namespace) -> int:
    form = {".xml": "xml", ".jsonld": "jsonld", ".json": "jsonld"}.get(arguments.file.suffix.lower(), "xlsx")
    try:
        written = api.write_agreement(AgreementId(arguments.agreement), form, utc_now())
        arguments.file.write_bytes(written.content)
    except (NotTakenIn, NoSuchDeal) as refused:
        print(refused.message, file=sys.stderr)
        return 1
    except OSError as fault:
        print(Both("The file can't be written: {why}.", "无法写入文件：{why}。").filled(why=fault.strerror),
              file=sys.stderr)  # fmt: skip
        return 1
    if arguments.json:
        return _print(
            {"file": arguments.file.name, "lines": written.lines, "left_out": list(written.left_out)}
        )
    print(_WRITTEN.filled(name=arguments.file.name, lines=written.lines))
    return 0


def _print(told: dict[str, Any]) -> int:
    print(json.dumps(told, ensure_ascii=False))
    return 0
