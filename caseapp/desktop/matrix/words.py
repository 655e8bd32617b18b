"""What the audiences and the classes of information are called in a matrix. Qt-free."""

from __future__ import annotations

from caseapp.domain.consent_matrix import About
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.i18n import N_

AUDIENCES = {
    Audience.OFFICE: N_("Our office"),
    Audience.HOST_STATE: N_("Host-state bodies"),
    Audience.DETAINING_STATE: N_("Detaining state"),
    Audience.UNITED_NATIONS: N_("United Nations"),
    Audience.PARTNERS: N_("Partner organisations"),
    Audience.PRESS: N_("Press"),
    Audience.PUBLIC: N_("Public"),
}
"""Columns of the matrix; also named in the history, so they are message ids of the screen."""

GROUPS = {
    About.DETAINEE: N_("About the detainee"),
    About.TELLER: N_("About the one who tells"),
    About.OTHERS: N_("About others"),
}
CLASSES = {
    InfoClass.DETAINEE_NAME: N_("Detainee's name"),
    InfoClass.PHOTO: N_("Photo"),
    InfoClass.DETAINEE_IDENTIFIERS: N_("Identity numbers"),
    InfoClass.EXACT_ADDRESS: N_("Exact address"),
    InfoClass.HEALTH: N_("Health"),
    InfoClass.TESTIFIER_NAME: N_("Name"),
    InfoClass.TESTIFIER_RELATION: N_("Relation only"),
    InfoClass.TESTIFIER_CONTACT: N_("Contact details"),
    InfoClass.TESTIFIER_IDENTIFIERS: N_("Own identity numbers"),
    InfoClass.TESTIMONY: N_("Testimony text"),
    InfoClass.SOURCE_IDENTITY: N_("Source's identity"),
    InfoClass.OTHER_RELATIVES: N_("Relatives in the region"),
    InfoClass.CHILDREN: N_("Children"),
}
"""Rows of the matrix."""
