"""The people of a programme, read from whatever somebody has saved."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from programmes import roster, tables
from programmes.roster import Roster, read, text_of

HEAD = ("Navn", "E-post", "Enhet", "Gruppe", "Nærmeste leder")
KARI = ("Kari Moen", "kari.moen@kommune.example", "Oppvekst", "Gygrene", "Tor Arne Bakken")
TOR = ("Tor Arne Bakken", "tor@kommune.example", "Oppvekst", "", "")


def excel(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def csv(rows: Sequence[Sequence[str]], sign: str = ";") -> str:
    return "\r\n".join(sign.join(row) for row in rows)


def archive(parts: dict[str, bytes], base: bytes = b"") -> bytes:
    content = io.BytesIO(base)
    with zipfile.ZipFile(content, "a" if base else "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return content.getvalue()


def wrong(found: Roster) -> dict[int, list[str]]:
    assert found.problems == []
    return {row.number: [each.text for each in row.faults] for row in found.rows if row.faults}


def test_a_sheet_is_read_with_the_numbers_that_its_owner_sees() -> None:
    found = read(excel([HEAD, KARI, (), TOR]), "ledere.xlsx")
    assert found.problems == []
    assert [(row.number, *row.cells[:5]) for row in found.rows] == [(2, *KARI), (4, *TOR)]
    assert found.is_sound


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"], ids=["UTF-8", "BOM", "Unicode text", "Windows-1252"]
)
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_csv_is_read_in_every_form_that_excel_saves(encoding: str, sign: str) -> None:
    ase = ("Åse Bjørg Sæther", "ase@kommune.example", "Helse, omsorg" if sign != "," else "Helse", "Blåveis", "")
    found = read(csv([HEAD, ase], sign).encode(encoding), "ledere.csv")
    assert [row.cells[:5] for row in found.rows] == [ase]
    assert found.rows[0].faults == []


def test_sami_letters_come_through() -> None:
    names = ["Máret Sárá", "Ánte Čáhppes", "Biret Đuottar", "Niillas Ŋávdi", "Elle Šaddu", "Jovnna Ŧ Ževrre"]
    rows = [(name, f"{number}@kommune.example", "", "", "") for number, name in enumerate(names)]
    for data, name in ((csv([HEAD, *rows]).encode(), "a.csv"), (excel([HEAD, *rows]), "a.xlsx")):
        found = read(data, name)
        assert [row.name for row in found.rows] == names
        assert wrong(found) == {}


def test_letters_that_were_broken_on_their_way_are_told() -> None:
    found = read(csv([HEAD, ("Ã…se Lid", "a@b.example"), ("M?ret Sara", "m@b.example")]).encode(), "a.csv")
    assert set(wrong(found)) == {2, 3}
    assert all("ødelagt" in text for texts in wrong(found).values() for text in texts)


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (
            ("Nærmeste leder", "Gruppe", "Navn", "Epost", "Enhet"),
            ("Per Vik", "RLG", "Liv Røed", "liv@k.example", "NAV"),
        ),
        (
            ("Næraste leiar", "Gruppe", "Namn", "E-postadresse", "Eining"),
            ("Per Vik", "RLG", "Liv Røed", "liv@k.example", "NAV"),
        ),
        (("Leder", "GRUPPE", "Fullt navn", "Mail", "Avdeling"), ("Per Vik", "RLG", "Liv Røed", "liv@k.example", "NAV")),
        (("Manager", "Group", "Name", "E-mail", "Unit"), ("Per Vik", "RLG", "Liv Røed", "liv@k.example", "NAV")),
    ],
)
def test_columns_are_known_by_their_usual_names_in_any_order(heads: tuple[str, ...], cells: tuple[str, ...]) -> None:
    found = read(csv([heads, cells]).encode(), "a.csv", known={"per vik"})
    assert found.rows[0].cells == ("Liv Røed", "liv@k.example", "NAV", "RLG", "Per Vik", "")
    assert found.is_sound


def test_first_and_last_names_become_one_and_a_title_may_stand_above() -> None:
    rows = [
        ("Ledere i Seljord",),
        (),
        ("Etternavn", "Fornavn", "Telefon", "E-post (jobb)"),
        ("Moen", "Kari", "5", "k@k.no"),
    ]
    found = read(excel(rows), "a.xlsx")
    assert [(row.number, row.name, row.email) for row in found.rows] == [(4, "Kari Moen", "k@k.no")]
    assert found.ignored == ["Telefon"]


def test_names_and_addresses_may_stand_in_one_cell() -> None:
    rows = [("Navn", "Nærmeste leder"), ("Moen, Kari <kari@k.no>", "Vik, Per (per@k.no)")]
    row = read(excel(rows), "a.xlsx").rows[0]
    assert (row.name, row.email, row.manager, row.manager_email) == ("Kari Moen", "kari@k.no", "Per Vik", "per@k.no")
    assert row.faults == []


def test_people_without_an_address_are_let_in() -> None:
    assert read(csv([("Navn",), ("Kari Moen",), ("Per Vik",)], "\t").encode(), "a.csv").is_sound


def test_two_rows_of_one_address_are_both_pointed_at() -> None:
    found = read(excel([HEAD, TOR, ("Kari Moen", "k@k.no"), ("Kari M", "K@K.NO")]), "a.xlsx")
    assert {number: len(texts) for number, texts in wrong(found).items()} == {3: 1, 4: 1}
    assert "Rad 4" in wrong(found)[3][0]
    assert "Rad 3" in wrong(found)[4][0]


def test_two_of_one_name_need_their_addresses() -> None:
    same = [("Kari Moen", "k@k.no"), ("Kari Moen", "")]
    assert set(wrong(read(excel([HEAD, *same]), "a.xlsx"))) == {2, 3}
    assert wrong(read(excel([HEAD, same[0], ("Kari Moen", "kari2@k.no")]), "a.xlsx")) == {}


def test_a_manager_who_is_not_there_is_pointed_at() -> None:
    assert set(wrong(read(excel([HEAD, KARI]), "a.xlsx"))) == {2}
    assert wrong(read(excel([HEAD, KARI, TOR]), "a.xlsx")) == {}
    assert wrong(read(excel([HEAD, KARI]), "a.xlsx", known={"tor arne bakken"})) == {}
    with_address = [(*HEAD, "Lederens e-post"), (*KARI, "tor@kommune.example")]
    assert wrong(read(excel(with_address), "a.xlsx")) == {}
    address_alone = [HEAD, (*KARI[:4], "tor@kommune.example")]
    assert set(wrong(read(excel(address_alone), "a.xlsx"))) == {2}


def test_nobody_is_their_own_manager_and_two_of_a_name_are_not_guessed_between() -> None:
    itself = [HEAD, (*KARI[:4], "Kari Moen"), ("Per Vik", "p@k.no", "", "", "P@k.no")]
    assert set(wrong(read(excel(itself), "a.xlsx"))) == {2, 3}
    two = [HEAD, KARI, TOR, ("Tor Arne Bakken", "tor2@kommune.example")]
    assert set(wrong(read(excel(two), "a.xlsx"))) == {2}


def test_formulas_are_never_run() -> None:
    rows = [HEAD, ('=HYPERLINK("http://evil.example","Kari")', "k@k.no"), ("@SUM(A1)", "s@k.no"), ("=1+1", "")]
    for found in (read(excel(rows), "a.xlsx"), read(csv(rows, "\t").encode(), "a.csv")):
        assert set(wrong(found)) == {2, 3, 4}
        assert all("formel" in texts[0] for texts in wrong(found).values())


def test_what_a_row_lacks_or_has_too_much_of_is_said() -> None:
    rows = [HEAD, ("", "k@k.no"), ("Kari", "kari snabel k.no"), ("K" * 121, "lang@k.no"), ("1234", "tall@k.no")]
    assert set(wrong(read(excel(rows), "a.xlsx"))) == {2, 3, 4, 5}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.csv"),
        (b"  \r\n", "a.csv"),
        (b"a" * 20_000_000, "a.xlsx"),
        (archive({"a.txt": b"hei"}), "a.xlsx"),
        (b"PK\x03\x04" + b"x" * 100, "a.xlsx"),
        (b"bare tekst", "a.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "a.xls"),
        (b"%PDF-1.7", "a.pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv"),
        (b"Navn;E-post\n\x81\x8d;x", "a.csv"),
        (b"Navn;E-post\n", "a.csv"),
        (b"Kari Moen;kari@k.no", "a.csv"),
        (b"Navn;Navn\nKari;Per", "a.csv"),
        (b'Navn;Enhet\n"Kari;NAV', "a.csv"),
        (b"Navn;Enhet\nKari;" + b"x" * 200_000, "a.csv"),
        (excel([("Navn",), *[(f"Leder {number}",) for number in range(5000)]]), "a.xlsx"),
        (csv([("Navn",), *[(f"Leder {number}",) for number in range(5000)]]).encode(), "a.csv"),
        (archive({"xl/vbaProject.bin": b"x"}, excel([HEAD, KARI])), "a.xlsx"),
        (excel([HEAD, TOR]), "a.xlsm"),
        (archive({"xl/workbook.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}), "a.xlsx"),
        (archive({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "a.xlsx"),
        (excel([]), "a.xlsx"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_whole_with_what_to_do(data: bytes, name: str) -> None:
    found = read(data, name)
    assert found.rows == []
    assert len(found.problems) == 1
    assert not found.is_sound


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = archive({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * 60_000_000})
    assert len(bomb) < 100_000
    began = time.perf_counter()
    assert read(bomb, "a.xlsx").rows == []
    assert time.perf_counter() - began < 1


def test_a_sheet_that_ends_at_the_last_row_of_excel_is_read_to_its_limit() -> None:
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(TOR)
    book.active.cell(1_048_576, 16_384, "langt nede")
    began = time.perf_counter()
    assert [row.name for row in read(saved(book), "a.xlsx").rows] == ["Tor Arne Bakken"]
    assert time.perf_counter() - began < 3


def test_the_first_sheet_that_shows_and_holds_something_is_read() -> None:
    book = Workbook()
    book.active.append(("Navn",))
    book.active.append(("Skjult",))
    book.active.sheet_state = "hidden"
    book.create_sheet("Tom")
    shown = book.create_sheet("Ledere")
    shown.append(("Navn",))
    shown.append(("Kari Moen",))
    assert [row.name for row in read(saved(book), "a.xlsx").rows] == ["Kari Moen"]


def test_a_thousand_are_read_and_come_back_as_text() -> None:
    rows = [(f"Leder {number} Ås", f"l{number}@k.no", "NAV", "", "") for number in range(tables.MOST_ROWS)]
    found = read(excel([HEAD, *rows]), "a.xlsx")
    assert found.is_sound
    assert read(text_of(found.rows).encode(), "").rows == found.rows


def test_rows_that_come_back_as_text_keep_their_numbers() -> None:
    found = read(excel([("Ledere",), (), HEAD, (), TOR, (), (), KARI]), "a.xlsx")
    again = read(text_of(found.rows).encode(), "")
    assert [(row.number, row.cells) for row in again.rows] == [(row.number, row.cells) for row in found.rows]


def test_signs_that_do_not_show_are_taken_out() -> None:
    found = read(csv([HEAD, ("\u202eKari\u200b  Moen\xa0", "kari@k.no")]).encode(), "a.csv")
    assert found.rows[0].name == "Kari Moen"


def test_a_name_with_its_last_part_first_is_turned() -> None:
    assert roster.in_order("Moen, Kari") == "Kari Moen"
    assert roster.in_order("Kari Moen") == "Kari Moen"
