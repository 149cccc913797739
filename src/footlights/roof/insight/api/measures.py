"""What each figure is counted by: its name, its words, and the folder that answers for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, QuerySet, Sum

from footlights.ground.agreements import api as agreements
from footlights.ground.orders import api as orders
from footlights.ground.talk import api as talk
from footlights.kernel.answer import Answer
from footlights.kernel.ids import WorkId
from footlights.kernel.territory import CN, GB
from footlights.kernel.text import Both
from footlights.roof.channels import api as channels
from footlights.roof.insight import models
from footlights.services.consult import api as consult
from footlights.services.exchange import api as exchange
from footlights.services.lab import api as lab
from footlights.services.live import api as live
from footlights.services.race import api as race
from footlights.services.shelf import api as shelf
from footlights.services.style import api as style
from footlights.services.watch import api as watch

Works = Sequence[WorkId]
Day = date | None
Measure = Callable[[Works, Day, Day, datetime], int]


def _summed(column: str, unit: int = 1) -> Measure:
    """Return the measure that adds up a column of the audience's cells."""

    def measure(works: Works, since: Day, until: Day, at: datetime) -> int:
        rows = _within(models.DailyFigure.objects.all(), works, since, until)
        return int(rows.aggregate(total=Sum(column))["total"] or 0) // unit

    return measure


def _viewers(works: Works, since: Day, until: Day, at: datetime) -> int:
    seen = _within(models.Visit.objects.filter(counted__gt=0), works, since, until)
    return int(seen.aggregate(viewers=Count("viewer", distinct=True))["viewers"])


def _on_stage(works: Works, since: Day, until: Day, at: datetime) -> int:
    """Count the works that play and may be shown in Britain or in China now."""
    return sum(
        film.can_play
        and any(agreements.find_licence(film.work, here, at=at).answer is Answer.YES for here in (GB, CN))
        for film in watch.list_films()
        if not works or film.work in works
    )


def _within(rows: QuerySet[Any], works: Works, since: Day, until: Day) -> QuerySet[Any]:
    rows = rows.filter(work__in=works) if works else rows
    rows = rows.filter(day__gte=since) if since else rows
    return rows.filter(day__lte=until) if until else rows


def _of_works(count: Callable[[Works, Day, Day], int]) -> Measure:
    return lambda works, since, until, at: count(works, since, until)


def _of_the_house(count: Callable[[Day, Day], int]) -> Measure:
    return lambda works, since, until, at: count(since, until)


AUDIENCE: Final[dict[str, tuple[Both, Measure]]] = {
    "watch.counted_views": (Both("Counted views", "有效观看次数"), _summed("counted")),
    "watch.starts": (Both("Films started", "开始播放次数"), _summed("starts")),
    "watch.seconds": (Both("Watch time in seconds", "观看时长（秒）"), _summed("milliseconds", 1000)),
    "watch.completed": (Both("Watched to the end", "完整观看次数"), _summed("completed")),
    "watch.viewers": (Both("Different viewers", "独立观众数"), _viewers),
}
MEASURES: Final[dict[str, tuple[Both, Measure]]] = {
    **AUDIENCE,
    "agreements.follows": (
        Both("Campaign links followed", "推广链接点击次数"),
        _of_works(agreements.count_follows),
    ),
    "channels.messages": (
        Both("Messages written to the house", "发给本馆的消息数"),
        _of_the_house(channels.count_messages),
    ),
    "consult.consultations": (
        Both("Health consultations (demonstration)", "健康咨询次数（演示）"),
        _of_works(consult.count_consultations),
    ),
    "exchange.grants": (
        Both("Grants taken in from trade files", "由行业文件导入的授权"),
        _of_the_house(exchange.count_grants_taken_in),
    ),
    "lab.programmes": (
        Both("Programmes solved in the lab", "实验室求解的排片方案"),
        _of_the_house(lab.count_programmes),
    ),
    "live.slots_shown": (
        Both("Slots relayed live", "直播接力的节目段数"),
        _of_the_house(live.count_slots_shown),
    ),
    "orders.paid": (
        Both("Tickets, rentals and passes paid", "已付款的票券、租借与通行证"),
        _of_works(orders.count_paid),
    ),
    "race.laps_proved": (Both("Laps proved", "经证实的圈数"), _of_the_house(race.count_laps)),
    "shelf.marks": (Both("Works marked on shelves", "书影架标记数"), _of_works(shelf.count_marks)),
    "style.answers": (Both("Choices between looks", "造型选择次数"), _of_works(style.count_answers)),
    "talk.comments": (
        Both("Comments, messages and danmaku", "评论、聊天与弹幕"),
        _of_works(talk.count_comments),
    ),
    "works.on_stage": (Both("Works on stage in Britain or China", "在英国或中国上演的作品"), _on_stage),
}
