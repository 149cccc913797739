"""The edges of race: its pages, and what the game asks and sends."""

from . import acts, pages

__all__ = ["acts", "pages"]
