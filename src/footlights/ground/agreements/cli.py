"""`./footlights agreements …`: read a statement."""

from __future__ import annotations

import argparse
import json

from footlights.kernel.ids import StatementId

from . import api


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this folder's verbs."""
    statement = verbs.add_parser("statement", help="one statement, as it was issued · 查看一份结算单")
    statement.add_argument("id", metavar="ID")
    statement.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")
    statement.set_defaults(run=tell)
    listed = verbs.add_parser("statements", help="every statement, the newest first · 全部结算单")
    listed.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")
    listed.set_defaults(run=tell_all)


def tell(arguments: argparse.Namespace) -> int:
    """Print a statement."""
    found = api.get_statement(StatementId(arguments.id))
    if arguments.json:
        print(json.dumps(api.tell_statement(found), ensure_ascii=False))
        return 0
    print(f"{found.id}  {found.since} – {found.until}  {found.views}  {found.total}  {found.sha256}")
    for institution, money in found.shares:
        print(f"  {institution}  {money}")
    return 0


def tell_all(arguments: argparse.Namespace) -> int:
    """Print every statement."""
    told = [api.tell_statement(each) for each in api.list_statements()]
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for each in told:
        period = each["period"]
        print(f"{each['statement']}  {period['from']} – {period['to']}  {each['total']} {each['currency']}")
    return 0
