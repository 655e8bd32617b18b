"""caseapp: case files for people who speak up for detainees. Importing it does nothing."""

__version__ = "0.1.0"
