"""« Vente ou service ? » : the few names a notebook of the course uses."""

from vs_course.api import exercice

__all__ = ["exercice"]
