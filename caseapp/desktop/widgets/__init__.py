"""The parts that views are made of. They know plain data, never a record or the store."""

from caseapp.desktop.widgets.buttons import (
    Button,
    IconButton,
    LinkButton,
    PrimaryButton,
    QuietButton,
    Segments,
)
from caseapp.desktop.widgets.chips import Chip, KeyHint, Mark, StatusChip, VerificationBars
from caseapp.desktop.widgets.field import Field
from caseapp.desktop.widgets.frames import (
    Beside,
    EmptyState,
    FlowLayout,
    Line,
    SectionHeading,
    Surface,
    put_in_place,
)
from caseapp.desktop.widgets.label import Label
from caseapp.desktop.widgets.nav import NavButton
from caseapp.desktop.widgets.notice import NoticeLine
from caseapp.desktop.widgets.page import RailPage
from caseapp.desktop.widgets.person import PersonNames, PhotoFrame
from caseapp.desktop.widgets.secret import SecretEdit
from caseapp.desktop.widgets.switch import Switch
from caseapp.desktop.widgets.timeline import Timeline
from caseapp.desktop.widgets.timeline_layout import TimelineData, TimelineEvent, TimelineSpan
from caseapp.desktop.widgets.timeline_zoom import ZoomButtons, ZoomTimeline

__all__ = [
    "Beside",
    "Button",
    "Chip",
    "EmptyState",
    "Field",
    "FlowLayout",
    "IconButton",
    "KeyHint",
    "Label",
    "Line",
    "LinkButton",
    "Mark",
    "NavButton",
    "NoticeLine",
    "PersonNames",
    "PhotoFrame",
    "PrimaryButton",
    "QuietButton",
    "RailPage",
    "SecretEdit",
    "SectionHeading",
    "Segments",
    "StatusChip",
    "Surface",
    "Switch",
    "Timeline",
    "TimelineData",
    "TimelineEvent",
    "TimelineSpan",
    "VerificationBars",
    "ZoomButtons",
    "ZoomTimeline",
    "put_in_place",
]
