"""Commands for packets between laptops: the own card and others', making, taking in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from caseapp.cli.screen import ProgressLine, translate
from caseapp.cli.vaults import open_vault, plain
from caseapp.errors import UserError
from caseapp.exchange.packets import making, stations, words
from caseapp.exchange.packets.choosing import Scope
from caseapp.exchange.packets.receiving import receive as read_packet
from caseapp.exchange.packets.refusals import OlderPacketError, TakenAlreadyError
from caseapp.exchange.packets.taking import Incoming, compare, take_in
from caseapp.i18n import N_, Translator
from caseapp.matching.newcomers import KnownHere
from caseapp.store.queries.cases import case_rows
from caseapp.store.records import Detainee, PartnerStation
from caseapp.store.records.people import case_number
from caseapp.store.vault import Vault
from caseapp.system import files
from caseapp.system.progress import Progress


def station(options: argparse.Namespace) -> int:
    """Print the own card with its words, take in another's, or note that words were compared."""
    t = translate()
    language = options.words or t.language
    with open_vault(options) as vault:
        if options.deed is None:
            return _own_card(vault, options, t, language)
        if options.deed == "add":
            card = stations.read_card(_card_text(options.what))
            known = stations.add_station(vault, card, options.words_compared_by)
        else:
            (known,) = _stations(vault, [options.what])
            if options.words_compared_by:
                known = stations.confirm(vault, known, options.words_compared_by)
    print(plain(t("Station: {name}", name=known.name)))
    _print_words(t, stations.card_of(known), language)
    if not stations.is_confirmed(known):
        print(t("Compare these words aloud, on both sides in one language (--words en, ru or kk);"
                " until then nothing is sent and nothing taken in."))  # fmt: skip
    return 0


def _own_card(vault: Vault, options: argparse.Namespace, t: Translator, language: str) -> int:
    text = stations.card_text(vault, options.name)
    if options.out:
        files.write_new(options.out, text.encode() + b"\n")
        print(options.out)
    else:
        print(text)
    _print_words(t, stations.own_card(vault, options.name), language)
    for one in vault.all(PartnerStation):
        said = (
            t("words compared by {name}", name=one.confirmed_by) if stations.is_confirmed(one)
            else t("words not compared yet")
        )  # fmt: skip
        print(plain(f"{one.name}  –  {said}"), file=sys.stderr)
    return 0


def _print_words(t: Translator, card: stations.Card, language: str) -> None:
    print(t("Words: {words}", words=" ".join(card.words(language))), file=sys.stderr)


def _card_text(card: str) -> str:
    """What a file of this name holds; else the card itself, as it was typed."""
    try:
        data = files.read_limited(Path(card), stations.LONGEST_CARD)
    except (OSError, ValueError):
        return card
    return data.decode("ascii", "replace")


def packet(options: argparse.Namespace) -> int:
    """Make a packet and print its path; on the other channel what leaves and what stays."""
    t = translate()
    progress = Progress(ProgressLine().tell)
    with open_vault(options) as vault:
        to = _stations(vault, options.to)
        scope = Scope(
            cases=case_ids(vault, options.cases), whole=options.whole,
            contacts=not options.without_contacts, restricted=options.with_restricted_notes,
        )  # fmt: skip
        shown = making.preview(vault, scope, to)
        said = [
            words.scope_words(t, shown.chosen), ", ".join(words.counted(t, shown.counts)),
            *words.held_back(t, shown.chosen),
            t("For: {names}", names=", ".join(one.name for one in to)),
        ]  # fmt: skip
        print(plain_lines(said), file=sys.stderr)
        if options.dry_run:
            return 0
        if not options.out.is_dir():
            raise UserError(N_("There is no folder {path}."), path=options.out.absolute())
        made = making.make(vault, shown, options.out / making.suggested_name(), progress)
    print(made.path)
    return 0


def receive(options: argparse.Namespace) -> int:
    """Read a packet, say what it does, and take it in; 1 if it is here already."""
    t = translate()
    progress = Progress(ProgressLine().tell)
    with open_vault(options) as vault:
        try:
            received = read_packet(vault, options.file, progress, older=options.older)
        except TakenAlreadyError as error:
            print(t.error(error), file=sys.stderr)
            return 1
        except OlderPacketError as error:
            said = t("To take it in all the same, add {option}.", option="--older")
            print(f"{t.error(error)} {said}", file=sys.stderr)
            return 1
        with compare(vault, received, KnownHere(vault), progress) as incoming:
            print(plain_lines(_told(vault, incoming, t)))
            if not options.dry_run:
                take_in(vault, incoming, progress)
                print(t("The packet was taken in; one undo takes it back."))
    return 0


def _told(vault: Vault, incoming: Incoming, t: Translator) -> list[str]:
    told = incoming.told
    said = [t("From {name}.", name=incoming.received.station.name), *words.told_lines(t, told)]
    said += dict.fromkeys(t(one.why) for one in told.refused)
    said += [words.number_line(t, one) for one in told.numbers]
    rows = {
        row.id: row
        for row in vault.read(
            partial(case_rows, ids=[one for ids in incoming.likely.values() for one in ids])
        )
    }
    for newcomer in incoming.newcomers:
        for one in filter(rows.__contains__, incoming.likely.get(newcomer.id, ())):
            said.append(t(
                "{name} may be {number}, on file here: see Review.",
                name=next(iter(newcomer.names), "–"), number=rows[one].number,
            ))  # fmt: skip
    return said


def _stations(vault: Vault, names: Sequence[str]) -> list[PartnerStation]:
    known = vault.all(PartnerStation)
    found = []
    for name in dict.fromkeys(names):
        same = [one for one in known if one.name == name]
        if len(same) != 1:
            raise UserError(
                N_("No station, or more than one, is called {name}. There are: {names}"),
                name=name, names=", ".join(one.name for one in known) or "–",
            )  # fmt: skip
        found += same
    return found


def case_ids(vault: Vault, numbers: Iterable[str]) -> tuple[UUID, ...]:
    """The cases of typed numbers, with or without their prefix."""
    wanted = [one for typed in numbers for one in typed.split(",") if one.strip()]
    if not wanted:
        return ()
    by_number: dict[str, UUID] = {}
    for case in vault.all(Detainee):
        by_number[case_number(case.prefix, case.serial).upper()] = case.id
        by_number.setdefault(str(case.serial), case.id)
    found = []
    for typed in wanted:
        number = typed.strip().upper()
        if number not in by_number:
            raise UserError(N_("There is no case {number}."), number=typed.strip())
        found.append(by_number[number])
    return tuple(found)


def plain_lines(lines: Iterable[str]) -> str:
    """Lines for a terminal, each without what could steer it."""
    return "\n".join(plain(line) for line in lines)
