"""The failures of a vault that a person can understand, each with its own sentence.

The sentences say what happened and what to do; none carries record content. The log
keeps only the class name. This module knows neither SQL nor cryptography.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from caseapp.errors import UserError
from caseapp.i18n import N_


class StoreError(UserError):
    """Root of the family."""

    sentence = N_("The vault could not be used.")


class VaultMissingError(StoreError):
    """There is nothing at the given path. Takes `path`."""

    sentence = N_("There is no vault at {path}. Check the folder, or connect the disk it is on.")


class NotAVaultError(StoreError):
    """The path is a file, or a folder that was never a vault. Takes `path`."""

    sentence = N_("{path} is not a vault. Choose the folder that holds the file STORE.json.")


class BackupNotVaultError(StoreError):
    """Takes `path`."""

    sentence = N_(
        "{path} is a backup and stays as it is. Restore it into a new folder, and open that."
    )


class FolderNotEmptyError(StoreError):
    """A new vault was asked for where something else already is. Takes `path`."""

    sentence = N_(
        "{path} is not empty, so no vault is made there. Choose a new name or an empty folder."
    )


class DamagedDescriptionError(StoreError):
    """STORE.json is missing or unreadable beside the other files of a vault."""

    sentence = N_(
        "The file STORE.json of this vault is missing or damaged."
        " Restore it from a backup; the records themselves are not touched."
    )


class NewerVaultError(StoreError):
    """Written by a later version of the program. Takes `found` and `known` (format numbers)."""

    sentence = N_(
        "This vault was written by a newer version of the program (format {found}; this version"
        " reads up to {known}). Install the newer version; nothing was changed."
    )


class EmptyPassphraseError(StoreError):
    sentence = N_("A vault needs a passphrase. Type one that others cannot guess.")


class WrongPassphraseError(StoreError):
    sentence = N_(
        "This passphrase does not open the vault. Check the keyboard layout and try again."
    )


class WrongRecoveryKeyError(StoreError):
    """It is whole, so nothing was mistyped."""

    sentence = N_(
        "This recovery key does not open the vault: it is an earlier one, or of another vault."
    )


class EarlierRecoveryKeyError(StoreError):
    sentence = N_(
        "This is the earlier recovery key. It opens the vault until the newest one was tried; type"
        " that one."
    )


class DamagedKeysError(StoreError):
    """keys.json is missing, unreadable, altered, or from another vault."""

    sentence = N_(
        "The key file keys.json of this vault is missing or damaged."
        " Restore it from a backup of this vault; no passphrase can open the vault without it."
    )


class NotEnoughMemoryError(StoreError):
    sentence = N_("There is too little free memory to check the passphrase. Close other programs.")


class DatabaseMissingError(StoreError):
    sentence = N_(
        "The file case.db is missing from the vault folder. Put it back, or restore a backup."
    )


class DamagedVaultError(StoreError):
    """The keys are right and the database is not: never a typing mistake.

    `findings`: what a check found, in its own words (see `engine.Finding`); empty if nothing
    was looked for yet.
    """

    sentence = N_(
        "The passphrase is right, but the database of this vault is damaged."
        " Do not go on working in it; restore the latest backup."
    )
    findings: tuple[Any, ...] = ()

    @classmethod
    def found(cls, findings: Iterable[Any]) -> DamagedVaultError:
        """With what was found."""
        error = cls()
        error.findings = tuple(findings)
        return error


class DamagedAttachmentError(StoreError):
    sentence = N_(
        "An attached file is damaged or was exchanged, so it is not shown."
        " Restore it from a backup; all other files can still be used."
    )


class MissingAttachmentError(StoreError):
    sentence = N_("An attached file is missing from the vault folder. Restore it from a backup.")


class UnreadableSourceError(StoreError):
    """The file that was to be attached could not be read to its end. Nothing was stored."""

    sentence = N_("The file to attach could not be read to its end, so nothing was stored.")


class VaultInUseError(StoreError):
    sentence = N_("This vault is already open in another window or program. Close it there first.")


class VaultHeldError(VaultInUseError):
    """Takes `since` (a moment, in words) and `process` (its number on this computer)."""

    sentence = N_(
        "This vault is already open in another window or program, since {since} (process"
        " {process}). Close it there first."
    )


class LookOnlyVaultError(StoreError):
    sentence = N_(
        "This vault is damaged and was opened to look only, so nothing is saved in it. Restore a"
        " backup, or save what can be read into a new vault."
    )


class NotToLookAtError(StoreError):
    sentence = N_(
        "The newest saves of this vault were not written back yet, so it cannot be looked at as it"
        " is. Save what can be read into a new vault; that brings them too."
    )


class NothingToSaveError(StoreError):
    sentence = N_(
        "Nothing can be read of the database of this vault: the list of its tables is damaged."
        " Restore a backup."
    )


class DiskFullError(StoreError):
    sentence = N_("The disk is full, so nothing was saved. Free some space and save again.")


class DiskFaultError(StoreError):
    sentence = N_(
        "The disk reported a fault while reading or writing. Close the vault, check the disk and"
        " its cable, and make a backup before going on."
    )


class DiskGoneError(StoreError):
    """The stick was pulled out, or the network is away, while the vault is open."""

    sentence = N_(
        "The disk with this vault cannot be reached. Connect it again, then lock and open the"
        " vault: all that was saved is there."
    )


class StoppedVaultError(StoreError):
    """The disk failed during an earlier write: see `disk_guard`."""

    sentence = N_(
        "The disk failed while something was saved, so nothing more is saved in this vault until"
        " it is opened again. Close it, check the disk and its cable, and open it."
    )


class LittleRoomError(StoreError):
    """Takes `needed` and `free` (whole megabytes)."""

    sentence = N_(
        "There is too little room on the disk of this vault: {needed} MB are needed, {free} MB are"
        " free. Make room and try again; nothing was added."
    )


class ReadOnlyVaultError(StoreError):
    sentence = N_(
        "The vault folder cannot be opened for writing. Check that the disk is not"
        " write-protected and that the folder is yours."
    )


class UnusablePathError(StoreError):
    sentence = N_("The disk does not accept this folder name. Choose a shorter or simpler one.")


class ConflictError(StoreError):
    sentence = N_(
        "This record was changed meanwhile, so your change was not saved over it."
        " Look at the newer text and enter your change again."
    )


class UndoOvertakenError(ConflictError):
    sentence = N_(
        "This step cannot be taken back, because what it wrote was changed again since."
        " Nothing was changed now; correct the record by hand."
    )


class NotUndoableError(StoreError):
    sentence = N_("This step cannot be undone: what was printed or handed over stays on record.")


class ForgottenStepError(StoreError):
    sentence = N_("This step cannot be undone: something that it told of was forgotten for good.")


class UndoneAlreadyError(StoreError):
    sentence = N_("This step was undone before; later lines say what came of it.")


class NumberTakenError(StoreError):
    """Two records of one kind would bear one number. Takes `number`."""

    sentence = N_("The number {number} belongs to another record. Choose a number that is free.")


class UnstorableTextError(StoreError):
    """Half a surrogate pair: no text file and no database can hold it."""

    sentence = N_(
        "The text holds a broken character that cannot be stored, so nothing was saved."
        " Type or paste that text again."
    )


class BrokenHistoryError(StoreError):
    sentence = N_(
        "The history of changes does not hold together: an entry was altered or is missing."
        " Keep this vault as it is and compare it with a backup."
    )


class UnsuitableLibraryError(StoreError):
    """Takes `found`: what the installed database library says of itself."""

    sentence = N_(
        "The database library of this installation is too old or cannot encrypt ({found})."
        " Install the program again from its own package."
    )
