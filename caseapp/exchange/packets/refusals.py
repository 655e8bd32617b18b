"""Why a packet, a card or one record of a packet is refused: one sentence each.

Whenever one of these is raised, nothing was written.
"""

from __future__ import annotations

from caseapp.errors import UserError
from caseapp.i18n import N_


class PacketError(UserError):
    """Root of the family."""

    sentence = N_("This packet cannot be used.")


class NotAPacketError(PacketError):
    sentence = N_("This file is not a packet. Choose a file whose name ends in .packet.")


class NotForUsError(PacketError):
    sentence = N_(
        "This packet was made for other stations, or its beginning was altered on the way."
        " Ask the sender for one that is made for this vault; nothing was taken in."
    )


class DamagedPacketError(PacketError):
    sentence = N_(
        "This packet is incomplete or was altered on the way, so nothing was taken in."
        " Copy it from the stick again, or ask for a new one."
    )


class MalformedPacketError(PacketError):
    """Signed and complete, and its content breaks the rules. Takes `line` (a number)."""

    sentence = N_(
        "This packet holds something that no case file can hold (entry {line}), so nothing was"
        " taken in. Tell the station that sent it."
    )


class UnknownSenderError(PacketError):
    sentence = N_(
        "The station that made this packet is not known here. Take its card in first, and"
        " compare its words by telephone; nothing was taken in."
    )


class UnconfirmedSenderError(PacketError):
    """Takes `name`."""

    sentence = N_(
        "The words of {name} were not compared yet. Compare them aloud and confirm the station"
        " first; nothing was taken in."
    )


class BadSignatureError(PacketError):
    """Takes `name`: whom the packet claims to come from."""

    sentence = N_(
        "This packet says that it comes from {name}, but its signature is not theirs."
        " Nothing was taken in; tell {name}."
    )


class ExpiredPacketError(PacketError):
    """Takes `day`."""

    sentence = N_("This packet expired on {day}. Ask for a new one; nothing was taken in.")


class NewerPacketError(PacketError):
    sentence = N_(
        "This packet was made by a newer version of the program. Install the newer version;"
        " nothing was taken in."
    )


class TooLargePacketError(PacketError):
    sentence = N_(
        "This packet is larger than a packet can be, so it is not read. Ask for the cases in"
        " several packets."
    )


class NoRoomError(PacketError):
    """Takes `size`: bytes in words."""

    sentence = N_(
        "The disk of the vault has too little room for this packet ({size} are needed)."
        " Free some space; nothing was taken in."
    )


class UnreadablePacketError(PacketError):
    sentence = N_(
        "The packet could not be read to its end. Check that the stick is connected, and copy the"
        " packet to this disk if it happens again; nothing was taken in."
    )


class NotWrittenError(PacketError):
    sentence = N_(
        "The packet could not be written there, so there is none. Check that the stick is"
        " connected and has room."
    )


class TooLargeForDiskError(PacketError):
    sentence = N_(
        "This stick cannot hold a file of this size (many stop at 4 GB), so there is no packet."
        " Use another stick, or send the cases in several packets."
    )


class TakenAlreadyError(PacketError):
    """Takes `day`."""

    sentence = N_("This packet was already taken in on {day}. Nothing is left to do.")


class OlderPacketError(PacketError):
    """A question, not a refusal for good: it can be taken in on purpose. Takes `name`."""

    sentence = N_(
        "This packet is older than one from {name} that was taken in already. If it is not a"
        " mistake, take it in as an older one."
    )


class VaultChangedError(PacketError):
    sentence = N_(
        "The vault was changed since this was shown, so nothing was taken in. Look at the packet"
        " again."
    )


class NobodyChosenError(PacketError):
    sentence = N_("Choose at least one confirmed station that the packet is for.")


class NothingChosenError(PacketError):
    sentence = N_("Nothing would leave: choose cases, or the whole vault.")


class UnconfirmedStationError(PacketError):
    """Takes `name`."""

    sentence = N_(
        "The words of {name} were not compared yet, so nothing can be sent there. Compare them"
        " aloud and confirm the station first."
    )


class BadCardError(PacketError):
    sentence = N_(
        "This is not the card of a station, or a letter of it was changed. Ask for the file of"
        " the card again."
    )


class OwnCardError(PacketError):
    sentence = N_(
        "This is the card of this vault itself, or of a copy of it. Laptops that exchange packets"
        " need a vault each."
    )


class KnownStationError(PacketError):
    """Takes `name`."""

    sentence = N_("This station is known here already, as {name}.")
