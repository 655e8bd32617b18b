"""What Review compares two cases by. Who may be on file already is asked in `matching`."""

from __future__ import annotations

from enum import StrEnum


class Ground(StrEnum):
    """What speaks for or against two cases."""

    SAME_DOCUMENT = "same_document"
    SAME_NAME = "same_name"
    SAME_NAME_IN_SCRIPTS = "same_name_in_scripts"
    PART_OF_NAME = "part_of_name"
    GIVEN_NAME = "given_name"
    FATHERS_NAME = "fathers_name"
    BIRTH = "birth"
    COUNTY = "county"
    SEX = "sex"
    PHONE = "phone"
    SAME_TELLER = "same_teller"
    OTHER_TELLER = "other_teller"
