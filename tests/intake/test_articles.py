"""Articles as people save them: with menus, headlines of others, banners, forms. Invented."""

from __future__ import annotations

import pytest

from caseapp.intake.documents import inside
from caseapp.intake.documents.byline import Byline, byline_of
from caseapp.intake.documents.clutter import LeftOut, without_clutter
from caseapp.intake.documents.kinds import HEAD, DocumentKind, kind_of
from caseapp.intake.documents.read import ReadDocument

TITLE = "Nineteen names read aloud in the square"
BODY = (
    "On Sunday the families of nineteen people stood in the square of a small town and read the"
    " names of their relatives aloud, one after the other, for more than an hour.",
    "“My brother went to visit our mother in 2017,” said Asem Tilekova, who teaches at a school."
    " “His telephone has been off ever since, and nobody has written to us.”",
    "The county office did not answer questions. A list with all nineteen names was handed to it"
    " in March 2018, and again a year later, without any reply.",
)
ARTICLE = f"{TITLE}\n\n" + "\n\n".join(BODY)
KAZAKH = (
    "Жексенбіде он тоғыз адамның отбасы кішкентай қаланың алаңында тұрып, туыстарының аттарын"
    " бірінен соң бірін дауыстап оқыды. Бұл бір сағаттан астам уақытқа созылды.",
    "Олардың айтуынша, аудандық кеңсе бірде-бір сұраққа жауап бермеген, тізім екі рет берілген.",
)
RUSSIAN = (
    "В воскресенье семьи девятнадцати человек стояли на площади небольшого города и читали"
    " вслух имена своих родственников, одно за другим, больше часа подряд.",
    "Районное управление на вопросы не ответило, хотя список передавали ему уже дважды.",
)
CHINESE = (
    "星期天，十九个人的家属站在一座小城的广场上，一个接一个地大声念出亲人的名字，持续了一个多小时。",
    "县政府没有回答任何问题。写有十九个名字的名单已经交过两次，至今没有任何答复。",
)
UYGHUR = (
    "يەكشەنبە كۈنى ئون توققۇز ئادەمنىڭ ئائىلىسى كىچىك بىر شەھەرنىڭ مەيدانىدا تۇرۇپ تۇغقانلىرىنىڭ"
    " ئىسىملىرىنى بىردىن-بىردىن ئۈنلۈك ئوقۇدى، بۇ بىر سائەتتىن ئاشتى.",
    "ناھىيىلىك ئىدارە ھېچقانداق سوئالغا جاۋاب بەرمىدى، تىزىملىك ئىككى قېتىم تاپشۇرۇلغان ئىدى.",
)


def read(data: bytes, file_name: str = "") -> ReadDocument:
    """As `read_document`, but here: a child for each page would take most of the time."""
    found = kind_of(data[:HEAD], file_name)
    said = inside.read(data, found.kind.value)
    said["left_out"] = tuple(LeftOut(*one) for one in said["left_out"])
    return ReadDocument(found.kind, found.media_type, **said)


def left(found: ReadDocument) -> list[str]:
    return [one.text for one in found.left_out]


# -- copied texts ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Skip to main content\n\n", "\n\nPremium Themes by Somebody", id="frame"),
        pytest.param("Home\nNews\nWorld\nAbout us\nҚазақша | Русский\nSearch\n", "", id="menu"),
        pytest.param("Главная\nНовости\nПолитика\nКонтакты\nПоиск\n", "\nПоделиться", id="russian"),
        pytest.param("首页\n新闻\n国际\n文化\n", "\n分享到：\n版权所有 某报", id="chinese"),
        pytest.param(
            "Featured\n",
            "\n\nA harvest above all hopes\n\nA harvest above all hopes\n\nMore details\n"
            "A bridge is opened\n\nA bridge is opened\n\nMore details", id="headlines",
        ),
        pytest.param(
            "We use cookies to improve this site. Accept all\n",
            "\n\nRelated articles\nA bridge is opened\nA harvest above all hopes", id="cookies",
        ),
        pytest.param(
            "", "\n\nLeave a Reply\n\nFill in your details below or click an icon to log in:\n"
            "You are commenting using your account. Log Out / Change )\nConnecting to %s",
            id="comment form",
        ),
        pytest.param("", "\n\nСондай-ақ оқыңыз: Көпір ашылды\n×", id="read also"),
        pytest.param("", "\n\nSubscribe to our newsletter\nsquare_640x360.jpg", id="letter"),
    ],
)  # fmt: skip
def test_what_stands_around_goes_and_nothing_of_the_article_is_lost(before, after):
    kept, out = without_clutter(before + ARTICLE + after)
    assert kept == ARTICLE
    said = "\n".join(one.text for one in out).split()
    assert said == (before + after).split()


