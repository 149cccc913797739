"""ODRL policies: read, compared, and written out of grants."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import Exclusivity, GrantDraft, HoldbackDraft, Medium
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.territory import CN, GB, WORLD, Territories, some
from footlights.kernel.text import Both
from footlights.kernel.window import Symbol, Window
from footlights.services.exchange import api
from footlights.services.exchange.adapters.policies import read_policy_file
from footlights.services.exchange.core.policies import compare, examine, refines
from footlights.services.exchange.types import Atom, BadFile, Logic, Means, Policy, PolicyRule, Standing
from tests.command import run_command
from tests.shared import SHARED, needs_shared

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAYS = 12


def labelled():
    """Return the pairs beside the project with their verdicts, those that need a state of the world marked."""
    path = SHARED / "odrl" / "verdicts.csv"
    return list(csv.DictReader(path.read_text("utf-8").splitlines())) if path.exists() else []


def world_of(text):
    """Return the state of the world that a file tells in a comment."""
    told = {name: int(value) for name, value in re.findall(r"(start|now|trig)=(\d+)", text)}
    spans = [int(end) - int(begin) for begin, end in re.findall(r"\[(\d+),(\d+)\]", text)]
    facts = {"meteredTime": sum(spans)} if spans else {}
    if "start" in told:
        facts["elapsedTime"] = told["now"] - told["start"]
    if "trig" in told:
        facts["delayPeriod"] = told["now"] - told["trig"]
    return [Atom(name, "eq", (f"PT{24 * days}H",)) for name, days in facts.items()]


@needs_shared("odrl/verdicts.csv")
@pytest.mark.parametrize(
    "row", labelled(), ids=lambda row: f"{row['odrl_id']}-{row['category']}-{row['verdict']}"
)
def test_every_labelled_policy_gets_its_verdict(row):
    path = SHARED / "odrl" / f"{row['odrl_id']}-policy.ttl"
    found = read_policy_file(path)
    facts = world_of(path.read_text("utf-8")) if row["category"] == "Runtime" else []
    told = compare(*found, facts) if len(found) == 2 else examine(found[0], facts)
    by_verdict = {
        "Compatible": (told.standing, Standing.COMPATIBLE), "Realizable": (told.standing, Standing.COMPATIBLE),
        "Conflict": (told.standing, Standing.CONFLICT), "Unrealizable": (told.standing, Standing.CONFLICT),
        "Unknown": (told.standing, Standing.UNKNOWN), "Refines": (told.refines, True), "NotRefines": (told.refines, False),
    }  # fmt: skip
    got, wanted = by_verdict[row["verdict"]]

    assert got == wanted, told.reason.en


def day(number):
    return (datetime(2026, 1, 1) + timedelta(days=number)).isoformat()  # noqa: DTZ001  # as policies write it


ATOMS = st.one_of(
    st.builds(
        lambda operator, number: Atom("dateTime", operator, (day(number),)),
        st.sampled_from(["lt", "lteq", "gt", "gteq", "eq", "neq"]),
        st.integers(0, DAYS - 1),
    ),
    st.builds(
        lambda operator, places: Atom("spatial", operator, tuple(sorted(places))),
        st.sampled_from(["isAnyOf", "isNoneOf"]),
        st.sets(st.sampled_from(["GB", "CN", "FR"]), min_size=1),
    ),
)
CONSTRAINTS = st.recursive(
    ATOMS,
    lambda inner: st.builds(
        Logic,
        st.sampled_from([Means.AND, Means.OR, Means.XONE]),
        st.lists(inner, min_size=1, max_size=3).map(tuple),
    ),
    max_leaves=6,
)


def holds(constraint, hours, place):
    """Return whether an instant, in half days, and a place keep to a constraint: by looking, without any solver."""
    if isinstance(constraint, Logic):
        kept = [holds(part, hours, place) for part in constraint.parts]
        return {Means.AND: all(kept), Means.OR: any(kept), Means.XONE: sum(kept) == 1}[constraint.means]
    if constraint.operand == "spatial":
        return (place in constraint.values) == (constraint.operator == "isAnyOf")
    bound = (datetime.fromisoformat(constraint.values[0]) - datetime(2026, 1, 1)).total_seconds() / 43200  # noqa: DTZ001
    return {"lt": hours < bound, "lteq": hours <= bound, "gt": hours > bound, "gteq": hours >= bound, "eq": hours == bound,
            "neq": hours != bound}[constraint.operator]  # fmt: skip


def policy(*constraints):
    return Policy("p", (PolicyRule(True, "use", "", Logic(Means.AND, constraints)),))


@given(CONSTRAINTS, CONSTRAINTS)
def test_verdicts_agree_with_looking_at_every_half_day_and_place(one, other):
    # Bounds are whole days, so that half days between them stand for every instant; DE for every other place.
    moments = list(product(range(-1, 2 * DAYS + 1), ["GB", "CN", "FR", "DE"]))
    both = any(holds(one, *each) and holds(other, *each) for each in moments)
    within = all(holds(other, *each) for each in moments if holds(one, *each))
    told = compare(policy(one), policy(other))

    assert (told.standing is not Standing.CONFLICT) == both
    if told.standing is Standing.UNKNOWN:
        assert "silent" in told.reason.en
    assert refines(policy(one), policy(other)) == within
    assert (examine(policy(one)).standing is Standing.COMPATIBLE) == any(
        holds(one, *each) for each in moments
    )


def test_what_is_not_known_is_never_a_yes():
    open_ended = policy(Atom("dateTime", "lt", (), is_known=False))
    months = policy(Atom("elapsedTime", "lteq", ("P1M",)))
    day_one = policy(Atom("dateTime", "eq", (day(1),)))
    short = policy(Atom("elapsedTime", "eq", ("P40D",)))

    assert compare(open_ended, day_one).standing is Standing.UNKNOWN
    assert compare(months, short).standing is Standing.UNKNOWN
    assert refines(months, short) is None


@pytest.fixture
def tide():
    return works.create_work(WorkDraft(WorkKind.FILM, Both("The Tide", "潮汐"), year=2025), AT)


@pytest.mark.django_db
def test_grants_go_out_as_policies_that_read_back_with_every_bound(deal, tide, tmp_path, capsys):
    window = Window(AT, AT + timedelta(days=60), "Europe/London")
    draft = GrantDraft(
        deal, (tide,), some([GB, CN]), window, (Medium.STREAM, Medium.LIVE), ("en",), Exclusivity.EXCLUSIVE
    )
    agreements.issue_grant(draft, AT)
    agreements.issue_grant(GrantDraft(deal, (tide,), WORLD, Window(AT, Symbol.TBD), (Medium.DOWNLOAD,)), AT)
    not_gb = Territories(frozenset([GB]), is_world_except=True)
    agreements.agree_holdback(
        HoldbackDraft(deal, (tide,), not_gb, Window(AT, AT + timedelta(days=9)), (Medium.STREAM,)), AT
    )
    file = tmp_path / "out.jsonld"

    assert run_command(["exchange", "write", deal, str(file), "--json"]) == 0
    told = json.loads(file.read_text("utf-8"))
    found = read_policy_file(file)
    kinds = [(len(each.rules), each.rules[0].is_permission) for each in found]
    assert kinds == [(2, True), (1, True), (1, False)]
    assert {rule.action for rule in found[0].rules} == {"stream", "present"}
    assert {rule.target for each in found for rule in each.rules} == {f"urn:footlights:{tide}"}
    assert told["@graph"][0]["obligation"][0]["action"] == "ensureExclusivity"
    first, open_ended, holdback = found
    assert examine(first).standing is Standing.COMPATIBLE
    assert compare(first, holdback).standing is Standing.CONFLICT  # China, in the first nine days
    assert examine(open_ended).standing is Standing.UNKNOWN
    capsys.readouterr()
    assert run_command(["exchange", "policies", str(file), "--json"]) == 1
    standings = [each["standing"] for each in json.loads(capsys.readouterr().out)["comparisons"]]
    assert standings == ["compatible", "conflict", "compatible"]


@pytest.mark.django_db
def test_an_agreement_without_rights_writes_no_policy(deal, tmp_path):
    assert run_command(["exchange", "write", deal, str(tmp_path / "out.jsonld")]) == 1


def test_a_fact_of_the_world_decides_what_policies_leave_open(tmp_path):
    file = tmp_path / "cap.ttl"
    file.write_text(
        "@prefix odrl: <http://www.w3.org/ns/odrl/2/> .\n<urn:a> a odrl:Set ; odrl:permission [ odrl:action odrl:use ;\n"
        '  odrl:constraint [ odrl:leftOperand odrl:meteredTime ; odrl:operator odrl:lteq ; odrl:rightOperand "P5D" ] ] .\n'
    )

    assert run_command(["exchange", "policies", str(file)]) == 0
    assert run_command(["exchange", "policies", str(file), "--given", "meteredTime=P4D"]) == 0
    assert run_command(["exchange", "policies", str(file), "--given", "meteredTime=P6D"]) == 1


@pytest.mark.parametrize("suffix", ["ttl", "jsonld"])
@given(text=st.one_of(st.text(max_size=200), st.text('[]();.,<>"^@:{}ab \n', max_size=60)))
def test_any_text_is_read_or_refused_in_both_languages(text, suffix, tmp_path_factory):
    file = tmp_path_factory.getbasetemp() / f"any.{suffix}"
    file.write_text(text, "utf-8")

    with pytest.raises(BadFile) as refused:
        api.compare_policies([file], {})
    assert refused.value.message.zh


def test_a_turtle_that_goes_wrong_says_in_which_line(tmp_path):
    file = tmp_path / "wrong.ttl"
    file.write_text("@prefix odrl: <http://www.w3.org/ns/odrl/2/> .\n<urn:a> odrl:permission {} .\n")

    with pytest.raises(BadFile, match="Line 2"):
        read_policy_file(file)
