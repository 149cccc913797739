"""What tests do inside a running house, through its folders' doors: `python -m tests.deeds DEED [WORD …]`.

Each deed prints one JSON document. It runs in a process of its own, in the house's environment.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django is ready only now

from footlights.ground.agreements import api as agreements  # noqa: E402
from footlights.ground.agreements.types import (  # noqa: E402
    AgreementDraft,
    AgreementKind,
    CampaignLinkDraft,
    CommitmentDraft,
    CommitmentKind,
    DeliverableDraft,
    GrantDraft,
    HoldbackDraft,
    MemorandumDraft,
    PartnershipDraft,
    Party,
    Sector,
    StatementDraft,
    Use,
)
from footlights.ground.notices import api as notices  # noqa: E402
from footlights.ground.notices.types import NoticeDraft  # noqa: E402
from footlights.ground.orders import api as orders  # noqa: E402
from footlights.ground.orders.types import ProductDraft, ProductKind  # noqa: E402
from footlights.ground.people import api as people  # noqa: E402
from footlights.ground.people.types import InvitationDraft, Viewer  # noqa: E402
from footlights.ground.works import api as works  # noqa: E402
from footlights.ground.works.types import WorkDraft, WorkKind  # noqa: E402
from footlights.kernel.clock import utc_now  # noqa: E402
from footlights.kernel.ids import (  # noqa: E402
    AgreementId,
    AssetId,
    CampaignLinkId,
    CommitmentId,
    GrantId,
    InstitutionId,
    PartnershipId,
    WorkId,
    new_id,
)
from footlights.kernel.media.token import PathToken, read_path, sign_path  # noqa: E402
from footlights.kernel.money import Money  # noqa: E402
from footlights.kernel.territory import CN, GB, Territory, some  # noqa: E402
from footlights.kernel.text import Both  # noqa: E402
from footlights.kernel.window import Window  # noqa: E402
from footlights.roof.channels import api as channels  # noqa: E402
from footlights.services.consult import api as consult  # noqa: E402
from footlights.services.exchange import api as exchange  # noqa: E402
from footlights.services.exchange.tests.files import workbook  # noqa: E402
from footlights.services.exchange.types import DeliveryDraft  # noqa: E402
from footlights.services.lab import api as lab  # noqa: E402
from footlights.services.lab.types import Trial  # noqa: E402
from footlights.services.live.api.demo import plan_demo  # noqa: E402
from footlights.services.race import api as race  # noqa: E402
from footlights.services.race.tests.races import calm, claim_of, send  # noqa: E402
from footlights.services.shelf import api as shelf  # noqa: E402
from footlights.services.shelf.types import MarkDraft, Privacy, State  # noqa: E402
from footlights.services.style import api as style  # noqa: E402
from footlights.services.style.types import StudyDraft  # noqa: E402
from footlights.services.watch import api as watching  # noqa: E402
from footlights.services.watch.types import SequenceKind  # noqa: E402
from tests.deeds_of_lab import let_a_university_study  # noqa: E402, F401  # found by its name
from tests.deeds_of_origin import state_a_term  # noqa: E402, F401  # found by its name
from tests.deeds_of_talk import (  # noqa: E402, F401  # found by their names
    list_room,
    say_everything,
    say_live,
    seat_talkers,
    send_danmaku,
    take_away,
    talk_about,
)

NOW = utc_now()
YESTERDAY = (NOW - timedelta(days=1)).date()


def sign_a_memorandum() -> dict[str, str]:
    """Sign a memorandum between the broadcaster and the opera house, and open a partnership under it."""
    names = Both("Northern Light Television", "北光电视台"), Both("East River Opera House", "东江歌剧院")
    broadcaster = people.create_institution(names[0], GB, is_invented=True, at=NOW)
    opera = people.create_institution(names[1], CN, is_invented=True, at=NOW)
    memorandum = agreements.sign_memorandum(
        MemorandumDraft(
            title=Both("Films for two audiences", "为两地观众呈现影片"),
            text=Both("The parties show one another's films.", "双方互映影片。"),
            parties=(
                Party(broadcaster, Both("Aurora", "奥罗拉"), Both("Head of film", "电影部主任")),
                Party(opera, Both("Bo", "博"), Both("Artistic director", "艺术总监")),
            ),
            sectors=(Sector.FILM_TELEVISION,),
            signed_at=NOW,
            place=Both("Leeds", "利兹"),
            zone="Europe/London",
        ),
        NOW,
    )
    partnership = agreements.open_partnership(
        PartnershipDraft(
            memorandum=memorandum,
            title=Both("One film a season", "每季一部影片"),
            sector=Sector.FILM_TELEVISION,
            institutions=(broadcaster, opera),
            lead=broadcaster,
        ),
        NOW,
    )
    return {"memorandum": memorandum, "partnership": partnership, "broadcaster": broadcaster, "opera": opera}


def create_a_work(en: str, zh: str, year: str) -> str:
    """Register a film by its titles."""
    return works.create_work(WorkDraft(kind=WorkKind.FILM, title=Both(en, zh), year=int(year)), NOW)


def promise_views(partnership: str, work: str, target: str) -> str:
    """Commit to so many counted views of a work within a year."""
    title = Both("Two views, one on each side", "两地各一次观看")
    return promise(partnership, CommitmentKind.DISTRIBUTION, title, "watch.counted_views", target, work)


def promise_answers(partnership: str, work: str, target: str) -> str:
    """Commit to so many choices between looks within a year."""
    title = Both("Young people asked what they would wear", "询问年轻人想穿什么")
    return promise(partnership, CommitmentKind.CONTENT, title, "style.answers", target, work)


def promise(
    partnership: str, kind: CommitmentKind, title: Both, measure: str, target: str, *named: str
) -> str:
    """Commit to so much of a measure, of these works if any is named, within a year."""
    return agreements.make_commitment(
        CommitmentDraft(
            partnership=PartnershipId(partnership),
            kind=kind,
            title=title,
            measure=measure,
            target=int(target),
            due_on=(NOW + timedelta(days=365)).date(),
            works=tuple(map(WorkId, named)),
        ),
        NOW,
    )


def promise_laps(partnership: str, target: str) -> dict[str, str]:
    """Commit to so many proved laps within a year, with a link that a campaign hands out."""
    title = Both("Laps proved", "圈圈有据")
    promised = promise(partnership, CommitmentKind.CONTENT, title, "race.laps_proved", target)
    return {
        "commitment": promised,
        "link": agreements.make_link(CampaignLinkDraft(promised, title, "/en/"), NOW),
    }


def grant_to_both(partnership: str, work: str, licensor: str) -> str:
    """Grant a work to Britain and China for a year."""
    agreement = agreements.make_agreement(
        AgreementDraft(
            partnership=PartnershipId(partnership),
            kind=AgreementKind.LICENCE_TO_PUBLISH,
            title=Both("Licence for Britain and China", "英中两地许可"),
            signed_on=NOW.date(),
            shares=((InstitutionId(licensor), 1),),
            per_thousand=Money(3500, "GBP"),
        ),
        NOW,
    )
    return agreements.issue_grant(
        GrantDraft(
            agreement=agreement,
            works=(WorkId(work),),
            territories=some([GB, CN]),
            window=Window(NOW - timedelta(days=1), NOW + timedelta(days=365), "Europe/London"),
        ),
        NOW,
    )


def grant_for_seconds(agreement: str, work: str, seconds: str) -> dict[str, str]:
    """Grant a work to Britain until so many seconds from now, under an agreement that stands."""
    window = Window(NOW - timedelta(days=1), NOW + timedelta(seconds=float(seconds)), "Europe/London")
    draft = GrantDraft(AgreementId(agreement), (WorkId(work),), some([GB]), window)
    return {
        "grant": agreements.issue_grant(draft, NOW),
        "ends_at": (NOW + timedelta(seconds=float(seconds))).isoformat(),
    }


def make_evidence(commitment: str, grant: str) -> dict[str, str]:
    """Make a link to the foyer, ask for a poster, hold works back where nobody asks for them, state yesterday's use."""
    given = agreements.get_grant(GrantId(grant))
    promise = CommitmentId(commitment)
    title = Both("Poster", "海报")
    held = HoldbackDraft(given.agreement, given.works, some([Territory("FR")]), given.window)
    return {
        "link": agreements.make_link(CampaignLinkDraft(promise, title, "/en/"), NOW),
        "deliverable": agreements.ask_deliverable(DeliverableDraft(promise, title, NOW.date()), NOW),
        "holdback": agreements.agree_holdback(held, NOW),
        "statement": agreements.issue_statement(
            StatementDraft(
                given.agreement, YESTERDAY, YESTERDAY, (Use(YESTERDAY, given.works[0], "GB", 2_345),)
            ),
            NOW,
        ),
    }


