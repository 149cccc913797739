"""The door to style: studies, answers, results, proposals, and fitting a file of choices."""

from .answering import answer, ask, begin, find_respondent, get_taste, take_back
from .catalogues import (
    add_picture,
    describe_picture,
    find_picture,
    get_catalogue,
    least_pictures,
    list_pictures,
    list_samples,
    present_pictures,
    remove_picture,
)
from .fitting import fit_file
from .proposals import RULE, list_proposals, propose_designs, rate_proposals, write_brief
from .results import (
    count_answers,
    count_people,
    export_choices,
    list_cohorts,
    list_standings,
    share_looks,
)
from .studies import draw_look, get_study, list_studies, open_study

__all__ = [
    "RULE",
    "add_picture",
    "answer",
    "ask",
    "begin",
    "count_answers",
    "count_people",
    "describe_picture",
    "draw_look",
    "export_choices",
    "find_picture",
    "find_respondent",
    "fit_file",
    "get_catalogue",
    "get_study",
    "get_taste",
    "least_pictures",
    "list_cohorts",
    "list_pictures",
    "list_proposals",
    "list_samples",
    "list_standings",
    "list_studies",
    "open_study",
    "present_pictures",
    "propose_designs",
    "rate_proposals",
    "remove_picture",
    "share_looks",
    "take_back",
    "write_brief",
]
