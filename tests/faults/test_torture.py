"""`make torture` chooses its sections, tells what came of them, and fails if anything did."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator

import pytest

from tests.torture import __main__ as torture
from tests.torture.report import Options, Row


def test_every_section_can_be_chosen_by_its_name(tmp_path):
    for name in ("power-cuts", "faults", "kills", "room", "large"):
        sections, options = torture.options_of([name, "--points", "3", "--folder", str(tmp_path)])
        assert sections == [name]
        assert options.points == 3
        assert options.folder.parent == tmp_path
        assert callable(importlib.import_module(torture.SECTIONS[name]).rows)


def test_without_a_name_all_are_run_and_an_unknown_one_is_refused(tmp_path, capsys):
    assert torture.options_of(["--folder", str(tmp_path)])[0] == list(torture.SECTIONS)
    with pytest.raises(SystemExit):
        torture.options_of(["nothing"])
    assert "no such section: nothing" in capsys.readouterr().err


@pytest.mark.parametrize(("wrong", "code"), [([], 0), (["seed 3: lost"], 1)])
def test_the_table_and_the_exit_code_tell_what_did_not_hold(
    tmp_path, monkeypatch, capsys, wrong, code
):
    class Section:
        @staticmethod
        def rows(options: Options) -> Iterator[Row]:
            yield Row("tried", options.points, wrong, "figures")
            yield Row("not tried", 0, left_out="needs a disk")

    monkeypatch.setitem(sys.modules, "tests.torture.power", Section)
    asked = ["power-cuts", "--points", "7", "--seed", "5", "--folder", str(tmp_path)]
    assert torture.main(asked) == code
    told = capsys.readouterr().out
    assert "seed 5" in told
    assert ("FAILED" in told) == bool(wrong)
    assert "left out  needs a disk" in told
    assert all(one in told for one in wrong)
