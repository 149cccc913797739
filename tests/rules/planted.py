"""One fault for each rule of the house, to plant in a copy of the tree: the rule must find it."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """A file that breaks a rule, and a word that the rule's complaint must hold."""

    path: str
    text: str
    complaint: str = ""


SERVICE = "src/footlights/services/planted"
MANIFEST = """title = { en = "Planted", zh = "种下" }
summary = { en = "A fault to be found.", zh = "待查的错。" }
needs = ["media"]
"""
# The folder that the faults stand in; by itself it breaks no rule but the one for its missing README.
GROUND = {
    f"{SERVICE}/__init__.py": '"""A folder with faults."""\n',
    f"{SERVICE}/service.toml": MANIFEST,
    f"{SERVICE}/README.md": "# Planted\n\nFaults.\n\nOne\n\nscreen.\n",
    f"{SERVICE}/types.py": '"""Types."""\n\nfrom footlights.ground.media import types\n',
}

# Contract of .importlinter -> the file, and the module that the contract must report.
IMPORTS: dict[str, list[Fault]] = {
    "storeys": [
        Fault("src/footlights/kernel/low.py", "import footlights.ground.media.types\n", "kernel.low"),
        Fault("src/footlights/attic/__init__.py", "", "footlights.attic"),
    ],
    "services": [Fault(f"{SERVICE}/panels.py", "import footlights.services.watch.types\n", "planted.panels")],
    "ground": [
        Fault("src/footlights/ground/people/low.py", "import footlights.ground.works.types\n", "people.low"),
        Fault("src/footlights/ground/events/low.py", "import footlights.ground.jobs.types\n", "events.low"),
        Fault("src/footlights/ground/cellar/__init__.py", "", "ground.cellar"),
    ],
    "roof": [
        Fault("src/footlights/roof/insight/low.py", "import footlights.roof.site.views\n", "insight.low"),
        Fault("src/footlights/roof/site/side.py", "import footlights.roof.studio.views\n", "site.side"),
    ],
    "inside": [
        Fault(f"{SERVICE}/events.py", "from footlights.services.planted import api\n", "planted.events"),
        Fault(f"{SERVICE}/api.py", "import footlights.services.planted.jobs\n", "planted.api"),
        Fault(f"{SERVICE}/jobs.py", "", "planted.api"),
        Fault(f"{SERVICE}/cupboard.py", "", "planted.cupboard"),
    ],
    "face": [Fault(f"{SERVICE}/views.py", "import footlights.ground.media.models\n", "planted.views")],
    "features": [
        Fault("src/footlights/project/knows.py", "import footlights.roof.site.views\n", "project.knows")
    ],
    "pure": [
        Fault(f"{SERVICE}/core/__init__.py", "import footlights.services.planted.adapters\n", "planted.core"),
        Fault("src/footlights/kernel/files.py", "import shutil\n", "kernel.files"),
    ],
    "chance": [
        Fault(f"{SERVICE}/core/luck.py", "import random\n", "planted.core.luck"),
        Fault("src/footlights/kernel/luck.py", "import time\n", "kernel.luck"),
    ],
    "codecs": [Fault(f"{SERVICE}/adapters.py", "import av\nimport subprocess\n", "planted.adapters")],
    "acyclic": [
        Fault("src/footlights/project/ring/__init__.py", "", "project"),
        Fault("src/footlights/project/ring/one.py", "import footlights.project.ring.two\n", "ring.one"),
        Fault("src/footlights/project/ring/two.py", "import footlights.project.ring.one\n", "ring"),
    ],
}

PAGE = f"{SERVICE}/templates/planted/page.html"

