"""The door to style: studies, answers, results, proposals, and fitting a file of choices."""

from .answering import answer, ask, begin, find_respondent, get_taste, take_back
from .fitting import fit_file
from .results import count_answers, count_people, export_choices, list_cohorts, share_looks
from .studies import (
    draw_look,
    get_study,
    list_proposals,
    list_studies,
    open_study,
    propose_designs,
    write_brief,
)

__all__ = [
    "answer",
    "ask",
    "begin",
    "count_answers",
    "count_people",
    "draw_look",
    "export_choices",
    "find_respondent",
    "fit_file",
    "get_study",
    "get_taste",
    "list_cohorts",
    "list_proposals",
    "list_studies",
    "open_study",
    "propose_designs",
    "share_looks",
    "take_back",
    "write_brief",
]
