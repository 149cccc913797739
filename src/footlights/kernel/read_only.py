"""What an operator may look at in the admin and not change by hand."""

from __future__ import annotations


class ReadOnly:
    """Mixed into a ModelAdmin: nothing is added, changed or deleted there; the folder's own api does that."""

    def has_add_permission(self, request: object) -> bool:
        """Return no."""
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        """Return no."""
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """Return no."""
        return False
