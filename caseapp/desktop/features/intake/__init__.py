"""Intake: one page that a person fills in while a relative tells, in two minutes."""

from caseapp.desktop.features.intake.view import IntakeView

__all__ = ["IntakeView"]
