"""The door to insight: count new events, tell figures, recount everything from the log."""

from .counting import count_new_events, verify
from .figures import get_figure, list_figure_names, name_figure

__all__ = ["count_new_events", "get_figure", "list_figure_names", "name_figure", "verify"]
