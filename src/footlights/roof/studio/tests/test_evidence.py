"""What a producer adds once a deal stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client

from footlights.ground.agreements import api as agreements
from footlights.ground.people import api as people
from footlights.kernel.clock import utc_now

from .test_pages import AT, aurora, institutions, license_work, open_partnership, sign, work

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
__all__ = ["aurora", "institutions", "work"]  # fixtures


@pytest.fixture
def deal(aurora, institutions, work) -> dict[str, str]:
    memorandum = sign(aurora, institutions)
    partnership = open_partnership(aurora, memorandum, institutions)
    promise = {"title_en": "Scripts", "title_zh": "剧本", "kind": "content", "measure": "works.on_stage", "target": 2,
               "due_on": "2027-05-15", "works": []}  # fmt: skip
    aurora.post(f"/en/studio/partnerships/{partnership}/commitment", promise)
    grant = license_work(aurora, partnership, work)
    return {
        "memorandum": memorandum,
        "partnership": partnership,
        "commitment": agreements.list_commitments(partnership)[0].id,
        "agreement": agreements.get_grant(grant).agreement,
        "page": f"/en/studio/deals/{memorandum}",
    }


def test_a_deliverable_is_asked_for_delivered_and_approved(aurora, deal, institutions):
    asked = {
        "commitment": deal["commitment"],
        "title_en": "First script",
        "title_zh": "首部剧本",
        "due_on": "2026-07-01",
    }
    assert aurora.post(f"/en/studio/partnerships/{deal['partnership']}/deliverable", asked).status_code == 302
    [made] = agreements.list_deliverables([deal["commitment"]])

    assert aurora.post(f"/zh/studio/deliverables/{made.id}/deliver").status_code == 302
    assert aurora.post(f"/zh/studio/deliverables/{made.id}/approve", {"by": "ins-none"}).status_code == 404
    assert (
        aurora.post(f"/zh/studio/deliverables/{made.id}/approve", {"by": institutions[1]}).status_code == 302
    )

    assert agreements.get_deliverable(made.id).approved_by == institutions[1]
    assert "Approved" in aurora.get(deal["page"]).content.decode()


def test_a_campaign_link_leads_on_and_is_counted_once_per_half_hour(aurora, deal, client):
    typed = {
        "commitment": deal["commitment"],
        "title_en": "Poster",
        "title_zh": "海报",
        "target": "javascript:alert(1)",
    }
    refused = aurora.post(f"/en/studio/partnerships/{deal['partnership']}/link", typed)
    assert refused.status_code == 422
    assert "https://" in refused.content.decode()

    typed["target"] = "/en/search?q=sea"
    assert aurora.post(f"/en/studio/partnerships/{deal['partnership']}/link", typed).status_code == 302
    [link] = agreements.list_links([deal["commitment"]])
    followed = [client.get(f"/go/{link.id}") for _ in range(2)]

    assert {(each.status_code, each.headers["Location"]) for each in followed} == {(302, "/en/search?q=sea")}
    assert agreements.count_follows() == 1
    assert client.get("/go/lnk-none").status_code == 404
    assert f"/go/{link.id}" in aurora.get(deal["page"]).content.decode()


@pytest.mark.parametrize(
    ("subject", "amount", "status", "said"),
    [("spend", "150000.00", 302, "£150,000.00 spent in Scotland"), ("jobs", "12", 302, "12 jobs in Scotland"),
     ("jobs", "1.5", 422, "whole number"), ("spend", "-1", 422, "")],
)  # fmt: skip
def test_spend_and_jobs_are_declared_by_somebody_on_a_day(
    aurora, deal, institutions, subject, amount, status, said
):
    typed = {"subject": subject, "region": "TLM", "amount": amount, "currency": "GBP", "declared_by": institutions[0],
             "declared_on": "2026-07-01"}  # fmt: skip
    answer = aurora.post(f"/en/studio/partnerships/{deal['partnership']}/declaration", typed)

    assert answer.status_code == status
    shown = aurora.get(deal["page"]) if status == 302 else answer
    assert said in shown.content.decode()


def test_an_amendment_changes_the_shares_and_leaves_the_agreement(aurora, deal, institutions):
    typed = {
        "title_en": "First amendment",
        "title_zh": "第一补充协议",
        "signed_on": "2026-08-01",
        "weights": "70：30",
    }
    address = f"/en/studio/agreements/{deal['agreement']}/amendment"
    assert aurora.post(address, {**typed, "weights": "70"}).status_code == 422
    assert aurora.post(address, typed).status_code == 302

    [amended] = agreements.list_amendments(deal["agreement"])
    assert amended.shares == ((institutions[0], 70), (institutions[1], 30))
    assert agreements.get_agreement(deal["agreement"]).shares == ((institutions[0], 1), (institutions[1], 1))
    assert "amended since" in aurora.get(deal["page"]).content.decode()


def test_works_are_held_back_and_given_free(aurora, deal, work):
    typed = {"works": [work], "shown_by": ["stream"], "territories": "CN", "first_day": "2026-06-01",
             "zone": "Asia/Shanghai"}  # fmt: skip
    address = f"/en/studio/agreements/{deal['agreement']}/holdback"
    assert aurora.post(address, {**typed, "territories": "Narnia"}).status_code == 422
    assert aurora.post(address, typed).status_code == 302
    [held] = agreements.list_holdbacks(work)

    assert "China" in aurora.get(deal["page"]).content.decode()
    assert aurora.post(f"/en/studio/holdbacks/{held.id}/lift").status_code == 302
    assert agreements.list_holdbacks(work)[0].lifted_at is not None
    assert aurora.post("/en/studio/holdbacks/hbk-none/lift").status_code == 404


def test_a_statement_is_issued_read_by_its_partners_only_and_corrected(aurora, deal, work):
    yesterday = (utc_now() - timedelta(days=1)).date()
    figures = apps.get_model("insight", "DailyFigure")
    row = figures.objects.create(work=work, day=yesterday, territory="GB", counted=3000)
    figures.objects.create(work=work, day=yesterday, territory="FR", counted=9)  # no right was given there
    typed = {"since": yesterday.isoformat(), "until": yesterday.isoformat()}
    address = f"/en/studio/agreements/{deal['agreement']}/statement"

    refused = aurora.post(address, {**typed, "until": utc_now().date().isoformat()})
    assert (refused.status_code, "days that are over" in refused.content.decode()) == (422, True)
    page = aurora.post(address, typed)
    assert page.status_code == 302
    shown = aurora.get(page["Location"]).content.decode()
    assert "105.00 GBP" in shown
    assert "The figures agree" in shown
    [issued] = agreements.list_statements(deal["agreement"])
    assert [(use.territory, use.views) for use in issued.uses] == [("GB", 3000)]

    base = f"/memorandum/statement/{issued.id}"
    assert aurora.get(f"{base}/en.pdf").content.startswith(b"%PDF")
    assert "use," in aurora.get(f"{base}/statement.csv").content.decode("utf-8-sig")
    assert aurora.get(f"{base}/statement.json").json()["total"] == 10_500
    assert aurora.get(f"{base}/other.pdf").status_code == 404
    assert Client().get(f"/en{base}").status_code == 302
    stranger = people.create_person("stranger@elsewhere.example", None, "Stranger", at=AT)
    elsewhere = Client()
    elsewhere.force_login(get_user_model().objects.get(pk=stranger), BACKEND)
    assert elsewhere.get(f"/zh{base}").status_code == 403
    assert elsewhere.get(f"{base}/statement.csv").status_code == 403

    row.counted = 2000
    row.save()
    assert "Correct it" in aurora.get(deal["page"]).content.decode()
    assert aurora.post(f"/en/studio/statements/{issued.id}/correct").status_code == 302
    assert [each.total.minor for each in agreements.list_statements(deal["agreement"])] == [7000, 10_500]
    assert "taken back and corrected" in aurora.get(f"/en{base}").content.decode()
