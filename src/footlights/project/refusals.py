"""What a reader sees when the house says no: what happened and what to do, in their language."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote_to_bytes

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.html import escape

from footlights.kernel.text import Both
from footlights.project.language import active_language
from footlights.project.server.bridge import REFUSAL

log = logging.getLogger("footlights.refusals")
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")

TITLES: Final = {
    400: Both("That request could not be read", "无法读取这个请求"),
    403: Both("This is not open to you", "您没有权限查看这里"),
    404: Both("There is nothing at this address", "这个地址没有内容"),
    405: Both("This address does not take that kind of request", "这个地址不接受这种请求"),
    408: Both("Your request came too slowly", "请求传输得太慢"),
    413: Both("That is larger than we can take", "内容超过了大小上限"),
    429: Both("That was too many at once", "操作过于频繁"),
    500: Both("Something went wrong on our side", "我们这边出了问题"),
    503: Both("The house is busy", "网站繁忙"),
    507: Both("There is no room left to keep that", "存储空间不足，无法保存"),
}
WAYS_ON: Final = {
    400: Both("Go back, check what you entered and send it again.", "请返回检查填写的内容，然后重新提交。"),
    403: Both(
        "Sign in with an account that may see it. If a form brought you here, reload it and send it again.",
        "请使用有权限的账号登录。如果您刚提交了表单，请刷新页面后再提交一次。",
    ),
    404: Both(
        "The address may be mistyped, or the page has moved. Search, or start again from the foyer.",
        "地址可能有误，或页面已经移动。您可以搜索，或从大厅重新开始。",
    ),
    405: Both("Go back to the page you came from and use its buttons.", "请返回上一页，使用页面上的按钮。"),
    408: Both(
        "Check your connection and send it again. Nothing of it was kept.",
        "请检查网络后重新提交。未保存任何内容。",
    ),
    413: Both("Choose a smaller file and send it again.", "请选择较小的文件后重新提交。"),
    429: Both(
        "Wait a minute, then try again. Nothing you saved is lost.",
        "请稍等一分钟再试。已保存的内容不会丢失。",
    ),
    500: Both(
        "It has been written down for the operator. Try again in a moment; what you saved before is kept.",
        "问题已记录并会交给运营者处理。请稍后再试；此前保存的内容都在。",
    ),
    503: Both("Try again in a moment.", "请稍后再试。"),
    507: Both(
        "Tell the operator; nothing of what you sent was kept.", "请告知运营者。您提交的内容未被保存。"
    ),
}


def refuse(request: HttpRequest, status: int, message: Both | None = None) -> HttpResponse:
    """Return the page for a status, or JSON to a client that asked for JSON."""
    title, way_on = TITLES[status], message or WAYS_ON[status]
    if wants_json(request):
        return JsonResponse({"error": title.as_json(), "detail": way_on.as_json()}, status=status)
    context = {"status": status, "title": title, "way_on": way_on}
    try:
        page: str = render_to_string("project/refusal.html", context, request)
    except Exception:  # the page that reports a fault must not depend on what may be at fault
        log.exception("the page that says %s failed", status)
        page = bare_page(title, way_on)
    return HttpResponse(page, status=status)


def bare_page(title: Both, way_on: Both) -> str:
    """Return a page that needs no template, database or viewer."""
    language = active_language()
    said, way = escape(title.said_in(language)), escape(way_on.said_in(language))
    return (
        f'<!doctype html><html lang="{language.tag}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{said}</title>'
        f"<main><h1>{said}</h1><p>{way}</p></main>"
    )


def wants_json(request: HttpRequest) -> bool:
    """Return whether the client sent or asked for JSON rather than a page."""
    accepts = request.headers.get("Accept", "")
    return request.content_type == "application/json" or ("json" in accepts and "html" not in accepts)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400; 413 for a form that is too large."""
    return refuse(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """Answer 403; also the view of a failed CSRF check."""
    return refuse(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    return refuse(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; Django has already logged the cause."""
    return refuse(request, 500)


class SayRefusals:
    """Give a bare refusal (a view's 405) the house's page, and say what the bridge refused."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and fill an empty refusal."""
        if status := request.META.get(REFUSAL):
            return refuse(request, status)
        if CONTROL.search(request.path_info) or "\0" in unquote_to_bytes(request.META["QUERY_STRING"]).decode(
            "latin-1"
        ):
            return refuse(request, 400)
        response = self.answer(request)
        if response.status_code not in TITLES or not isinstance(response, HttpResponse) or response.content:
            return response
        page = refuse(request, response.status_code)
        for name, value in response.headers.items():
            if name != "Content-Length":  # of the empty page that this one stands in for
                page.headers.setdefault(name, value)
        return page
