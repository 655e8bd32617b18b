"""`caseapp self-test`: try every part of an installation, in a folder that is removed again.

Opens every kind of resource, checks every font against its lock, draws every script and
reads it back, makes, opens and closes a vault. One line a part; exit code 1 if one fails.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path

from caseapp.i18n import LANGUAGES, translator
from caseapp.system.resources import resource

SCRIPTS = {
    "Latin": "Qazaq Äliñ Sayragül ğşñöüı",
    "Cyrillic": "Қазақ Әлің Сайрагүл ғңөұүһі Жаңабаева",
    "Arabic": "قازاق سايراگۇل ٴۇي جاڭابايەۆا",
    "Chinese": "哈萨克 赛依拉古丽·沙吾提拜",
}


def self_test(options: argparse.Namespace) -> int:
    failed = 0
    for name, part in _PARTS.items():
        try:
            detail = part()
        except Exception as error:  # a self-test reports whatever is wrong and goes on
            failed += 1
            print(f"FAILED  {name}: {type(error).__name__}: {error}")
        else:
            print(f"ok      {name}: {detail}")
    return 1 if failed else 0


def _libraries() -> str:
    from reportlab import Version

    from caseapp.store.engine import require_library

    return f"{require_library()}, ReportLab {Version}"


def _fonts() -> str:
    lock = json.loads(resource("fonts", "fonts.lock").read_text(encoding="utf-8"))
    entries = [entry for package in lock["packages"] for entry in package["files"]]
    for entry in entries:
        data = resource("fonts", entry["file"]).read_bytes()
        if hashlib.sha256(data).hexdigest() != entry["sha256"]:
            raise ValueError(f"{entry['file']} is not the file that was shipped")
    return f"{len(entries)} files as shipped"


def _scripts() -> str:
    import pypdfium2

    from caseapp.dossier.pdf.specimen import draw_specimen

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "specimen.pdf")
        missing = draw_specimen(path, tuple(SCRIPTS.values()))
        if missing:
            raise ValueError(f"no glyph for {' '.join(missing)}")
        with pypdfium2.PdfDocument(path) as document:
            text = document[0].get_textpage().get_text_bounded()
    for name in ("Latin", "Cyrillic", "Chinese"):
        if SCRIPTS[name].split()[0] not in text:
            raise ValueError(f"{name} does not come back from the page")
    return f"{', '.join(SCRIPTS)} drawn and read back"


def _resources() -> str:
    counts = {}
    for folder in ("letters", "forms", "policies", "places", "addressees", "deadlines", "sample"):
        files = [f for f in resource(folder).rglob("*") if f.is_file()]
        if not files:
            raise ValueError(f"resources/{folder} is empty")
        for file in files:
            if file.suffix == ".toml":
                tomllib.loads(file.read_text(encoding="utf-8"))
            elif file.suffix == ".json":
                json.loads(file.read_text(encoding="utf-8"))
            else:
                file.read_bytes()
        counts[folder] = len(files)
    return ", ".join(f"{n} {folder}" for folder, n in counts.items())


def _languages() -> str:
    for language in LANGUAGES:
        translator(language)("")
        translator(language, "dossier")("")
    return ", ".join(LANGUAGES)


def _vault() -> str:
    from caseapp.intake.sample import load_sample
    from caseapp.store.keys import KdfCost
    from caseapp.store.vault import Vault

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "vault")
        with Vault.create(path, "self-test", cost=KdfCost.floor()) as vault:
            load_sample(vault)
        with Vault.open(path, "self-test") as vault:
            findings = vault.check()
            if findings:
                raise ValueError(findings[0].check)
            return f"made, filled, opened, checked; {vault.generation} changes"


def _terms() -> str:
    """The rules of reply and the calendar of working days, which a frozen build must carry."""
    from caseapp.domain.public_days import public_days
    from caseapp.domain.reply_rules import procedure

    rules = procedure().rules
    days = [len(public_days(year)) for year in range(2010, 2036)]
    if not all(days):
        raise ValueError("the calendar of Kazakhstan has a year without holidays")
    return f"{len(rules)} rules, {sum(days)} public days of {len(days)} years"


def _window() -> str:
    from caseapp.bootstrap import window_parts

    return window_parts()


_PARTS: dict[str, Callable[[], str]] = {
    "libraries": _libraries,
    "resources": _resources,
    "terms": _terms,
    "languages": _languages,
    "fonts": _fonts,
    "scripts": _scripts,
    "vault": _vault,
    "window": _window,
}
