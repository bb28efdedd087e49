"""Everything handed in to a programme as one file: for its asker, for a quarter of an hour, and nothing withdrawn."""

from __future__ import annotations

import io
import stat
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from config import jobs
from config.colour import BRAND, contrast_to_white, ink, readable_on_white
from config.models import Job
from config.pdf import batch, merger, printer
from config.pdf.printer import PrintFailed
from goals import exports, printing
from goals.demonstration import write
from goals.models import Export
from goals.services import sharing
from goals.sheet import ActionLine, AreaBlock, GoalBlock, GoalCardSheet, IndicatorLine
from programmes.contract import NotPossible
from programmes.models import Look, Municipality, Office, Trail
from programmes.models.people import last_name_first
from tests import world as worlds
from tests.pdf.accessible import problems, qpdf_check, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "exports"


@pytest.fixture
def many(here) -> worlds.Place:
    """Three leaders have handed in, one has not."""
    for seat in here.leaders[1:3]:
        write(seat.membership)
        sharing.hand_in(membership=seat.membership, programme=here.programme, by=seat.person)
    Job.objects.all().delete()  # mails about sharing
    return here


@pytest.fixture
def press(monkeypatch) -> list[str]:
    """Printing and merging without any: notes what is printed, the text of the page's title."""
    printed: list[str] = []

    def pdfs(documents, *, workers=2):
        for key, (html, _styles) in documents:
            printed.append(html.partition("<title>")[2].partition("</title>")[0])
            yield key, b"%PDF of " + printed[-1].encode()

    monkeypatch.setattr(batch, "pdfs", pdfs)
    monkeypatch.setattr(merger, "merge", lambda parts, target: target.write_bytes(b"%PDF merged"))
    return printed


@pytest.fixture
def one_press(monkeypatch) -> None:
    """Printing by the process that the views use, which is warm already."""

    def pdfs(documents, *, workers=2):
        return ((key, printer.pdf(html, *styles)) for key, (html, styles) in documents)

    monkeypatch.setattr(batch, "pdfs", pdfs)


def ask(here: worlds.Place, form: str = "zip") -> Export:
    return exports.ask(programme=here.programme, form=form, by=here.hr)


def work(now: datetime | None = None) -> None:
    while jobs.take_one(now):
        pass


def made(here: worlds.Place, form: str = "zip") -> Export:
    export = ask(here, form)
    work()
    export.refresh_from_db()
    return export


def names(export: Export) -> list[str]:
    content = exports.opened(export)
    assert content
    with content, zipfile.ZipFile(content) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def page_of(export: Export, route: str = "progress") -> str:
    return reverse(f"goal-cards-export-{route}", args=[export.programme.public_id, export.public_id])


def titles(pdf: pikepdf.Pdf) -> list[str]:
    with pdf.open_outline() as outline:
        return [item.title for item in outline.root]


class TestAsking:
    def test_hr_asks_and_is_shown_how_far_it_is(self, many, as_person, press) -> None:
        client = as_person(many.hr)
        answer = client.post(reverse("goal-cards-export", args=[many.programme.public_id]), {"form": "zip"})
        export = Export.objects.get()
        assert (answer.status_code, answer.headers["Location"]) == (303, page_of(export))
        waiting = client.get(page_of(export)).content.decode()
        assert 'hx-trigger="every 1s"' in waiting
        asked = reverse("goal-cards-export", args=[many.programme.public_id])
        assert "lages nå" in client.get(asked).content.decode()
        work()
        assert "er ferdig. Hent den her" in client.get(asked).content.decode()
        assert page_of(export) not in as_person(many.facilitator).get(asked).content.decode()
        ready = client.get(page_of(export), headers={"HX-Request": "true", "HX-Target": "export-progress"})
        html = ready.content.decode()
        assert "Filen er klar, med 3 målkort." in html
        assert "every 1s" not in html
        assert "<html" not in html

    def test_two_taps_are_one_file(self, many) -> None:
        assert ask(many) == ask(many)
        assert ask(many, "pdf") != ask(many)
        assert Job.objects.filter(kind="goals.export").count() == 2

    def test_where_nobody_has_handed_in_there_is_nothing_to_fetch(self, here, as_person) -> None:
        sharing.withdraw(share=here.share, by=here.leader)
        answer = as_person(here.hr).post(reverse("goal-cards-export", args=[here.programme.public_id]), {"form": "zip"})
        assert answer.status_code == 422
        assert not Export.objects.exists()

    def test_a_form_that_is_none_is_refused_kindly(self, here, as_person) -> None:
        answer = as_person(here.hr).post(reverse("goal-cards-export", args=[here.programme.public_id]), {"form": "x"})
        assert answer.status_code == 422
        assert "Velg om du vil ha en ZIP eller én PDF." in answer.content.decode()


