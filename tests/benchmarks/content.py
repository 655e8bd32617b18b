"""The content of a benchmark's dossier as files, the same for us and for every peer.

A folder holds the dossier twice, as JSON for typst and in parcels for Python, which is how the
second process gets it too, and `photos/<SHA-256>.jpg`.
"""

from __future__ import annotations

import pickle
from itertools import count
from pathlib import Path

from caseapp.dossier.document import Dossier
from caseapp.dossier.frozen import freeze
from caseapp.dossier.pdf.parcels import parcels, unpacked
from tests.benchmarks.dossier_data import generate

JSON = "dossier.json"
PARCELS = "dossier.parcels"
PHOTOS = "photos"


def write(persons: int, folder: Path) -> None:
    """Put a generated dossier of that many persons into the folder."""
    dossier, images = generate(persons)
    photos = folder / PHOTOS
    photos.mkdir(parents=True)
    (folder / JSON).write_text(freeze(dossier), encoding="utf-8")
    with (folder / PARCELS).open("wb") as file:
        for parcel in parcels(dossier):
            pickle.dump(parcel, file)
    for name, jpeg in images.items():
        (photos / f"{name}.jpg").write_bytes(jpeg)


def read(folder: Path) -> tuple[Dossier, dict[str, bytes]]:
    """The dossier and its JPEG bytes by their SHA-256."""
    with (folder / PARCELS).open("rb") as file:
        dossier = unpacked(pickle.load(file) for _ in count())
    return dossier, {path.stem: path.read_bytes() for path in (folder / PHOTOS).iterdir()}