def test_the_name_of_a_picture_that_stuck_to_the_first_words_comes_off():
    kept, out = without_clutter(ARTICLE.replace(BODY[0], f"Town square 640x360 1{BODY[0]}"))
    assert kept == ARTICLE
    assert [(one.at, one.text) for one in out] == [(len(TITLE) + 2, "Town square 640x360 1")]


def test_headlines_of_others_inside_an_article_go_and_its_own_short_lines_stay():
    inside = f"{BODY[0]}\n\nRead also: A bridge is opened\n\nWho was there?\n\n{BODY[1]}"
    kept, out = without_clutter(f"{TITLE}\n\n{inside}")
    assert "Who was there?" in kept
    assert [one.text for one in out] == ["Read also: A bridge is opened"]


def test_a_place_says_where_the_words_stood():
    text = f"{TITLE}\n\n{BODY[0]}\n\nAdvertisement\n\n{BODY[1]}\n\nShare"
    kept, (first, second) = without_clutter(text)
    assert kept[first.at :] == BODY[1]
    assert second.at == len(kept)


@pytest.mark.parametrize(
    "text",
    [
        "Home is where she waits.\nNews came late.\nWe share bread.\nSearch parties went out.",
        "Q: News?\nA: None.\nQ: News?\nA: None.",
        "Comments\nI saw him in March, said the neighbour, and then no more. " + "He wept. " * 30,
        "Related to whom?\nTo my mother, he said.",
    ],
)
def test_a_told_story_loses_nothing(text):
    assert without_clutter(text) == (text.strip(), ())


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("{}\nBy Asem Tilekova\nMarch 4, 2018, 10:30 AM\n", ("Asem Tilekova", "March 4, 2018", "")),
        ("{}\nSeptember 11, 2019 by admin\n", ("", "September 11, 2019", "")),
        ("{}\nАвтор: Әсем Тілекова\n4 марта 2018 г.\n", ("Әсем Тілекова", "4 марта 2018 г.", "")),
        ("{}\n作者：张三\n2018年3月4日\n", ("张三", "2018年3月4日", "")),
        ("{}\nPosted on March 4, 2018\n", ("", "March 4, 2018", "")),
        ("{}\nBy the river\n2018\n", ("", "", "")),
    ],
)
def test_lines_that_say_who_and_when_are_offered(lines, said):
    found = byline_of(lines.format(TITLE) + "\n".join(BODY))
    assert found == Byline(*said)


def test_a_line_that_says_who_or_when_is_no_title():
    for first in ("By Asem Tilekova", "March 4, 2018"):
        found = read(f"{first}\n\n{ARTICLE}".encode())
        assert found.title == ""
    assert read(ARTICLE.encode()).title == TITLE


def test_publisher_and_date_in_the_last_line_are_offered():
    assert byline_of(f"{ARTICLE}\n\nThe Square Foundation, January 8, 2018") == Byline(
        "", "January 8, 2018", "The Square Foundation"
    )


def test_who_is_named_as_writer_by_a_reprint_is_offered():
    head = "ALMATY – We are printing this article by Asem Tilekova, first published elsewhere. "
    assert byline_of(head + " ".join(BODY)).author == "Asem Tilekova"
    assert byline_of(" ".join(BODY) * 3 + head).author == ""


# -- saved pages -------------------------------------------------------------------------------
def page(paragraphs: tuple[str, ...], inside: str = "", language: str = "en") -> str:
    """A page with all that is in the way."""
    first, *rest = (f"<p>{words}</p>" for words in paragraphs)
    return f"""<!DOCTYPE html><html lang="{language}"><head><title>{TITLE} - The Paper</title>
<meta property="og:title" content="{TITLE}"></head><body>
<div class="cookie-banner"><p>We use cookies. By going on you accept our policy.</p>
<button>Accept all</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article><h1>{TITLE}</h1>{first}
<div class="related"><h4>Read also</h4><ul><li><a href="/1">A bridge is opened at last</a></li>
<li><a href="/2">A harvest above all hopes</a></li></ul></div>{inside}{"".join(rest)}
</article></main>
<section class="comments"><h3>3 comments</h3><div class="comment">
<p>What a pity, says a reader.</p>
</div><form><textarea>type here</textarea><button>Send</button></form></section>
<footer><p>© The Paper</p></footer><script>var hidden = "never seen";</script></body></html>"""


@pytest.mark.parametrize(
    ("paragraphs", "language"),
    [(BODY, "en"), (KAZAKH, "kk"), (RUSSIAN, "ru"), (CHINESE, "zh"), (UYGHUR, "ug")],
)
def test_a_cluttered_page_in_any_language_gives_its_paragraphs_and_shows_the_rest(
    paragraphs, language
):
    found = read(page(paragraphs, language=language).encode(), "saved.html")
    lines = found.text.split("\n")
    assert [line for line in lines if line != TITLE] == list(paragraphs)
    assert (found.title, found.language) == (TITLE, language)
    out = left(found)
    assert {"A bridge is opened at last", "What a pity, says a reader.", "Home", "© The Paper"} <= {
        *out
    }
    assert not any("never seen" in words or words in paragraphs for words in out)


