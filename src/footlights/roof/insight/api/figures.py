"""The figures that commitments are measured by, by name."""

from __future__ import annotations

from collections.abc import Sequence
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
from footlights.roof.insight.types import Figure, NoSuchFigure
from footlights.services.consult import api as consult
from footlights.services.exchange import api as exchange
from footlights.services.lab import api as lab
from footlights.services.live import api as live
from footlights.services.race import api as race
from footlights.services.shelf import api as shelf
from footlights.services.style import api as style
from footlights.services.watch import api as watch

_LABELS: Final = {
    "watch.counted_views": Both("Counted views", "有效观看次数"),
    "watch.starts": Both("Films started", "开始播放次数"),
    "watch.seconds": Both("Watch time in seconds", "观看时长（秒）"),
    "watch.completed": Both("Watched to the end", "完整观看次数"),
    "watch.viewers": Both("Different viewers", "独立观众数"),
    "agreements.follows": Both("Campaign links followed", "推广链接点击次数"),
    "channels.messages": Both("Messages written to the house", "发给本馆的消息数"),
    "consult.consultations": Both("Health consultations (demonstration)", "健康咨询次数（演示）"),
    "exchange.grants": Both("Grants taken in from trade files", "由行业文件导入的授权"),
    "lab.programmes": Both("Programmes solved in the lab", "实验室求解的排片方案"),
    "live.slots_shown": Both("Slots relayed live", "直播接力的节目段数"),
    "race.laps_proved": Both("Laps proved", "经证实的圈数"),
    "orders.paid": Both("Tickets, rentals and passes paid", "已付款的票券、租借与通行证"),
    "shelf.marks": Both("Works marked on shelves", "书影架标记数"),
    "talk.comments": Both("Comments, messages and danmaku", "评论、聊天与弹幕"),
    "style.answers": Both("Choices between looks", "造型选择次数"),
    "works.on_stage": Both("Works on stage in Britain or China", "在英国或中国上演的作品"),
}
_COLUMNS: Final = {
    "watch.counted_views": "counted",
    "watch.starts": "starts",
    "watch.seconds": "milliseconds",
    "watch.completed": "completed",
}


def list_figure_names() -> list[str]:
    """Return the names that a commitment may be measured by."""
    return list(_LABELS)


def list_audience_figures() -> list[str]:
    """Return the names of those figures that the audience's events come to, day by day."""
    return [*_COLUMNS, "watch.viewers"]


def name_figure(name: str) -> Both:
    """Return a figure's name in words.

    Raises NoSuchFigure.
    """
    if name not in _LABELS:
        raise NoSuchFigure(name)
    return _LABELS[name]


def get_figure(
    name: str, *, works: Sequence[WorkId], since: date | None = None, until: date | None = None, at: datetime
) -> Figure:
    """Return a figure over these works (all when none is named) from a day on until a day, both included.

    Raises NoSuchFigure.
    """
    label = name_figure(name)
    if name == "works.on_stage":
        value = _on_stage(works, at)
    elif name == "watch.viewers":
        value = _within(models.Visit.objects.filter(counted__gt=0), works, since, until).aggregate(
            viewers=Count("viewer", distinct=True)
        )["viewers"]
    elif name == "shelf.marks":
        value = shelf.count_marks(works, since, until)
    elif name == "channels.messages":
        value = channels.count_messages(since, until)
    elif name == "orders.paid":
        value = orders.count_paid(works, since, until)
    elif name == "consult.consultations":
        value = consult.count_consultations(works, since, until)
    elif name == "exchange.grants":
        value = exchange.count_grants_taken_in(since, until)
    elif name == "lab.programmes":
        value = lab.count_programmes(since, until)
    elif name == "live.slots_shown":
        value = live.count_slots_shown(since, until)
    elif name == "race.laps_proved":
        value = race.count_laps(since, until)
    elif name == "style.answers":
        value = style.count_answers(works, since, until)
    elif name == "talk.comments":
        value = talk.count_comments(works, since, until)
    elif name == "agreements.follows":
        value = agreements.count_follows(works, since, until)
    else:
        value = _summed(_COLUMNS[name], works, since, until)
    return Figure(name, value, label, at, _command(name, works, since, until))


def _summed(column: str, works: Sequence[WorkId], since: date | None, until: date | None) -> int:
    rows = _within(models.DailyFigure.objects.all(), works, since, until)
    total = int(rows.aggregate(total=Sum(column))["total"] or 0)
    return total // 1000 if column == "milliseconds" else total


def _within(
    rows: QuerySet[Any], works: Sequence[WorkId], since: date | None, until: date | None
) -> QuerySet[Any]:
    rows = rows.filter(work__in=works) if works else rows
    rows = rows.filter(day__gte=since) if since else rows
    return rows.filter(day__lte=until) if until else rows


def _on_stage(works: Sequence[WorkId], at: datetime) -> int:
    """Count the works that play and may be shown in Britain or in China now."""
    return sum(
        film.can_play
        and any(agreements.find_licence(film.work, here, at=at).answer is Answer.YES for here in (GB, CN))
        for film in watch.list_films()
        if not works or film.work in works
    )


def _command(name: str, works: Sequence[WorkId], since: date | None, until: date | None) -> str:
    words = ["./footlights insight figure", name]
    words += ["--works", *works] if works else []
    words += ["--since", since.isoformat()] if since else []
    words += ["--until", until.isoformat()] if until else []
    return " ".join(words)
