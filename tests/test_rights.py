"""Nobody's data is left out: every table that leads to a person is named by a folder's rights.py."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator

from django.apps import apps
from django.db import models

PERSON = "people.Person"
NAMES = {"person", "person_id", "viewer", "pseudonym", "session", "email", "user_id"}


def models_that_lead_to_a_person() -> Iterator[type[models.Model]]:
    """Yield each table with a link to a person, however many tables away, or a field named like one."""
    leading: set[type[models.Model]] = {apps.get_model(PERSON)}
    tables = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    while True:
        more = {model for model in tables if model not in leading and _links(model) & leading}
        if not more:
            break
        leading |= more
    leading |= {model for model in tables if NAMES & {field.name for field in model._meta.local_fields}}
    yield from sorted(leading, key=lambda model: model._meta.label)


def _links(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.local_fields if field.is_relation}


def covered() -> set[str]:
    """Return the label of every model that some rights.py names in HOLDS."""
    named: set[str] = set()
    for app in apps.get_app_configs():
        if app.name.startswith("footlights.") and importlib.util.find_spec(f"{app.name}.rights"):
            holds = importlib.import_module(f"{app.name}.rights").HOLDS
            named |= {name if "." in name else f"{app.label}.{name}" for name in holds}
    return named


def is_joining_table(model: type[models.Model]) -> bool:
    """Return whether Django made a many-to-many's own table: it goes with its two ends."""
    return bool(model._meta.auto_created)


def test_every_table_that_leads_to_a_person_is_exported_and_erased_by_a_folder():
    missing = [
        model._meta.label
        for model in models_that_lead_to_a_person()
        if not is_joining_table(model) and model._meta.label not in covered()
    ]

    assert not missing, f"name them in HOLDS of their folder's rights.py: {missing}"


def test_no_rights_module_names_a_table_that_is_not_there():
    assert covered() <= {model._meta.label for model in apps.get_models()}


def test_the_walk_finds_what_it_should():
    found = {model._meta.label for model in models_that_lead_to_a_person()}

    assert {"people.Person", "people.PseudonymKey", "mfa.Authenticator", "account.EmailConfirmation"} <= found