class TestTheFile:
    def test_it_holds_the_newest_of_each_under_their_names(self, many, press) -> None:
        later = many.leaders[0].membership
        sharing.hand_in(membership=later, programme=many.programme, by=many.leader)
        day = timezone.localdate().isoformat()
        assert names(made(many)) == [f"Målkort – {n}, Seljordmerke Leder – {day}.pdf" for n in range(3)]

    def test_only_its_asker_has_it(self, many, as_person, press) -> None:
        export = made(many)
        colleague = worlds.person("En til i HR")
        Office.objects.create(
            membership=worlds.member(colleague, many.municipality), role="hr", since=timezone.localdate()
        )
        mine = as_person(many.hr).get(page_of(export, "file"))
        assert mine.headers["Content-Type"] == "application/zip"
        assert "sandbox" in mine.headers["Content-Security-Policy"]
        assert mine.headers["Content-Disposition"].startswith("attachment")
        assert b"".join(mine.streaming_content)[:2] == b"PK"
        assert (
            as_person(colleague).get(reverse("goal-cards-export", args=[many.programme.public_id])).status_code == 200
        )
        for route in ("progress", "file"):
            assert as_person(colleague).get(page_of(export, route)).status_code == 404

    def test_it_is_for_this_user_of_the_machine_only(self, many, folder, press) -> None:
        export = made(many)
        assert stat.S_IMODE(exports.file_of(export).stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert export.public_id not in str(exports.file_of(export))
        assert [path.name for path in folder.iterdir()] == [f"{export.secret}.zip"]

    def test_after_a_quarter_of_an_hour_it_is_gone(self, many, as_person, folder, press) -> None:
        export = made(many)
        Export.objects.update(ready_at=timezone.now() - exports.KEPT)
        assert as_person(many.hr).get(page_of(export, "file")).status_code == 404
        assert "Filen er slettet" in as_person(many.hr).get(page_of(export)).content.decode()
        work(timezone.now() + exports.KEPT)
        assert list(folder.iterdir()) == []

    def test_who_fetched_is_noted_once_and_nothing_can_be_withdrawn_then(self, many, press) -> None:
        made(many)
        assert list(Look.objects.values_list("person", "fetched")) == [(many.hr.pk, True)] * 3
        assert Trail.objects.filter(
            act="goalcard.export", actor=many.hr, subject=f"programme:{many.programme.public_id}"
        ).exists()
        with pytest.raises(NotPossible):
            sharing.withdraw(share=many.share, by=many.leader)

    def test_what_is_withdrawn_meanwhile_is_left_out(self, many, press, monkeypatch) -> None:
        first = exports.pack
        packed: list[int] = []

        def pack(parts, *rest, **named):
            first(parts, *rest, **named)
            packed.append(len(parts))
            if len(packed) == 1:
                sharing.withdraw(share=many.share, by=many.leader)

        monkeypatch.setattr(exports, "pack", pack)
        export = made(many)
        assert packed == [3, 2]
        assert (export.count, len(names(export))) == (2, 2)
        assert not Look.objects.filter(share=many.share).exists()

    @pytest.mark.parametrize("is_withdrawn", [False, True])
    def test_the_first_page_is_printed_with_the_rest_and_anew_for_fewer(
        self, many, press, monkeypatch, is_withdrawn
    ) -> None:
        fronts: list[str] = []
        leader = last_name_first(many.leader.name)

        def cover(programme, leaders, *, printed):
            fronts.append(", ".join(leaders))
            return printing.Page("Alle", f"<title>Alle: {fronts[-1]}</title>", ())

        def standing(programme):
            if is_withdrawn:
                sharing.withdraw(share=many.share, by=many.leader)
            return first(programme)

        first = exports.queries_sharing.open_shares
        monkeypatch.setattr(printing, "cover", cover)
        monkeypatch.setattr(exports.queries_sharing, "open_shares", standing)
        export = made(many, "pdf")
        assert [title for title in press if title.startswith("Alle")] == [
            f"Alle: {front}" for front in dict.fromkeys(fronts)
        ]
        assert (len(press), export.count) == ((5, 2) if is_withdrawn else (4, 3))
        assert leader in fronts[0]
        assert (leader in fronts[-1]) != is_withdrawn

    def test_one_that_cannot_be_printed_is_named_and_the_others_come(self, many, as_person, monkeypatch) -> None:
        def pdfs(documents, *, workers=2):
            for number, (key, _document) in enumerate(documents):
                yield key, PrintFailed("TooSlow") if number == 1 else b"%PDF"

        monkeypatch.setattr(batch, "pdfs", pdfs)
        export = made(many)
        assert (export.count, len(export.failed)) == (2, 1)
        html = as_person(many.hr).get(page_of(export)).content.decode()
        assert "Disse lot seg ikke skrive ut. Les dem på skjermen: Seljordmerke Leder 1" in html
        assert Look.objects.count() == 2

    def test_who_is_no_longer_hr_gets_none(self, many, press) -> None:
        ask(many)
        Office.objects.update(until=timezone.localdate() - timedelta(days=1))
        work()
        assert press == []
        assert not Look.objects.exists()

    def test_what_was_asked_for_yesterday_is_forgotten(self, many, folder, press) -> None:
        made(many)
        Export.objects.update(asked_at=timezone.now() - timedelta(days=2))
        exports.clear(None)
        assert not Export.objects.exists()
        assert list(folder.iterdir()) == []


class TestStopping:
    def test_a_worker_that_is_killed_leaves_its_parts_to_the_next(self, many, press, monkeypatch) -> None:
        whole = batch.pdfs

        def killed(documents, *, workers=2):
            for number, each in enumerate(whole(documents)):
                if number == 1:
                    raise KeyboardInterrupt  # as good as SIGKILL: nothing is put in order
                yield each

        export = ask(many)
        monkeypatch.setattr(batch, "pdfs", killed)
        with pytest.raises(KeyboardInterrupt):
            jobs.take_one()
        monkeypatch.setattr(batch, "pdfs", whole)
        assert not jobs.take_one()
        work(timezone.now() + timedelta(seconds=90))
        export.refresh_from_db()
        assert (export.count, len(names(export)), Look.objects.count()) == (3, 3, 3)
        assert len(press) == 4  # the one that was on its way is printed again, the first is not

    def test_run_twice_it_is_handed_out_once(self, many, press) -> None:
        export = made(many)
        Job.objects.filter(key=exports.key(export)).update(
            state="waiting", payload={"export": export.public_id}, progress=0
        )
        work()
        assert (len(press), Look.objects.count()) == (3, 3)

    def test_cancelled_it_stops_and_nothing_is_left(self, many, as_person, folder, press, monkeypatch) -> None:
        whole, client = batch.pdfs, as_person(many.hr)
        export = ask(many)

        def interrupted(documents, *, workers=2):
            for each in whole(documents):
                assert client.post(page_of(export)).status_code == 303
                yield each

        monkeypatch.setattr(batch, "pdfs", interrupted)
        work()
        export.refresh_from_db()
        assert (exports.status_of(export).state, Look.objects.count()) == ("cancelled", 0)
        assert list(folder.iterdir()) == []
        assert "Du avbrøt." in client.get(page_of(export)).content.decode()
        assert ask(many) != export


class TestNames:
    @pytest.mark.parametrize(
        ("leader", "name"),
        [
            ("Åse Lid", "Målkort – Lid, Åse – 2026-11-20.pdf"),
            ("Cher", "Målkort – Cher – 2026-11-20.pdf"),
            ('../../etc/<pass>"wd?*|', "Målkort – wd, etc pass – 2026-11-20.pdf"),
            ("Kari\x00\u202e\nMoen", "Målkort – Moen, Kari – 2026-11-20.pdf"),
            ("æ" * 300, f"Målkort – {'æ' * 90} – 2026-11-20.pdf"),
        ],
    )
    def test_a_name_fits_every_file_system(self, leader: str, name: str) -> None:
        assert printing.file_name(sheet(leader)) == name

    def test_namesakes_get_a_number(self) -> None:
        assert exports.different(["a.pdf", "A.pdf", "b.pdf", "a.pdf"]) == ["a.pdf", "A (2).pdf", "b.pdf", "a (3).pdf"]


class TestColour:
    def test_contrast(self) -> None:
        assert [round(contrast_to_white(colour), 1) for colour in ("#ffffff", "#000000", BRAND)] == [1.0, 21.0, 9.9]

    @pytest.mark.parametrize("colour", ["#ffff00", "red", "#0a4a5", "#0a4a56 }", "red; background: url(//x)"])
    def test_what_cannot_be_read_on_white_is_refused_and_never_printed(self, colour: str) -> None:
        with pytest.raises(ValidationError):
            readable_on_white(colour)
        assert ink(colour) == BRAND
        assert printing.styles(colour)[-1] == f":root {{ --own: {BRAND} }}"

    def test_a_municipality_has_ours_until_it_chooses(self) -> None:
        municipality = Municipality(name="Tokke kommune")
        municipality.full_clean()
        assert municipality.colour == BRAND


def sheet(leader: str = "Åse Lid", *areas: AreaBlock) -> GoalCardSheet:
    return GoalCardSheet(leader, "Gunhild Øygarden", "Seljord kommune", "", "nb", "2026-11-20", areas)


@pytest.mark.pdf
class TestDocuments:
    def test_zip_and_pdf_hold_accessible_documents(self, many, request) -> None:
        zipped = ask(many)
        work()
        request.getfixturevalue("one_press")  # two processes have shown what they can
        merged = ask(many, "pdf")
        work()
        merged.refresh_from_db()
        zipped.refresh_from_db()
        content = exports.opened(zipped)
        assert content
        with content, zipfile.ZipFile(content) as archive:
            single = archive.read(archive.namelist()[0])
        file = exports.opened(merged)
        assert file
        with file:
            whole = file.read()
        for pdf in (single, whole):
            assert problems(pdf) == []
            assert qpdf_check(pdf) == ""
        with pikepdf.open(io.BytesIO(whole)) as opened:
            bookmarks = titles(opened)
            tree = opened.Root.StructTreeRoot
            parts = [str(part.T) for part in tree.K[0].K]
            identifiers = [str(name) for name in list(tree.IDTree.Names)[::2]]
            assert str(opened.docinfo.Title) == "Målkort, Seljordmerke lederprogram"
        leaders = [f"{number}, Seljordmerke Leder" for number in range(3)]
        assert bookmarks == parts == ["Målkort, Seljordmerke lederprogram", *leaders]
        assert len(identifiers) == len(set(identifiers)) > 30
        pages = text(whole).split("\f")
        assert [line in pages[0] for line in leaders] == [True] * 3
        assert "Leverte målkort" in pages[0]
        assert all("Seljord" in page and "Side 1 av" in page for page in pages[1:2])

    def test_an_empty_one_has_room_to_write_and_the_municipalitys_colour(self) -> None:
        dark = printing.page(sheet(), colour="#8a1c4a")
        pdf = dark.pdf()
        assert problems(pdf) == []
        assert "Seljord kommune" in text(pdf)
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert len(opened.pages) == 1
            drawn = opened.pages[0].Contents.read_bytes()
        assert b"0.541176 0.109804 0.290196" in drawn

    def test_what_is_meant_to_harm_is_printed_as_text(self) -> None:
        hostile = sheet(
            "Å" * 100_000,
            AreaBlock(
                "<b>&\x00\ud800" + "\u0301" * 500,
                "url(file:///etc/passwd)",
                (
                    GoalBlock(
                        "a" * 2_000,
                        (IndicatorLine("🏔️\u202eabc שלום", "linje\n" * 100),),
                        (ActionLine("{{7*7}}", "https://example.org/" + "b" * 200),) * 3,
                    ),
                ),
            ),
        )
        pdf = printing.page(hostile, colour=BRAND).pdf()
        assert problems(pdf) == []
        assert "root:" not in text(pdf)

    def test_what_takes_too_long_is_refused_in_time_and_kindly(self, here, as_person, monkeypatch) -> None:
        endless = printing.page(sheet("Åse", AreaBlock("A", "", (GoalBlock("a" * 100_000, (), ()),))), colour=BRAND)
        press = printer.Printer(seconds=3)
        with pytest.raises(printer.TooSlow):
            press.pdf(endless.html, *endless.styles)
        press.close()
        monkeypatch.setattr(printer, "pdf", lambda *_: press_fails())
        answer = as_person(here.leader).get(reverse("goal-card-pdf", args=[here.membership.public_id]))
        assert answer.status_code == 503
        assert "Vi fikk ikke laget PDF-en nå." in answer.content.decode()


def press_fails() -> bytes:
    raise printer.TooSlow


@pytest.mark.pdf
class TestCommands:
    def test_an_operator_saves_everything_and_leaders_see_it(self, many, tmp_path, capsys, one_press) -> None:
        out = tmp_path / "alle.zip"
        call_command("export_goalcards", programme="seljordmerke-lederprogram", out=out)
        assert f"3 målkort of Seljordmerke lederprogram in {out}." in capsys.readouterr().out
        with zipfile.ZipFile(out) as archive:
            assert len(archive.namelist()) == 3
        assert Trail.objects.get(act="goalcard.export").actor is None
        assert Look.objects.filter(person=None, fetched=True).count() == 3
        with pytest.raises(CommandError, match="--force"):
            call_command("export_goalcards", programme=many.programme.public_id, out=out)

    @pytest.mark.parametrize(
        ("programme", "out"), [("ingen", "a.zip"), ("seljordmerke-lederprogram", "a.doc"), ("x", "/no/such/a.pdf")]
    )
    def test_what_it_cannot_do_it_says(self, here, tmp_path, programme: str, out: str) -> None:
        with pytest.raises(CommandError):
            call_command("export_goalcards", programme=programme, out=tmp_path / out)

    @pytest.mark.thorough
    def test_the_measure_measures(self, capsys, one_press) -> None:
        call_command("bench_pdf", leaders=3)
        said = capsys.readouterr().out
        assert len(said.splitlines()) == 13
        assert "zip: time, of WeasyPrint's on both" in said
        assert "BROKEN" not in said


def test_a_goal_that_breaks_says_that_it_goes_on_as_seldom_as_it_can() -> None:
    """Ten short actions are two pieces, and one that fills half a page stands alone and may break."""
    short = tuple(ActionLine(f"Lese kapittel {number}", "Innen uke 10") for number in range(10))
    pieces = printing.pieces(GoalBlock("Jeg leser", (), short))
    assert [len(piece) for piece in pieces] == [6, 4]
    tall = printing.pieces(GoalBlock("Jeg leser", (), (*short[:4], ActionLine("x " * 300, ""), *short[4:])))
    assert [(len(piece), piece[0].tall) for piece in tall] == [(4, False), (1, True), (6, False)]
    assert len(printing.pieces(GoalBlock("Jeg leser", (), short[:8]))) == 1
