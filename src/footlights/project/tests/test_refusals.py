"""What a reader sees when the house says no."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from footlights.project import refusals, urls
from footlights.project.rate import SIGNING_IN, Buckets, Limit, LimitRate, limit_for
from footlights.project.server.bridge import REFUSAL

pytestmark = pytest.mark.django_db


def fall(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the secret cause")


class Addresses:
    """The house's addresses and one that fails."""

    urlpatterns = [
        *urls.urlpatterns,
        path("fall", fall),
        path("post-only", lambda _: HttpResponseNotAllowed(["POST"])),
    ]
    handler400, handler403 = refusals.bad_request, refusals.forbidden
    handler404, handler500 = refusals.not_found, refusals.server_error


@pytest.fixture
def faulty(client: Client) -> Client:
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("language", "words"), [("en", "Something went wrong"), ("zh", "我们这边出了问题")])
def test_a_fault_is_said_in_the_readers_language_without_its_cause(
    faulty: Client, language: str, words: str
) -> None:
    with override_settings(ROOT_URLCONF=Addresses):
        reply = faulty.get("/fall", headers={"accept-language": language})
    assert reply.status_code == 500
    assert words in reply.content.decode()
    assert "secret" not in reply.content.decode()
    assert "Traceback" not in reply.content.decode()


def test_the_wrong_method_gets_a_page_and_keeps_its_allow_header(client: Client) -> None:
    with override_settings(ROOT_URLCONF=Addresses):
        reply = client.get("/post-only", headers={"accept-language": "en"})
    assert (reply.status_code, reply["Allow"]) == (405, "POST")
    assert b"does not take that kind" in reply.content


@pytest.mark.parametrize("path", ["/en/%00", "/en/a%0d%0ab", "/en/?q=%00", "/zh/%1b%5b"])
def test_control_characters_in_an_address_are_refused(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


def test_a_form_without_its_token_is_refused_politely() -> None:
    strict = Client(enforce_csrf_checks=True)
    reply = strict.post("/zh/account/login/", {"login": "a"})
    assert reply.status_code == 403
    assert "您没有权限查看这里" in reply.content.decode()


def test_a_form_beyond_the_limit_is_too_large_not_unreadable(client: Client) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100):
        form = "application/x-www-form-urlencoded"
        reply = client.post("/en/account/login/", "login=" + "a" * 200, content_type=form)
    assert reply.status_code == 413


def test_a_strange_host_is_refused(client: Client) -> None:
    assert client.get("/en/account/login/", headers={"host": "evil.example"}).status_code == 400


def test_what_the_bridge_refused_is_said_as_a_page(client: Client) -> None:
    reply = client.post("/zh/account/login/", **{REFUSAL: 413})
    assert reply.status_code == 413
    assert "内容超过了大小上限" in reply.content.decode()


def test_a_client_of_json_is_refused_in_json_in_both_languages(client: Client) -> None:
    reply = client.get("/nowhere", headers={"accept": "application/json"})
    assert reply.status_code == 404
    assert set(reply.json()["error"]) == {"en", "zh"}


def test_every_page_carries_the_policy_and_the_headers(client: Client) -> None:
    reply = client.get("/en/account/login/")
    policy = reply["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert reply["X-Frame-Options"] == "DENY"
    assert reply["Referrer-Policy"] == "same-origin"
    assert "wsgi" not in str(reply.headers).lower()


def test_a_bucket_empties_and_fills_again() -> None:
    now = [0.0]
    buckets, limit = Buckets(clock=lambda: now[0]), Limit("test", per_second=1, burst=2)
    assert [buckets.take("Chen", limit) for _ in range(3)] == [0, 0, 1]
    assert buckets.take("Bo", limit) == 0
    now[0] = 1.0
    assert [buckets.take("Chen", limit) for _ in range(2)] == [0, 1]


def test_trying_passwords_is_slowed_down_with_a_page_that_says_when(rf: RequestFactory) -> None:
    limited = LimitRate(lambda _: HttpResponse("in"), Buckets(clock=lambda: 0.0))
    replies = [limited(_post(rf)) for _ in range(SIGNING_IN.burst + 1)]
    assert [reply.status_code for reply in replies] == [200] * SIGNING_IN.burst + [429]
    assert int(replies[-1]["Retry-After"]) >= 1


def _post(rf: RequestFactory) -> HttpRequest:
    return rf.post("/en/account/login/")


@pytest.mark.parametrize(
    ("path", "name"),
    [("/zh/account/login/", "signing in"), ("/admin/login/", "signing in"), ("/watch/beats", "sending")],
)
def test_passwords_are_tried_where_the_limit_is_tight(path: str, name: str) -> None:
    assert limit_for(path).name == name
