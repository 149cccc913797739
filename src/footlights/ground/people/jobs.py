"""Letters for what stands in inboxes, where the operator has a post office."""

from __future__ import annotations

from django.conf import settings

from footlights.ground.jobs.types import Task
from footlights.ground.notices import api as notices
from footlights.kernel.clock import utc_now

from . import api
from .types import NoSuchPerson

SCHEDULE = {"post": 30.0}


def post(task: Task) -> None:
    """Post the letters that are due to their people's addresses."""
    for letter in notices.list_letters(utc_now()):
        if task.should_stop():
            return
        try:
            person = api.get_person(letter.person)
        except NoSuchPerson:
            continue
        notices.post_letter(letter.id, person.email, person.language, settings.ADDRESS, utc_now())
