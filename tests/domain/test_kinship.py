"""Words for a relative against a relative's name."""

from __future__ import annotations

import pytest

from caseapp.domain.kinship import names_nobody


@pytest.mark.parametrize(
    ("wordings", "nobody"),
    [
        (("parents", "родители", "ата-анасы", "父母"), True),
        (("two younger children", "", "两名较小的子女"), True),
        (("Alan", "Алан", "阿兰"), False),
        (("阿兰",), False),
        (("", ""), False),
    ],
)
def test_small_letters_say_that_it_is_no_name_and_a_script_without_them_says_nothing(
    wordings: tuple[str, ...], nobody: bool
) -> None:
    assert names_nobody(wordings) is nobody
