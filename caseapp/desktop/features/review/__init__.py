"""Cases that may be one person, claims that contradict each other, excerpts without a claim."""

from caseapp.desktop.features.review.view import ReviewView

__all__ = ["ReviewView"]
