"""The house's settings with the workshop's jobs, for ground/jobs' tests of real workers."""

from footlights.project.settings import *  # noqa: F403
from footlights.project.settings import INSTALLED_APPS

INSTALLED_APPS += ["footlights.ground.jobs.tests.workshop"]
