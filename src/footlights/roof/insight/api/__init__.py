"""The door to insight: count new events, tell figures, recount everything from the log."""

from .counting import count_new_events, forget_settled
from .figures import get_figure, list_audience_figures, list_figure_names, name_figure
from .ranking import rank_works
from .recount import verify
from .seals import seal_days, tell_seals
from .tables import explain, tabulate
from .trial import count_actives, count_viewings, make_viewings
from .usage import draft_statement, still_agrees

__all__ = [
    "count_actives",
    "count_new_events",
    "count_viewings",
    "draft_statement",
    "explain",
    "forget_settled",
    "get_figure",
    "list_audience_figures",
    "list_figure_names",
    "make_viewings",
    "name_figure",
    "rank_works",
    "seal_days",
    "still_agrees",
    "tabulate",
    "tell_seals",
    "verify",
]