def keep_a_shelf(work: str) -> dict[str, str]:
    """Let the operator mark a work and begin a list with it."""
    person = next(each.id for each in people.list_people() if each.is_operator)
    shelf.mark_work(person, WorkId(work), MarkDraft(State.DONE, 9, "Worth it · 值得"), NOW)
    wanted = shelf.create_list(person, "For a rainy day · 雨天片单", "", Privacy.PUBLIC, NOW)
    shelf.add_to_list(wanted, person, WorkId(work))
    return {"wanted": wanted}


def hold_a_consultation() -> dict[str, str]:
    """Let the operator consult about a sore throat, up to the result."""
    person = next(each for each in people.list_people() if each.is_operator)
    viewer = Viewer("", person.id, person.name, None, None, None, person.language)
    consultation = consult.begin(viewer, 34.0, "female", NOW, agrees=True)
    shown = consult.say(consultation, viewer, "嗓子疼，流鼻涕 a sore throat for two days", NOW)
    while not shown.ended:
        shown = consult.say(consultation, viewer, "no", NOW)
    return {"consultation": consultation}


def let_somebody_in() -> dict[str, str]:
    """Ask somebody in, make a link for the operator's new password, and leave a notice in the inbox."""
    person = next(each.id for each in people.list_people() if each.is_operator)
    # Signing in ends a link for a new password, so it is made for somebody who does not.
    other = people.create_person(f"{new_id('per')}@viewer.example", None, "Lin", at=NOW)
    invitation, secret = people.invite(InvitationDraft(), person, NOW)
    title = Both("Your film is on stage", "您的影片已上映")
    notices.give(NoticeDraft(person, "on-stage", title, Both("Go and see.", "欢迎观看。"), "watch"), NOW)
    return {
        "invitation": invitation,
        "secret": secret,
        "other": other,
        "proof": people.make_reset(other),
        "notice": notices.list_notices(person, NOW)[0].id,
        "token": people.make_token(person, "figures", NOW)[0],
    }


