"""The door to consult: begin, say, read, replay; evaluate and extract; what the service knows."""

from .cases import evaluate_file, extract_file
from .consulting import begin, count_consultations, get_consultation, list_consultations, replay, say
from .knowing import (
    get_mark,
    is_demonstration,
    list_conditions,
    list_findings,
    list_red_flags,
    tell_in_text,
    write_note,
)

__all__ = [
    "begin",
    "count_consultations",
    "evaluate_file",
    "extract_file",
    "get_consultation",
    "get_mark",
    "is_demonstration",
    "list_conditions",
    "list_consultations",
    "list_findings",
    "list_red_flags",
    "replay",
    "say",
    "tell_in_text",
    "write_note",
]