def test_a_table_inside_an_article_is_part_of_it():
    table = (
        "<table><tr><th>Name</th><th>Taken</th></tr><tr><td>Erlan Tilekov</td><td>May 2017</td>"
        "</tr><tr><td>Marat Tilekov</td><td>June 2017</td></tr></table>"
    )
    found = read(page(BODY, table).encode(), "saved.html")
    for words in ("Erlan Tilekov", "May 2017", "Marat Tilekov", "June 2017"):
        assert words in found.text


def test_what_was_left_out_stands_where_it_stood_on_the_page():
    found = read(page(BODY).encode(), "saved.html")
    places = {one.text: one.at for one in found.left_out}
    assert places["Home"] == 0
    assert places["© The Paper"] == len(found.text)
    assert found.text[places["A bridge is opened at last"] :].startswith(BODY[1])


def test_a_page_that_lies_about_its_encoding_is_still_read():
    words = page(RUSSIAN * 2, language="ru").replace("<head>", '<head><meta charset="utf-8">')
    found = read(words.encode("cp1251", errors="ignore"), "saved.html")
    assert RUSSIAN[0] in found.text
    plain = words.replace("utf-8", "windows-1251")
    assert RUSSIAN[0] in read(plain.encode(), "saved.html").text


def test_headlines_of_others_said_twice_beneath_an_article_go_from_a_page_too():
    other = "".join(
        f"<p>{line}</p><p>{line}</p><p>More details</p>"
        for line in ("A bridge is opened at last", "A harvest above all hopes")
    )
    words = "".join(f"<p>{line}</p>" for line in BODY)
    inside = f"<h2>{TITLE}</h2><p>Square 640x360 1{words[3:]}{other}"
    html = f"<html><body><div>{inside}</div></body></html>"
    found = read(html.encode(), "saved.html")
    assert [line for line in found.text.split("\n") if line != TITLE] == list(BODY)
    assert {"Square 640x360 1", "A bridge is opened at last", "More details"} <= {*left(found)}


# -- pages saved in one file -------------------------------------------------------------------
def archived(html: bytes, charset: str, head: str = "From: <Saved by Blink>") -> bytes:
    """As browsers save a page with all its parts."""
    import quopri

    lines = [
        head, "Snapshot-Content-Location: https://paper.example/19", f"Subject: {TITLE}",
        "Date: Mon, 5 Mar 2018 10:00:00 -0000", "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="----edge"', "", "",
        "------edge", f'Content-Type: text/html; charset="{charset}"',
        "Content-Transfer-Encoding: quoted-printable",
        "Content-Location: https://paper.example/19", "",
    ]  # fmt: skip
    rest = "\r\n------edge\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
    rest += "Content-Location: https://paper.example/a.png\r\n\r\niVBORw0KGgo=\r\n------edge--\r\n"
    return "\r\n".join(lines).encode() + b"\r\n" + quopri.encodestring(html) + rest.encode()


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251"])
def test_a_page_saved_in_one_file_gives_its_article_and_its_address(charset):
    html = page(RUSSIAN, language="ru").encode(charset, errors="ignore")
    found = read(archived(html, charset), "saved.mhtml")
    assert (found.kind, found.media_type) == (DocumentKind.ARCHIVED_PAGE, "multipart/related")
    assert [line for line in found.text.split("\n") if line != TITLE] == list(RUSSIAN)
    assert found.address == "https://paper.example/19"
    assert "A bridge is opened at last" in left(found)


def test_an_archive_of_a_page_that_lies_about_its_encoding_is_still_read():
    html = page(RUSSIAN * 2, language="ru").encode("cp1251", errors="ignore")
    assert RUSSIAN[0] in read(archived(html, "utf-8"), "saved.mht").text


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("2018.05.12", "2018.05.12"),
        ("发布时间：2018.05.12 10:30", "2018.05.12"),
        ("发布时间：2018年5月12日10:30", "2018年5月12日"),
        ("12.05.2018 10.05", "12.05.2018"),
        ("12.05.18", "12.05.18"),
    ],
)
def test_the_figures_of_a_date_are_not_taken_for_a_time(line: str, dated: str) -> None:
    assert byline_of(f"{TITLE}\n{line}\n{BODY[0]}\n{BODY[1]}").dated == dated


def test_a_hundred_thousand_headings_of_comments_are_looked_at_once() -> None:
    text = "\n".join(["Comments"] * 100_000 + ["x" * 300])
    assert without_clutter(text)[0].endswith("x" * 300)
