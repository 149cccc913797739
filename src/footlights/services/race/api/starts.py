"""Beginning a race: who may, with which car in which livery; and the inputs as they come in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from footlights.ground.people import api as people
from footlights.ground.people.types import Viewer
from footlights.kernel.clock import microseconds
from footlights.kernel.territory import CN
from footlights.kernel.text import Both
from footlights.services.race import models
from footlights.services.race.adapters import logs, tokens
from footlights.services.race.core.cars import find_car
from footlights.services.race.core.driver import LONGEST
from footlights.services.race.core.hours import may_play
from footlights.services.race.core.kernel import is_input
from footlights.services.race.core.tracks import find_track
from footlights.services.race.types import BadRun, BadStart, NotNow, NotThere, Start, StartId

from .liveries import list_liveries

_MOST: Final = 20  # starts by one viewer within a minute
_PIECE: Final = 600  # ticks: ten seconds
_MINORS = Both(
    "Under 18 and living in China, you can race on Fridays, Saturdays, Sundays and public holidays from 20:00 to 21:00, "
    "Beijing time. Your earlier times are kept.",
    "根据国家规定，未满 18 周岁的玩家只能在周五、周六、周日和法定节假日 20:00 至 21:00（北京时间）参加竞速。您以往的成绩都会保留。",
)
_GUESTS = Both(
    "In China, sign in and say your age band on your account's page before you race. There is no guest mode there.",
    "在中国大陆，请先登录并在账户页填写年龄段，再参加竞速。此处不提供游客模式。",
)
_TOO_MANY = Both(
    "That is many starts in a minute. Wait a little, then start again.", "开始次数过多，请稍候再试。"
)
_NOT_SIGNED = Both("This race was not started here. Start it again.", "此局并非在本站开始，请重新开始。")
_NOT_YOURS = Both(
    "This race was started in another browser. Start it again.", "此局在其他浏览器中开始，请重新开始。"
)
_SPENT = Both(
    "This race is over; its result stands. Start another.", "此局已结束，成绩已确定。请开始新的一局。"
)
_NO_SUCH = Both("There is no such track, car or livery.", "没有这样的赛道、赛车或涂装。")
_OUT_OF_DOMAIN = Both("No driver can press that.", "输入超出范围。")
_TOO_LONG = Both("A race lasts fifteen minutes at most.", "一局最长十五分钟。")


def find_bar(viewer: Viewer, at: datetime) -> NotNow | None:
    """Return why a viewer may not race now, or None when they may."""
    lives_in = viewer.residence or viewer.territory
    if lives_in != CN:
        return None
    if viewer.person is None or viewer.age_band is None:
        return NotNow("guest", _GUESTS)
    return None if may_play(viewer.age_band.oldest, at) else NotNow("minor", _MINORS)


def begin(viewer: Viewer, track: str, car: str, livery: str, at: datetime) -> Start:
    """Begin a race and return it with its token.

    Raises NotNow, and NotThere also for a livery whose licence does not hold here and now.
    """
    bar = find_bar(viewer, at)
    if bar is not None:
        raise bar
    worn = {each.id for each in list_liveries(viewer.territory, at)}
    if find_track(track) is None or find_car(car) is None or livery not in worn:
        raise NotThere(_NO_SUCH)
    pseudonym = people.pseudonym_of(viewer, at)
    lately = at - timedelta(minutes=1)
    if models.Start.objects.filter(pseudonym=pseudonym, opened_at__gt=lately).count() >= _MOST:
        raise NotNow("too_many", _TOO_MANY)
    row = models.Start.objects.create(
        person=viewer.person or "", pseudonym=pseudonym, track=track, car=car, livery=livery, opened_at=at
    )
    start = StartId(row.id)
    return Start(start, tokens.sign(start), track, car, livery)


def take_piece(token: str, viewer: Viewer, first: int, inputs: bytes, at: datetime) -> int:
    """Keep a piece of a race's inputs, from a tick on, and return how many ticks are held now, durably.

    A piece without inputs says that the race stood still since the piece before.
    Raises BadStart, BadPiece, BadRun.
    """
    row = open_start(token, viewer, at)
    if len(inputs) > _PIECE or first < 0 or first + len(inputs) > LONGEST:
        raise BadRun("too_long", _TOO_LONG)
    if not all(map(is_input, set(inputs))):
        raise BadRun("input_out_of_domain", _OUT_OF_DOMAIN)
    return logs.append(StartId(row.id), first, inputs, microseconds(at) // 1000)


def open_start(token: str, viewer: Viewer, at: datetime) -> models.Start:
    """Return the start that a token stands for, while it is open and this viewer's. Raises BadStart."""
    start = tokens.read(token)
    row = models.Start.objects.filter(id=start).first() if start else None
    if row is None:
        raise BadStart("bad_token", _NOT_SIGNED)
    if row.pseudonym != people.pseudonym_of(viewer, at):
        raise BadStart("foreign_token", _NOT_YOURS)
    if row.closed_at is not None:
        raise BadStart("spent_token", _SPENT)
    return row
