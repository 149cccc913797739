"""The door to the shelf: marks, reviews, lists, scores, charts, imports and exports."""

from .charts import list_chart
from .importing import import_file
from .lists import add_to_list, create_list, delete_list, get_list, list_lists, remove_from_list
from .marking import (
    LONGEST_COMMENT,
    count_marks,
    find_mark,
    list_marks,
    list_marks_followed,
    list_marks_of,
    mark_work,
    remove_mark,
)
from .own_format import export_shelf
from .reviewing import find_review, list_reviews, remove_review, write_review
from .scoring import (
    begin_epoch,
    get_score,
    get_scores,
    lift_quarantine,
    list_quarantines,
    recompute,
    score_file,
    siege,
)

__all__ = [
    "LONGEST_COMMENT",
    "add_to_list",
    "begin_epoch",
    "count_marks",
    "create_list",
    "delete_list",
    "export_shelf",
    "find_mark",
    "find_review",
    "get_list",
    "get_score",
    "get_scores",
    "import_file",
    "lift_quarantine",
    "list_chart",
    "list_lists",
    "list_marks",
    "list_marks_followed",
    "list_marks_of",
    "list_quarantines",
    "list_reviews",
    "mark_work",
    "recompute",
    "remove_from_list",
    "remove_mark",
    "remove_review",
    "score_file",
    "siege",
    "write_review",
]
