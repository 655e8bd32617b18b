"""What can be wrong with a recovery sheet or with shares, each naming the place to look at.

None of the sentences carries what was typed beyond one word of a public list.
"""

from __future__ import annotations

from caseapp.i18n import N_
from caseapp.store.errors import StoreError


class RecoveryInputError(StoreError):
    """What was typed cannot be a recovery key, whatever the vault is."""


class SheetLinesError(RecoveryInputError):
    """Takes `found` and `wanted`, counts of lines."""

    sentence = N_("The sheet has {wanted} lines; {found} were typed.")


class SheetLengthError(RecoveryInputError):
    """Takes `line`, `found` and `wanted`."""

    sentence = N_("Line {line} of the sheet has {wanted} characters; {found} were typed.")


class SheetCharacterError(RecoveryInputError):
    """Takes `line` and `character`."""

    sentence = N_(
        "Line {line}: “{character}” stands on no sheet. Compare this line with the paper."
    )


class SheetLineError(RecoveryInputError):
    """Takes `line`: its check does not fit."""

    sentence = N_("Line {line} is not as it stands on the sheet. Compare it with the paper.")


class ShareLengthError(RecoveryInputError):
    """Takes `share`, `found` and `wanted`."""

    sentence = N_("A share has {wanted} words; in share {share} {found} were typed.")


class ShareUnknownWordError(RecoveryInputError):
    """Takes `share`, `place` and `word`."""

    sentence = N_("Share {share}, word {place}: “{word}” is not a word of the list.")


class ShareWordError(RecoveryInputError):
    """A word of the list in the wrong place. Takes `share` and `place`."""

    sentence = N_("Share {share}: word {place} is not the one on the paper. Compare it.")


class ShareOrderError(RecoveryInputError):
    """Takes `share`, `place` and `next`."""

    sentence = N_("Share {share}: the words {place} and {next} seem to be exchanged.")


class ShareWordsError(RecoveryInputError):
    """More than one word is wrong. Takes `share`."""

    sentence = N_("Share {share}: more than one word is not as on the paper. Compare all of them.")


class SharesTooFewError(RecoveryInputError):
    sentence = N_("One share opens nothing. A second one of the three is needed.")


class SharesTwiceError(RecoveryInputError):
    sentence = N_("This is one and the same share twice. Another one of the three is needed.")


class SharesMixedError(RecoveryInputError):
    sentence = N_(
        "These shares were not made together: those of one set begin with the same two words."
    )


class SharesForeignError(RecoveryInputError):
    sentence = N_("These words are shares of something else; this program did not make them.")


class SamePassphraseError(StoreError):
    sentence = N_("This is the passphrase that is to go. Choose another one.")


class NoRoomForNewKeyError(StoreError):
    """Takes `needed` and `free`, in megabytes."""

    sentence = N_(
        "The vault is written anew, and the disk lacks the room: {needed} MB are needed and"
        " {free} MB are free. Nothing was changed."
    )


class UnsoundNewCopyError(StoreError):
    """Takes `check`."""

    sentence = N_(
        "The vault that was written anew is not the same as the old one ({check}), so the old one"
        " stays as it was, with its passphrase. Check the vault, then try again."
    )