def hand_in_a_file() -> dict[str, str]:
    """Hand a file of Avails in, and have an invented festival solved."""
    content = workbook({"TitleInternalAlias": "Lamplighter, The", "TitleID": ""})
    sent = DeliveryDraft("avails.xlsx", content, "Europe/London")
    asked = lab.ask_programme(lab.invent_festival(8, 1, 1), NOW)
    lab.solve_programme(asked, Trial(seconds=2.0, layers=1), NOW)
    delivery = exchange.receive(sent, None, NOW)
    return {"delivery": delivery, "form": "xlsx", "programme": asked, "notation": "json", "day": "2027-05-01"}


def open_a_study(work: str) -> dict[str, str]:
    """Ask the public which of two looks, for a month."""
    title = Both("What would you wear to a première?", "首映之夜，您会穿什么？")
    draft = StudyDraft(title, WorkId(work), NOW - timedelta(hours=1), NOW + timedelta(days=30), 5)
    return {"study": style.open_study(draft), "code": "11300"}


def race_three_laps(link: str, car: str = "tern") -> dict[str, str]:
    """Let the operator race, five minutes ago by the house's clock, and put a partner's link on the circuit's card."""
    person = next(each for each in people.list_people() if each.is_operator)
    viewer = Viewer("", person.id, person.name, None, None, None, person.language)
    inputs, began_at = calm("gullhaven", car, 1), NOW - timedelta(minutes=5)
    start = race.begin(viewer, "gullhaven", car, "limelight", began_at)
    ended_at = send(viewer, start.token, inputs, began_at)
    result = race.finish(start.token, viewer, claim_of("gullhaven", car, inputs), ended_at)
    race.link_place("gullhaven", CampaignLinkId(link))
    return {"run": result.run, "track": "gullhaven", "standing": result.standing.value}


