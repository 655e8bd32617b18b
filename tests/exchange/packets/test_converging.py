"""Stations that change the same records and exchange packets: they agree, or both values stand."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from caseapp.domain.vocabulary import ConflictVerdict, NameScript
from caseapp.exchange.packets import deciding
from caseapp.exchange.packets.comparing import Outcome, outcome
from caseapp.store.history import Action
from caseapp.store.queries.packets import decided_against
from caseapp.store.records import Detainee, Event, NameForm, utc_now
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE
from tests.exchange.packets.conftest import Post

FIELDS = ("occupation", "health")
EXAMPLES = 300 if os.environ.get("CASEAPP_LONG") else 4


# -- one field ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("a", "a", Outcome.SAME), ("ab", "b", Outcome.SAME), ("a", "ab", Outcome.TAKE),
        ("ab", "a", Outcome.KEEP), ("a", "b", Outcome.CONFLICT), ("ab", "ac", Outcome.CONFLICT),
        ("ab", "aba", Outcome.TAKE), ("aba", "ab", Outcome.KEEP), ("xab", "xba", Outcome.CONFLICT),
        ("x", "abxy", Outcome.TAKE), ("abc", "b", Outcome.KEEP),
    ],
)  # fmt: skip
def test_the_field_goes_to_whoever_knew_the_others_value(
    mine: str, theirs: str, expected: Outcome
) -> None:
    assert outcome(mine[-1], mine[:-1], theirs[-1], theirs[:-1]) is expected


@given(st.text("abc", min_size=1, max_size=5), st.text("abc", min_size=1, max_size=5))
def test_both_sides_come_to_the_same_answer(mine: str, theirs: str) -> None:
    here = outcome(mine[-1], mine[:-1], theirs[-1], theirs[:-1])
    there = outcome(theirs[-1], theirs[:-1], mine[-1], mine[:-1])
    turned = {Outcome.TAKE: Outcome.KEEP, Outcome.KEEP: Outcome.TAKE}
    assert there is turned.get(here, here)


# -- two vaults --------------------------------------------------------------------------------
def edit(vault: Vault, **fields: str) -> None:
    (case,) = vault.all(Detainee)
    for name, value in fields.items():
        setattr(case, name, value)
    vault.save(case, action=Action("Edit"))


def value(vault: Vault, field: str = "occupation") -> str:
    (case,) = vault.all(Detainee)
    return str(getattr(case, field))


@pytest.fixture
def shared(two: tuple[Vault, Vault], post: Post) -> tuple[Vault, Vault]:
    """Two vaults with one case in common."""
    case = Detainee(occupation="x")
    name = NameForm(detainee_id=case.id, text="Үлгі", script=NameScript.KK_CYRL)
    two[0].save(case, name, action=Action("New"))
    post.carry(*two)
    return two


def test_what_one_changed_the_other_takes_and_nothing_comes_back(
    shared: tuple[Vault, Vault], post: Post
) -> None:
    one, other = shared
    edit(one, occupation="y")
    edit(other, health="h")
    assert post.carry(one, other).told.changed == {"detainee": 1}
    assert (value(other), value(other, "health")) == ("y", "h")
    back = post.carry(other, one)
    assert [(d.field, d.theirs) for d in back.told.changes] == [("health", "h")]
    assert post.carry(one, other).is_empty
    assert one.check() == other.check() == []


def test_what_both_changed_waits_and_a_decision_travels(
    shared: tuple[Vault, Vault], post: Post
) -> None:
    one, other = shared
    edit(one, occupation="a")
    edit(other, occupation="b")
    told = post.carry(one, other).told
    assert [(d.mine, d.theirs) for d in told.conflicts] == [("b", "a")]
    assert value(other) == "b"
    told = post.carry(one, other).told
    assert (told.conflict_count, told.waiting) == (0, 1)
    (waiting,) = deciding.waiting(other)
    deciding.decide(other, waiting, ConflictVerdict.OURS, "N.")
    assert deciding.waiting(other) == []
    assert post.carry(one, other).told.conflict_count == 0
    assert post.carry(other, one).told.changed == {"detainee": 1}
    assert value(one) == value(other) == "b"


def test_a_decision_for_theirs_is_one_step_that_can_be_undone(
    shared: tuple[Vault, Vault], post: Post
) -> None:
    one, other = shared
    edit(one, occupation="a")
    edit(other, occupation="b")
    post.carry(one, other)
    (waiting,) = deciding.waiting(other)
    deciding.decide(other, waiting, ConflictVerdict.THEIRS, "N.")
    assert value(other) == "a"
    other.undo()
    assert value(other) == "b"
    assert len(deciding.waiting(other)) == 1
    other.redo()
    assert post.carry(other, one).told.conflict_count == 0
    assert value(one) == "a"


def test_a_conflict_that_the_others_settled_is_settled_here(
    shared: tuple[Vault, Vault], post: Post
) -> None:
    one, other = shared
    edit(one, occupation="a")
    edit(other, occupation="b")
    post.carry(one, other)
    post.carry(other, one)
    (waiting,) = deciding.waiting(one)
    deciding.decide(one, waiting, ConflictVerdict.THEIRS, "N.")
    assert post.carry(one, other).told.settled == 1
    assert deciding.waiting(other) == []
    assert value(one) == value(other) == "b"


@pytest.mark.parametrize("decides", ["first", "second"])
def test_what_two_have_settled_is_not_asked_again_when_a_third_brings_the_older_value(
    new_vault: Callable[[], Vault], post: Post, decides: str
) -> None:
    a, b, c = (new_vault() for _ in range(3))
    post.meet(a, b, c)
    a.save(Detainee(occupation="x"), action=Action("New"))
    post.carry(a, b)
    edit(a, occupation="a")
    post.carry(a, c)
    edit(b, occupation="b")
    post.carry(a, b)
    post.carry(b, a)
    settling, verdict = (
        (a, ConflictVerdict.THEIRS) if decides == "first" else (b, ConflictVerdict.OURS)
    )
    (waiting,) = deciding.waiting(settling)
    deciding.decide(settling, waiting, verdict, "N.")
    post.carry(settling, b if settling is a else a)
    for settled in (a, b):
        told = post.carry(c, settled).told
        assert (told.conflict_count, told.waiting) == (0, 0)
        assert deciding.waiting(settled) == []
        assert value(settled) == "b"
        post.carry(settled, c)
        assert value(c) == "b"


def test_the_trash_travels_and_what_was_worked_on_meanwhile_stays(
    shared: tuple[Vault, Vault], post: Post
) -> None:
    one, other = shared
    (form,) = one.all(NameForm)
    one.trash(form, action=Action("Trash"))
    assert post.carry(one, other).told.trashed == {"name_form": 1}
    assert other.all(NameForm) == []
    one.undo()
    assert post.carry(one, other).told.changed == {"name_form": 1}
    assert len(other.all(NameForm)) == 1
    (form,) = one.all(NameForm)
    form.deleted_at = utc_now() + timedelta(seconds=5)
    one.save(form, action=Action("Trash"))
    (theirs,) = other.all(NameForm)
    theirs.text = "Үлгіұлы"
    other.save(theirs, action=Action("Edit"))
    assert post.carry(one, other).told.conflict_count == 1
    assert len(other.all(NameForm)) == 1


def test_the_content_of_the_trash_does_not_leave(two: tuple[Vault, Vault], post: Post) -> None:
    one, other = two
    case, gone = Detainee(occupation="x"), Detainee(occupation="only in the trash")
    event = Event(detainee_id=gone.id, kind="taken", narrative="too")  # type: ignore[arg-type]
    one.save(case, gone, event, action=Action("New"))
    one.trash(gone, action=Action("Trash"))
    assert post.carry(one, other).told.new == {"detainee": 1}
    assert other.get(Detainee, gone.id) is None
    assert other.get(Event, event.id) is None


def test_a_number_that_is_taken_becomes_the_next_free_one(
    two: tuple[Vault, Vault], post: Post
) -> None:
    one, other = two
    theirs = [Detainee(), Detainee(), Detainee()]
    one.save(*theirs, action=Action("New"))
    ours = Detainee(serial=2)
    other.save(ours, action=Action("New"))
    told = post.carry(one, other).told
    assert [(n.theirs, n.ours) for n in told.numbers] == [(2, 3), (3, 4)] or [
        (n.theirs, n.ours) for n in told.numbers
    ] == [(2, 3)]
    assert len({d.serial for d in other.all(Detainee)}) == 4
    assert post.carry(one, other).is_empty
    edit_one = one.get(Detainee, theirs[1].id)
    assert edit_one is not None
    edit_one.occupation = "y"
    one.save(edit_one, action=Action("Edit"))
    post.carry(one, other)
    kept = other.get(Detainee, theirs[1].id)
    assert kept is not None
    assert (kept.occupation, kept.serial) == ("y", told.numbers[0].ours)


def test_taking_in_is_one_step_and_after_its_undo_a_packet_is_new_again(
    two: tuple[Vault, Vault], sample: Vault, post: Post
) -> None:
    other = two[1]
    post.meet(sample, other)
    path = post.send(sample, other)
    before = other.generation
    first = post.take(other, path)
    assert other.generation == before + 1
    assert other.check() == []
    other.undo()
    assert other.all(Detainee) == []
    again = post.take(other, path)
    assert again.told.new == first.told.new
    assert again.told.conflict_count == 0
    assert len(other.all(Detainee)) == len(sample.all(Detainee))
    assert other.check() == []


# -- many vaults, any edits --------------------------------------------------------------------
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("edit"), st.integers(0, 2), st.sampled_from(FIELDS), st.sampled_from("abc")
        ),
        st.tuples(st.just("send"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.just("decide"), st.integers(0, 2), st.sampled_from(ConflictVerdict)),
        st.tuples(st.just("undo"), st.integers(0, 2)),
    ),
    max_size=12,
)  # fmt: skip


@pytest.fixture(scope="module")
def three_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed vaults 0, 1, 2 that know each other and share a case. Not to be opened: copy them."""
    from tests.conftest import CHEAP

    root = tmp_path_factory.mktemp("three")
    vaults = [Vault.create(root / str(n), PASSPHRASE, cost=CHEAP) for n in range(3)]
    post = Post(tmp_path_factory.mktemp("post"))
    post.meet(*vaults)
    vaults[0].save(Detainee(occupation="x", health="x"), action=Action("New", undoable=False))
    for other in vaults[1:]:
        post.carry(vaults[0], other)
        edit(other, summary="not undone")
        other.undo()
    for vault in vaults:
        vault.close()
    return root


