"""Ways in without e-mail, keys for programs, and whom somebody follows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from footlights.ground.notices import api as notices
from footlights.ground.notices.types import NoticeDraft
from footlights.ground.people import api, models
from footlights.ground.people.types import (
    EmailTaken,
    InvitationDraft,
    NeedsInstitution,
    NoSuchInvitation,
    NoSuchReset,
    NotOneself,
    Role,
    TieKind,
)
from footlights.kernel.territory import GB
from footlights.kernel.text import Both, Language

from .cast import NOON, PASSWORD, aurora, chen

pytestmark = pytest.mark.django_db
ANOTHER = "seven swans a-swimming"


def broadcaster():
    """Register the broadcaster."""
    return api.create_institution(Both("Northern Light", "北光"), GB, is_invented=True, at=NOON)


def signed_in(client, person):
    """Sign somebody in."""
    row = models.Person.objects.get(id=person)
    client.force_login(row, "django.contrib.auth.backends.ModelBackend")
    return client


def test_an_invitation_makes_one_account_with_its_role():
    home = broadcaster()
    _, secret = api.invite(InvitationDraft(Role.PRODUCER, home), None, NOON)

    person = api.accept_invitation(secret, "bo@opera.example", PASSWORD, "Bo", Language.ZH, NOON)

    assert [(m.institution.id, m.role) for m in api.list_memberships(person)] == [(home, Role.PRODUCER)]
    assert api.list_invitations(NOON) == []
    with pytest.raises(NoSuchInvitation):
        api.accept_invitation(secret, "eve@opera.example", PASSWORD, "Eve", Language.EN, NOON)


def test_an_invitation_lapses_and_can_be_withdrawn_and_survives_a_slip():
    _, secret = api.invite(InvitationDraft(), None, NOON)
    chen()
    with pytest.raises(EmailTaken):
        api.accept_invitation(secret, "chen@viewer.example", PASSWORD, "", Language.EN, NOON)
    assert api.find_invitation(secret, NOON) is not None
    assert api.find_invitation(secret, NOON + timedelta(days=14)) is None

    api.withdraw_invitation(api.list_invitations(NOON)[0].id, NOON)
    assert api.find_invitation(secret, NOON) is None
    with pytest.raises(NeedsInstitution):
        api.invite(InvitationDraft(Role.PARTNER), None, NOON)


def test_the_house_keeps_no_secret_in_clear():
    _, secret = api.invite(InvitationDraft(), None, NOON)
    _, key = api.make_token(chen(), "figures", NOON)

    kept = [*models.Invitation.objects.values_list(), *models.ApiToken.objects.values_list()]
    assert secret not in repr(kept)
    assert key not in repr(kept)


def test_a_link_sets_one_new_password():
    person = chen()
    proof = api.make_reset(person)

    api.reset_password(person, proof, ANOTHER)

    assert models.Person.objects.get().check_password(ANOTHER)
    with pytest.raises(NoSuchReset):
        api.reset_password(person, proof, PASSWORD)
    with pytest.raises(NoSuchReset):
        api.reset_password(aurora(), proof, PASSWORD)


def test_a_token_reads_as_its_holder_until_it_ends():
    person = chen()
    token, key = api.make_token(person, "figures", NOON)

    viewer = api.find_viewer_by_token(key, NOON)

    assert viewer is not None
    assert viewer.person == person
    assert api.list_tokens(person)[0].used_at == NOON
    assert api.find_viewer_by_token(key + "x", NOON) is None
    assert api.find_viewer_by_token(key, NOON + timedelta(days=366)) is None
    api.withdraw_token(person, token)
    assert api.find_viewer_by_token(key, NOON) is None


def test_blocking_ends_following_and_hinders_it():
    me, other = chen(), aurora()
    api.tie(other, me, TieKind.FOLLOW, NOON)

    api.tie(me, other, TieKind.BLOCK, NOON)
    api.tie(other, me, TieKind.FOLLOW, NOON)

    assert api.list_followed(other) == frozenset()
    assert api.list_blocked(me) == {other}
    api.untie(me, other)
    api.tie(other, me, TieKind.FOLLOW, NOON)
    assert api.list_followed(other) == {me}
    with pytest.raises(NotOneself):
        api.tie(me, me, TieKind.FOLLOW, NOON)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_operators_invitation_is_accepted_on_its_page(client, language):
    operator = aurora(is_operator=True)
    home = broadcaster()
    sent = {"role": "partner", "institution": home, "email": "bo@opera.example", "language": language}
    made = signed_in(client, operator).post(f"/{language}/people/invitations", sent)
    link = made.context["link"]
    client.logout()

    assert client.get(link).status_code == 200
    chosen = {"email": "bo@opera.example", "name": "Bo", "password": "short", "language": "zh"}
    assert client.post(link, chosen).status_code == 422
    assert client.post(link, {**chosen, "password": PASSWORD}).status_code == 302
    assert client.session["_auth_user_id"] == api.find_person_by_email("bo@opera.example").id
    client.logout()
    assert client.get(link).status_code == 410


def test_a_forgotten_password_is_set_anew_on_its_page(client):
    operator = aurora(is_operator=True)
    chen()
    asked = {"act": "reset", "email": "chen@viewer.example"}
    link = signed_in(client, operator).post("/en/people/invitations", asked).context["link"]
    client.logout()

    assert client.get(link).status_code == 200
    assert client.post(link, {"password": ANOTHER}).status_code == 302
    assert client.get(link).status_code == 410
    assert client.login(email="chen@viewer.example", username="chen@viewer.example", password=ANOTHER)


def test_only_operators_invite(client):
    assert client.get("/en/people/invitations").status_code == 302
    assert signed_in(client, chen()).get("/en/people/invitations").status_code == 403


def test_the_inbox_shows_what_came_and_leads_to_it(client):
    person = chen()
    title, text = Both("A statement is ready", "结算单已出"), Both("For May.", "五月。")
    notices.give(NoticeDraft(person, "statement:1", title, text, "studio/deals"), NOON)
    page = signed_in(client, person).get("/zh/people/inbox")

    assert "结算单已出" in page.content.decode()
    notice = notices.list_notices(person, NOON)[0].id
    assert client.post(f"/zh/people/inbox/{notice}").url == "/zh/studio/deals"
    assert notices.count_unread(person, NOON) == 0
    assert client.post("/zh/people/inbox/ntc-none").status_code == 404


def test_a_persons_page_follows_and_blocks(client):
    me, other = chen(), aurora()
    page = f"/en/people/who/{other}"

    assert client.get(page).status_code == 200
    signed_in(client, me).post(f"{page}/tie", {"kind": "block"})
    assert api.find_tie(me, other) is TieKind.BLOCK
    assert "Unblock" in client.get(page).content.decode()
    client.post(f"{page}/tie", {"kind": "", "from": "circle"})
    assert api.find_tie(me, other) is None
    assert client.post(f"/en/people/who/{me}/tie", {"kind": "follow"}).status_code == 404
