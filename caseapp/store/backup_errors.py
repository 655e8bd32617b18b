"""What can go wrong with backups and their restoring, each with its own sentence.

The same family as `errors`: a sentence says what happened and what to do, and holds no content.
"""

from __future__ import annotations

from caseapp.i18n import N_
from caseapp.store.errors import StoreError


class BackupInsideVaultError(StoreError):
    sentence = N_(
        "This folder lies inside the vault: both would be lost together."
        " Choose a folder on another disk or on a stick."
    )


class BackupPlaceMissingError(StoreError):
    """Takes `path`."""

    sentence = N_(
        "The folder {path} is not there. Connect the disk or stick it is on, or choose another."
    )


class BackupPlaceInVaultError(StoreError):
    """The folder is itself a vault, or a backup. Takes `path`."""

    sentence = N_(
        "{path} is itself a vault or a backup. Choose a folder beside it, so that nothing in it"
        " is mixed up."
    )


class BackupPlaceReadOnlyError(StoreError):
    """Takes `path`."""

    sentence = N_(
        "Nothing can be written into {path}. Check that the disk is not write-protected, or"
        " choose another folder."
    )


class BackupPlaceGoneError(StoreError):
    """The disk with the backups was pulled out, or it failed."""

    sentence = N_(
        "The disk with the backups was taken away or has a fault, so this was not finished."
        " Connect it and start anew; the vault and earlier backups are as they were."
    )


class NoRoomError(StoreError):
    """Takes `path`, `needed` and `free` (whole megabytes)."""

    sentence = N_(
        "There is too little room on the disk of {path}: {needed} MB are needed, {free} MB are"
        " free. Make room or choose another disk."
    )


class BackupDiskFullError(StoreError):
    """Takes `path`."""

    sentence = N_(
        "The disk of {path} is full, so this was not finished. Make room or choose another disk;"
        " the vault and earlier backups are as they were."
    )


class FileTooLargeError(StoreError):
    """FAT32 holds no file of 4 GiB or more. Takes `path`."""

    sentence = N_(
        "The disk of {path} takes no files of 4 GB or more. Use a disk that is formatted as"
        " exFAT, NTFS or ext4."
    )


class FaultyDiskError(StoreError):
    """What was written is not what is read. Takes `part`, the file."""

    sentence = N_(
        "The disk for backups gives back other bytes than it was given ({part}), so no backup was"
        " made. Do not trust it any more; use another."
    )


class UnsoundCopyError(StoreError):
    """What was copied is not what the vault is. Takes `check`, the name of what differs."""

    sentence = N_(
        "The copy of the vault was not sound ({check}), so no backup was made of it."
        " Check the vault; earlier backups are as they were."
    )


class NotABackupError(StoreError):
    """Takes `path`."""

    sentence = N_(
        "There is no backup in {path}. Choose the folder that backups were made to, or one of"
        " the dated folders in it."
    )


class DamagedBackupError(StoreError):
    """Takes `part`: the file that is not as it was written, and `more`, how many others."""

    sentence = N_(
        "This backup is damaged or was altered: {part}. Nothing was restored from it;"
        " choose another backup."
    )


class DamagedBackupPartsError(DamagedBackupError):
    sentence = N_(
        "This backup is damaged or was altered: {part}, and {more} more. Nothing was restored"
        " from it; choose another backup."
    )


class DamagedBackupFilesError(DamagedBackupPartsError):
    """Nothing but attached files is damaged. Takes `n` too, how many they are."""

    sentence = N_(
        "Attached files of this backup are damaged or missing: {n}, the first is {part}. Nothing"
        " was restored yet; choose another backup, or restore all but these files."
    )


class EarlierBackupError(StoreError):
    sentence = N_(
        "This backup opens with an earlier passphrase. Lock the vault, choose “Restore a backup…”"
        " there, and type the passphrase of then."
    )