@pytest.fixture
def opened(three_folders: Path) -> Callable[[], Iterator[tuple[list[Vault], Post]]]:
    def open_copies() -> Iterator[tuple[list[Vault], Post]]:
        with TemporaryDirectory() as place:
            root = Path(shutil.copytree(three_folders, Path(place) / "v"))
            vaults = [Vault.open(root / str(n), PASSPHRASE) for n in range(3)]
            yield vaults, Post(Path(place))
            for vault in vaults:
                vault.close()

    return open_copies


@settings(
    max_examples=EXAMPLES, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(steps=STEPS)
def test_three_stations_agree_or_keep_both_values(
    opened: Callable[[], Iterator[tuple[list[Vault], Post]]], steps: list[tuple[object, ...]]
) -> None:
    for vaults, post in opened():
        for step in steps:
            follow(step, vaults, post)
        for _ in range(2):
            for one, other in permutations(vaults, 2):
                post.carry(one, other)
        for one, other in permutations(vaults, 2):
            for name in FIELDS:
                theirs, ours = value(one, name), value(other, name)
                if theirs != ours:
                    assert theirs in kept_beside(other, name), (name, theirs, ours)
        for vault in vaults:
            assert vault.check() == []
        again = post.carry(vaults[0], vaults[1]).told
        assert not again.new
        assert not again.changed


@pytest.mark.parametrize("sends", ["older", "newer"])
def test_a_value_that_was_never_here_is_no_other_opinion(
    new_vault: Callable[[], Vault], post: Post, sends: str
) -> None:
    a, b, c = (new_vault() for _ in range(3))
    post.meet(a, b, c)
    a.save(Detainee(occupation="x"), action=Action("New"))
    for other in (b, c):
        post.carry(a, other)
    edit(a, occupation="a")
    post.carry(a, c)
    edit(a, occupation="b")
    post.carry(a, b)
    told = (post.carry(c, b) if sends == "older" else post.carry(b, c)).told
    assert told.conflict_count == 0
    assert (value(b), value(c)) == ("b", "a" if sends == "older" else "b")
    assert all(vault.check() == [] for vault in (a, b, c))


class Station:
    """What one station knows of a field: its value, and all that it knows to be older."""

    def __init__(self) -> None:
        self.value, self.older = "x", {"x"}

    def takes(self, other: Station) -> int:
        """How many conflicts there are by right; one is decided here for what stands here."""
        conflicts = 0
        if self.value != other.value:
            if self.value in other.older:
                self.value = other.value
            elif other.value not in self.older:
                conflicts = 1
        self.older |= other.older | {other.value, self.value}
        return conflicts


MOVES = st.lists(
    st.one_of(
        st.integers(0, 2), st.tuples(st.integers(0, 2), st.integers(0, 2)).filter(
            lambda way: way[0] != way[1]
        ),
    ),
    max_size=16,
)  # fmt: skip
"""An edit at a station, or a packet from one to another."""


@settings(
    max_examples=5 * EXAMPLES, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(moves=MOVES)
@example(moves=[0, (0, 2), 0, (0, 1), (2, 1)])
@example(moves=[0, (0, 2), 0, (0, 1), 1, (1, 2)])
def test_nobody_is_asked_about_what_is_no_conflict(
    opened: Callable[[], Iterator[tuple[list[Vault], Post]]],
    moves: list[int | tuple[int, int]],
) -> None:
    for vaults, post in opened():
        known = [Station() for _ in vaults]
        for number, move in enumerate(moves):
            if isinstance(move, int):
                edit(vaults[move], occupation=f"v{number}")
                known[move].value = f"v{number}"
                known[move].older.add(f"v{number}")
                continue
            sender, taker = move
            expected = known[taker].takes(known[sender])
            told = post.carry(vaults[sender], vaults[taker]).told
            assert (told.conflict_count, told.waiting) == (expected, 0), (number, moves)
            assert value(vaults[taker]) == known[taker].value
            for conflict in deciding.waiting(vaults[taker]):
                deciding.decide(vaults[taker], conflict, ConflictVerdict.OURS, "N.")
        assert all(vault.check() == [] for vault in vaults)


def follow(step: tuple[object, ...], vaults: list[Vault], post: Post) -> None:
    match step:
        case ("edit", int(n), str(name), str(new)):
            edit(vaults[n], **{name: new})
        case ("send", int(n), int(to)) if n != to:
            post.carry(vaults[n], vaults[to])
        case ("decide", int(n), ConflictVerdict() as verdict):
            for conflict in deciding.waiting(vaults[n])[:1]:
                deciding.decide(vaults[n], conflict, verdict, "N.")
        case ("undo", int(n)):
            waiting, _ = vaults[n].undoable()
            if waiting is not None and waiting.label == "Edit":
                vaults[n].undo()


def kept_beside(vault: Vault, field: str) -> set[str]:
    """The values of a field that wait here for a decision, or that somebody decided against."""
    (case,) = vault.all(Detainee)
    open_here = {c.theirs["value"] for c in deciding.waiting(vault) if c.field == field}
    against = vault.read(lambda s: decided_against(s, [case.id]))
    return open_here | set(against.get((case.id, field), ()))