def sell_a_ticket() -> dict[str, str]:
    """Sell a ticket for a work without a film, and let the operator order one."""
    work = works.create_work(WorkDraft(kind=WorkKind.STAGE, title=Both("The Foghorn", "雾笛")), NOW)
    draft = ProductDraft(
        ProductKind.TICKET, Both("A seat at the Foghorn", "雾笛单人票"), Money(1800, "CNY"), work
    )
    product = orders.create_product(draft, NOW)
    person = next(each.id for each in people.list_people() if each.is_operator)
    order = orders.place_order(person, product.id, new_id("ord"), NOW)
    return {"product": product.id, "order": order.id, "signed": channels.sign_pay_address(order.id)}


def prepare_a_showing(en: str, zh: str, target: str) -> dict[str, str]:
    """Sign, register a film, promise it so many views and grant it to both countries; return every id."""
    deal = sign_a_memorandum()
    work = create_a_work(en, zh, str(NOW.year))
    commitment = promise_views(deal["partnership"], work, target)
    grant = grant_to_both(deal["partnership"], work, deal["broadcaster"])
    evidence = make_evidence(commitment, grant)
    return {
        **deal,
        "work": work,
        "commitment": commitment,
        "grant": grant,
        "agreement": agreements.get_grant(GrantId(grant)).agreement,
        **arrange_a_series(work),
        **evidence,
        **race_three_laps(evidence["link"]),
        **keep_a_shelf(work),
        **talk_about(work),
        **open_a_study(work),
        **hold_a_consultation(),
        **hand_in_a_file(),
        **let_somebody_in(),
        **plan_a_relay(),
        **sell_a_ticket(),
    }


def arrange_a_series(work: str) -> dict[str, str]:
    """Make a series of which a work is the first episode."""
    title = Both("Light on the water", "水上灯影")
    return {"sequence": watching.create_sequence(SequenceKind.SERIES, title, [WorkId(work)], at=NOW).id}


def plan_a_relay() -> dict[str, str]:
    """Plan a relay for tomorrow, of which nothing has been sent yet."""
    return {"relay": plan_demo(contributors=2, hours=2, seconds=60, at=NOW + timedelta(days=1)).id}


def token_of_another_film(token: str) -> dict[str, str]:
    """Return this house's own signature on a token for another film, and on one whose time is over."""
    given = read_path(token, settings.MEDIA_KEY, now_s=NOW.timestamp())

    def signed(asset: str, expires_s: int) -> str:
        return sign_path(
            PathToken(
                AssetId(asset), given.territory, given.session_mark, given.licence, expires_s, given.issued_s
            ),
            settings.MEDIA_KEY,
        )

    another = given.asset[:4] + "0" * 16 + given.asset[20:]
    over = int(NOW.timestamp()) - 1
    return {"foreign": signed(another, given.expires_s), "expired": signed(given.asset, over)}


def count_what_is_held() -> dict[str, int]:
    """Count the works and the files and folders of films that the house holds."""
    return {
        "works": len(works.list_works(limit=1000)),
        "files": sum(1 for path in (settings.HOME / "media").rglob("*") if path.is_file()),
        "folders": sum(1 for path in (settings.HOME / "media").iterdir() if path.is_dir()),
    }


def count_messages() -> tuple[int, int, int]:
    """Count the messages kept, those answered, and the answers that are each the first of its message."""
    from footlights.roof.channels import models  # what no door tells: how often each was answered

    answers = models.Answer.objects.values_list("key", flat=True)
    firsts = [key for key in answers if key.startswith("msg-") and key.endswith(":0")]
    return channels.count_messages(), channels.count_messages() - channels.count_waiting(), len(set(firsts))


def main(deed: str, *words: str) -> Any:
    """Do one deed and return what it gives."""
    return globals()[deed](*words)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
