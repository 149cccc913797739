"""The house's interface for programs, under /api/: reading only, described by /api/openapi.json."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Query
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import NoSuchDeal
from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest, Viewer
from footlights.ground.works import api as works
from footlights.ground.works.types import NoSuchWork
from footlights.kernel.ids import MemorandumId, StatementId, WorkId
from footlights.kernel.text import Both
from footlights.roof.insight import api as insight
from footlights.roof.insight.types import By, NoSuchFigure
from footlights.roof.site import api
from footlights.roof.site.schemas import (
    FiguresTold,
    FigureTold,
    MemorandumTold,
    PromiseTold,
    Refusal,
    WorkTold,
    list_operations,
)
from footlights.roof.site.types import NotYours

_NO_KEY: Final = Both(
    "This needs a key: make one on your page, under Keys for programs, and send it as a bearer token.",
    "此接口需要令牌：请在个人页面的“程序令牌”中生成，并以 Bearer 方式发送。",
)
_BAD_QUESTION: Final = Both(
    "The question could not be read; look at {where}.", "无法读取该请求，请检查 {where}。"
)
_SAID: Final = {
    "list_works": Both("Works, or those that a search finds", "作品列表，或搜索结果"),
    "get_work": Both("One work", "一部作品"),
    "list_memoranda": Both("Memoranda", "备忘录"),
    "list_promises": Both(
        "What was promised under a memorandum, with live figures", "备忘录下的承诺及实时数据"
    ),
    "list_figure_names": Both("The names of figures", "指标名称"),
    "get_figure": Both("One figure, of all works or of some", "一个指标，可限定作品"),
    "tabulate": Both(
        "The audience by work, day, territory, age or maker", "按作品、日期、地区、年龄段或机构统计观众"
    ),
    "list_statements": Both("Statements of your institutions", "您所属机构的结算单"),
    "get_statement": Both("One statement, whole", "一份完整结算单"),
}


class Key(HttpBearer):
    """A key of somebody's: what it may read, its holder may."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        """Return whose key it is."""
        return people.find_viewer_by_token(token, cast(HouseRequest, request).now)


key = Key()
interface = NinjaAPI(
    title="Footlights",
    version="1",
    description="Reading only. Texts come in both languages; money in minor units; days are UTC.",
    docs_url=None,
    urls_namespace="site:interface",
)
_NO: Final = dict.fromkeys((400, 401, 403, 404), Refusal)


@interface.get("/works", response={200: list[WorkTold], **_NO}, operation_id="list_works")
def list_works(
    request: HttpRequest, q: str = "", limit: Annotated[int, Query(ge=1, le=200)] = 40
) -> list[WorkTold]:
    """Works by a title in any language, or the newest."""
    query = q.strip()[:200]
    found = works.search_works(query, limit=limit) if query else works.list_works(limit=limit)
    return [WorkTold.of(each) for each in found]


@interface.get("/works/{work}", response={200: WorkTold, **_NO}, operation_id="get_work")
def get_work(request: HttpRequest, work: str) -> WorkTold:
    """One work."""
    found = works.find_work(WorkId(work))
    if found is None:
        raise NoSuchWork(work)
    return WorkTold.of(found)


@interface.get("/memoranda", response={200: list[MemorandumTold], **_NO}, operation_id="list_memoranda")
def list_memoranda(request: HttpRequest) -> list[MemorandumTold]:
    """Every memorandum, the newest first."""
    return [MemorandumTold.of(each) for each in agreements.list_memoranda()]


@interface.get(
    "/memoranda/{memorandum}/promises", response={200: list[PromiseTold], **_NO}, operation_id="list_promises"
)
def list_promises(request: HttpRequest, memorandum: str) -> list[dict[str, Any]]:
    """Each promise with its figure as of now."""
    return api.list_figures(MemorandumId(memorandum), cast(HouseRequest, request).now)


@interface.get("/figures", response={200: list[str], **_NO}, operation_id="list_figure_names")
def list_figure_names(request: HttpRequest) -> list[str]:
    """The names by which figures are asked for."""
    return insight.list_figure_names()


@interface.get("/figures/{name}", response={200: FigureTold, **_NO}, operation_id="get_figure")
def get_figure(
    request: HttpRequest,
    name: str,
    work: Annotated[list[str], Query()] = [],  # noqa: B006  # ninja copies it
    since: date | None = None,
    until: date | None = None,
) -> FigureTold:
    """One figure; of all works when none is named, from a day on until a day, both included."""
    at = cast(HouseRequest, request).now
    chosen = [WorkId(each) for each in work]
    return FigureTold.of(insight.get_figure(name, works=chosen, since=since, until=until, at=at))


@interface.get("/audience", response={200: FiguresTold, **_NO}, auth=key, operation_id="tabulate")
def tabulate(
    request: HttpRequest, by: By = By.WORK, since: date | None = None, until: date | None = None
) -> FiguresTold:
    """The audience by one dimension: operators see everything, partners their own works."""
    return FiguresTold.of(insight.tabulate(by, _holder(request), since, until))


@interface.get(
    "/statements", response={200: list[dict[str, Any]], **_NO}, auth=key, operation_id="list_statements"
)
def list_statements(request: HttpRequest) -> list[dict[str, Any]]:
    """The statements that the key's holder may see, the newest first."""
    found = []
    for statement in agreements.list_statements():
        try:
            page = api.read_statement(statement.id, _holder(request))
        except NotYours:
            continue
        found.append(agreements.tell_statement(page.statement))
    return found


@interface.get(
    "/statements/{statement}", response={200: dict[str, Any], **_NO}, auth=key, operation_id="get_statement"
)
def get_statement(request: HttpRequest, statement: str) -> dict[str, Any]:
    """One statement with its lines, shares and hash."""
    page = api.read_statement(StatementId(statement), _holder(request))
    return agreements.tell_statement(page.statement)


@require_safe
def developers(request: HttpRequest) -> HttpResponse:
    """Show what the interface answers, for those who write programs."""
    document = interface.get_openapi_schema(path_prefix="/api/")
    return render(request, "site/developers.html", {"operations": list_operations(document, _SAID)})


def _holder(request: HttpRequest) -> Viewer:
    return cast(Viewer, request.auth)  # type: ignore[attr-defined]  # ninja sets it


def _refuse(request: HttpRequest, message: Both, status: int) -> HttpResponse:
    return interface.create_response(request, {"error": message.as_json()}, status=status)


@interface.exception_handler(NoSuchDeal)
@interface.exception_handler(NoSuchWork)
@interface.exception_handler(NoSuchFigure)
def _not_there(request: HttpRequest, refusal: NoSuchDeal | NoSuchWork | NoSuchFigure) -> HttpResponse:
    return _refuse(request, refusal.message, 404)


@interface.exception_handler(NotYours)
def _not_yours(request: HttpRequest, refusal: NotYours) -> HttpResponse:
    return _refuse(request, refusal.message, 403)


@interface.exception_handler(AuthenticationError)
def _no_key(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    return _refuse(request, _NO_KEY, 401)


@interface.exception_handler(ValidationError)
def _bad_question(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    where = ", ".join(str(each["loc"][-1]) for each in fault.errors)
    return _refuse(request, _BAD_QUESTION.filled(where=where), 400)
