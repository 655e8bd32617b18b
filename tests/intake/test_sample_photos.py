"""The portraits: drawn, in the right shape, one with telling metadata on purpose."""

from __future__ import annotations

import io

from PIL import Image

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.intake.sample import SampleFile, sample_files
from tests.intake.sample_world import fictitious

GPS = 0x8825


def photos() -> list[SampleFile]:
    return [file for file in sample_files() if file.role is AttachmentRole.PHOTO]


def test_most_fictitious_persons_have_a_portrait_of_passport_shape() -> None:
    owners = {file.about["detainee_id"] for file in photos()}
    assert owners <= {person.id for person in fictitious()}
    assert len(fictitious()) - 3 <= len(owners) < len(fictitious())
    for file in photos():
        with Image.open(io.BytesIO(file.data)) as picture:
            assert picture.width * 45 == picture.height * 35
            assert picture.height >= 600


def test_no_two_portraits_are_the_same() -> None:
    assert len({file.data for file in photos()}) == len(photos())


def test_one_portrait_carries_a_position_an_owner_and_a_comment() -> None:
    telling = []
    for file in photos():
        with Image.open(io.BytesIO(file.data)) as picture:
            exif = picture.getexif()
            if exif.get_ifd(GPS):
                telling.append(file)
                assert exif.get_ifd(GPS)[1] == "N"
                assert "SAMPLE-DESCRIPTION" in exif[0x010E]
                assert b"SAMPLE-COMMENT" in picture.info["comment"]
            else:
                assert not exif
                assert "comment" not in picture.info
    assert len(telling) == 1


def test_all_portraits_but_one_say_where_they_come_from() -> None:
    unknown = [file for file in photos() if not file.about["origin"]]
    assert len(unknown) == 1
    for file in photos():
        if file.about["origin"]:
            assert file.about["wordings"]["origin"]["ru"]
            assert file.about["taken"].readable
            assert not file.about["taken"].is_unknown