# Rule of tests/rules -> the file that breaks it.
RULES: dict[str, list[Fault]] = {
    "folders.says_what_it_is": [
        Fault(f"{SERVICE}/README.md", "# Planted\n", "README.md"),
        Fault(f"{SERVICE}/service.toml", MANIFEST.replace("种下", "Planted"), "title"),
    ],
    "folders.needs_what_it_imports": [
        Fault(f"{SERVICE}/api.py", "import footlights.ground.works.types\n", "works"),
        Fault(f"{SERVICE}/service.toml", MANIFEST.replace('"media"', '"media", "works"'), "works"),
    ],
    "folders.links_point_down": [
        Fault(f"{SERVICE}/models.py", 'class A:\n    b = models.ForeignKey("works.Work")\n', "works"),
        Fault(
            f"{SERVICE}/models.py",
            "class A:\n    b = models.ForeignKey(settings.AUTH_USER_MODEL)\n",
            "people",
        ),
    ],
    "folders.sits_where_discovery_looks": [
        Fault("src/footlights/project/knows.py", 'HOME = "footlights.services.planted.api"\n', "knows.py"),
    ],
    "python.explains_its_doors": [
        Fault(f"{SERVICE}/api.py", '"""Doors."""\n\ndef list_films():\n    return []\n', "list_films"),
        Fault(f"{SERVICE}/jobs.py", "A = 1\n", "jobs.py"),
    ],
    "python.keeps_cores_pure": [
        Fault(f"{SERVICE}/core/rank.py", "def rank():\n    return open('x')\n", "open()"),
        Fault(
            f"{SERVICE}/core/rank.py", "from pathlib import Path\nA = Path('a').read_text()\n", "read_text()"
        ),
        Fault(f"{SERVICE}/core/rank.py", "import numpy\nR = numpy.random.default_rng()\n", "default_rng"),
        Fault("src/footlights/kernel/late.py", "from .clock import utc_now\nNOW = utc_now()\n", "utc_now"),
    ],
    "python.takes_the_time_as_an_argument": [
        Fault(f"{SERVICE}/views.py", "import datetime\nA = datetime.now()\n", "views.py"),
        Fault(f"{SERVICE}/api.py", "def a():\n    return utc_now()\n", "utc_now"),
    ],
    "python.sends_no_signals": [
        Fault(f"{SERVICE}/apps.py", "from django.db.models.signals import post_save\n", "post_save"),
        Fault(f"{SERVICE}/apps.py", "from django.dispatch import receiver\n", "receiver"),
    ],
    "python.keeps_rules_out_of_save": [
        Fault(f"{SERVICE}/models.py", "class A:\n    def save(self):\n        pass\n", "save()"),
    ],
    "python.fetches_no_foreign_models": [
        Fault(f"{SERVICE}/api.py", 'Work = apps.get_model("works", "Work")\n', "get_model"),
        Fault(f"{SERVICE}/api.py", "Person = get_user_model()\n", "get_user_model"),
    ],
    "python.fakes_only_the_outside": [
        Fault(f"{SERVICE}/tests/test_a.py", "from unittest.mock import patch\n", "patch"),
        Fault(f"{SERVICE}/tests/test_a.py", "@pytest.mark.xfail\ndef test_a(): ...\n", "xfail"),
    ],
    "templates.link_only_to_needs": [Fault(PAGE, '{% url "works:all" %}', "works")],
    "templates.run_nothing_inline": [
        Fault(PAGE, '<p hx-on:click="go()"></p>', "trigger"),
        Fault(PAGE, "<p hx-trigger=\"keyup[key=='a']\"></p>", "trigger"),
        Fault(PAGE, '<p style="color:red"></p>', "style"),
        Fault(PAGE, '<p onclick="go()"></p>', "handler"),
        Fault(PAGE, "<script>go()</script>", "script"),
        Fault(PAGE, '{% translate "Play" %}', "gettext"),
        Fault(PAGE, "{{ title|safe }}", "unescaped"),
    ],
    "templates.say_everything_in_both": [
        Fault(PAGE, "<h1>Welcome</h1>", "Welcome"),
        Fault(PAGE, '<img alt="A stage">', "stage"),
    ],
    "templates.fill_both_halves": [
        Fault(PAGE, '{% both "Watch" "" %}', "Watch"),
        Fault(PAGE, '{% both "Watch" "Regarder" %}', "Regarder"),
        Fault(f"{SERVICE}/api.py", 'A = Both("Watch", "Watch it")\n', "Watch it"),
    ],
    "prose.stay_small": [Fault(f"{SERVICE}/api.py", "A = 1\n" * 401, "401")],
    "prose.name_no_machine": [
        Fault("docs/a.md", "see " + "/ro" + "ot/film.mp4\n", "docs/a.md:1"),
        Fault("requirements/a.txt", "--index" + "-url x\n", "requirements/a.txt:1"),
    ],
    "prose.leave_nothing_unfinished": [Fault(f"{SERVICE}/api.py", "# TO" + "DO later\n", "api.py:1")],
    "prose.show_no_one_elses_name": [
        Fault(PAGE, "<p>Netflix</p>", "Netflix"),
        Fault("src/footlights/roof/demo/planted.py", 'A = "腾讯"\n', "腾讯"),
    ],
}
