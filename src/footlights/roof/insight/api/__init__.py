"""The door to insight: count new events, tell figures, recount everything from the log."""

from .counting import count_new_events, forget_settled
from .figures import get_figure, list_audience_figures, list_figure_names, name_figure
from .recount import verify
from .usage import draft_statement, still_agrees

__all__ = [
    "count_new_events",
    "draft_statement",
    "forget_settled",
    "get_figure",
    "list_audience_figures",
    "list_figure_names",
    "name_figure",
    "still_agrees",
    "verify",
]
