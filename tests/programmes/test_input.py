"""Pages of input: written, moved, taken out and back, turned on the stage, and brought in from a PDF."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import time, timedelta
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image as pillow
from weasyprint import HTML

from config import jobs
from config.markdown import render
from config.pictures import Image
from programmes import live, slides
from programmes.agenda import Way
from programmes.contract import NotPossible
from programmes.forms import input as input_forms
from programmes.models import Gathering, InputPage, InputPicture, SlideImport, Stage
from programmes.queries import stage as stage_queries
from programmes.rules import projector_token
from programmes.services import agenda as agendas
from programmes.services import exercises as exercise_services
from programmes.services import input as services
from programmes.services import slides as slide_services
from programmes.services import stage as stages
from tests.conftest import go_to
from tests.world import Place

pytestmark = pytest.mark.django_db
PICTURE = Image(b"\xff\xd8\xff", 9, 9)


def pdf(*texts: str) -> bytes:
    pages = "".join(f"<section>{text}</section>" for text in texts)
    style = "@page { size: 320mm 180mm } section { break-after: page; font-size: 30pt; white-space: pre-line }"
    made: bytes = HTML(string=f"<style>{style}</style>{pages}").write_pdf()
    return made


def picture() -> bytes:
    out = io.BytesIO()
    pillow.new("RGB", (40, 20), "teal").save(out, "PNG")
    return out.getvalue()


def bring(here: Place, content: bytes) -> SlideImport:
    """A PDF, as the worker leaves it."""
    jobs.discover()
    item = here.gathering.items.get(position=2)
    asked = slide_services.ask(item=item, after=None, name="a.pdf", content=content, by=here.facilitator)
    while jobs.take_one():
        pass
    asked.refresh_from_db()
    return asked


def put(here: Place, *headings: str, after: int = 0, item: int = 2) -> list[InputPage]:
    row = here.gathering.items.get(position=item)
    exercise = row.exercises.filter(position=after).first()
    return [services.create(item=row, after=exercise, text=services.PageText(each)) for each in headings]


def order(here: Place) -> list[str]:
    """The pages and exercises of item 2 as the day comes to them."""
    stops = [stop for stop in Way(here.gathering).stops if stop.item.position == 2]
    found: list[str] = []
    for stop in stops:
        found += [page.heading for page in stop.pages] or [f"({stop.exercise.kind})"] * (stop.phase.position == 1)
    return found


def at_input(here: Place) -> Stage:
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    way = Way(here.gathering)
    to = next(stop for stop in way.stops if stop.pages)
    return stages.move(stage=stage, revision=stage.revision, to=to, by=here.facilitator)


def test_markdown_is_small_and_holds_no_html_style_or_script() -> None:
    assert "<strong>a</strong>" in render("**a**")
    table = render("a | b\n--|--:\n1 | 2")
    assert '<th class="to-right">b</th>' in table
    assert "style" not in table
    for bad in (
        "<script>x</script>",
        "<img src=x onerror=1>",
        "![a](http://x/y.png)",
        "[a](javascript:alert(1))",
        "# a",
    ):
        made = render(bad)
        assert not any(tag in made for tag in ("<script", "<img", "<h1", 'href="javascript'))


def test_links_lead_to_the_web_or_a_mailbox_alone() -> None:
    for good in ("https://varde.example/a", "http://varde.example", "mailto:a@varde.example", "HTTPS://varde.example"):
        assert "<a " in render(f"[a]({good})")
    for bad in (
        "//evil.example",
        "/account/logout/",
        "data:image/png;base64,AAAA",
        "blob:https://x",
        "intent://x",
        "ftp://x",
        "tel:1",
        "javascript:alert(1)",
    ):
        assert "<a " not in render(f"[a]({bad})"), bad
        assert "<a " not in render(f"<{bad}>"), bad


def test_a_page_is_written_with_a_picture_and_keeps_its_place(here, as_person) -> None:
    client, url = as_person(here.facilitator), reverse("input-new", args=[here.gathering.public_id])
    fields = {"place": "2-1", "heading": "Tillit", "text": "Mot", "quote": "Si fra", "quote_source": "Edmondson"}
    sent = SimpleUploadedFile("a.png", picture())
    assert client.post(url, {**fields, "picture": sent, "alt": "En varde"}).status_code == 303
    made = InputPage.objects.get()
    assert (made.after.position, made.quote_source, made.picture.alt) == (1, "Edmondson", "En varde")
    shown = client.get(reverse("input-picture", args=[here.gathering.public_id, made.public_id]))
    assert pillow.open(io.BytesIO(shown.content)).format == "JPEG"
    assert shown.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"heading": ""}, "Skriv en overskrift"),
        ({"quote": ""}, "Skriv sitatet"),
        ({"alt": ""}, "Skriv hva bildet viser"),
        ({"picture": ""}, "Velg bildet på nytt, eller ta bort"),
        ({"text": "a" * 1501}, "Teksten er for lang: 1501"),
        ({"place": "9-9"}, "Velg hvor i dagen"),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_stands(here, as_person, wrong, told) -> None:
    fields = {"place": "2-0", "heading": "Tillit", "text": "Mot", "quote": "Q", "quote_source": "E", "alt": "En varde"}
    sent = SimpleUploadedFile("a.png", picture())
    url = reverse("input-new", args=[here.gathering.public_id])
    response = as_person(here.facilitator).post(url, {**fields, "picture": sent} | wrong)
    assert (response.status_code, told in response.content.decode()) == (422, True)
    assert 'value="E"' in response.content.decode()
    assert not InputPage.objects.exists()


def test_pages_move_past_each_other_and_past_exercises(here) -> None:
    one, two = put(here, "en", "to")
    assert order(here)[:3] == ["en", "to", "(diamond)"]
    services.move(page=one, down=True)
    assert order(here)[:3] == ["to", "en", "(diamond)"]
    services.move(page=one, down=True)
    assert order(here)[:3] == ["to", "(diamond)", "en"]
    services.move(page=two, down=True)
    assert order(here)[:3] == ["(diamond)", "to", "en"]
    services.move(page=one, down=False)
    services.move(page=one, down=False)
    assert order(here)[:3] == ["en", "(diamond)", "to"]
    services.move(page=one, down=False)
    assert order(here)[:3] == ["en", "(diamond)", "to"]


def test_what_is_taken_out_comes_back_where_it_was_and_is_forgotten_after_a_day(here, as_person) -> None:
    _one, two, _three = put(here, "en", "to", "tre")
    client = as_person(here.facilitator)
    url = reverse("input-edit", args=[here.gathering.public_id, two.public_id])
    gone = client.post(url, {"act": "delete"})
    assert "«to» er tatt ut." in client.get(gone.headers["Location"]).content.decode()
    assert client.get(url).status_code == 404
    assert order(here)[:2] == ["en", "tre"]
    client.post(url, {"act": "restore"})
    assert order(here)[:3] == ["en", "to", "tre"]
    services.delete(page=two)
    jobs.discover()
    jobs.enqueue_daily("today")
    while jobs.take_one():
        pass
    assert InputPage.objects.count() == 3
    InputPage.objects.filter(pk=two.pk).update(deleted_at=timezone.now() - timedelta(hours=25))
    jobs.enqueue_daily("tomorrow")
    while jobs.take_one():
        pass
    assert InputPage.objects.count() == 2


def test_a_copied_day_has_the_pages_at_the_copied_exercises(here) -> None:
    put(here, "foran")
    (behind,) = put(here, "bak", after=1)
    InputPicture.objects.create(page=behind, content=b"x", width=9, height=9, alt="En varde")
    made = Gathering.objects.create(programme=here.programme, number=9, date=here.gathering.date)
    agendas.copy(gathering=made, source=here.gathering, by=here.facilitator)
    pages = InputPage.objects.filter(item__gathering=made)
    assert [(each.heading, each.after and each.after.item.gathering_id) for each in pages] == [
        ("foran", None),
        ("bak", made.pk),
    ]
    assert pages.get(heading="bak").picture.alt == "En varde"


def test_the_stage_turns_the_pages_and_every_screen_follows(here, as_person) -> None:
    first, second = put(here, "Første", "Andre")
    services.change(page=second, text=services.PageText("Andre", "**fet**"), picture=PICTURE, alt="En varde")
    stage = at_input(here)
    phone = reverse("gathering", args=[here.gathering.public_id])
    assert "Første" in as_person(here.leader).get(phone).content.decode()
    steps = {stage_queries.now(here.gathering).step}
    cockpit = reverse("cockpit", args=[here.gathering.public_id])
    client = as_person(here.facilitator)
    assert "Side 1 av 2" in client.get(cockpit).content.decode()
    turn = {"act": "turn", "revision": stage.revision, "page": 1}
    assert client.post(cockpit, turn).status_code == 303
    assert client.post(cockpit, turn).status_code == 303  # a double press turns once
    stage.refresh_from_db()
    steps.add(stage_queries.now(here.gathering).step)
    assert (stage.page, len(steps)) == (1, 2)
    told = as_person(here.leader).get(phone).content.decode()
    assert "<strong>fet</strong>" in told
    assert "Første" not in told
    wall = as_person(None).get(reverse("projector", args=[projector_token(stage)])).content.decode()
    address = reverse("projector-picture", args=[projector_token(stage), second.public_id])
    assert address in wall
    assert as_person(None).get(address).content == PICTURE.content
    services.delete(page=second)
    assert as_person(None).get(address).status_code == 404
    assert stage_queries.now(here.gathering).shown == first
    stage.refresh_from_db()
    stages.end(stage=stage, revision=stage.revision, by=here.facilitator)
    assert as_person(None).get(address).status_code == 404


@pytest.mark.parametrize("act", ["create", "delete", "restore", "move", "bring in"])
def test_a_press_on_a_day_that_has_other_stops_looks_first(here, as_person, act) -> None:
    """A press names a stop by its number, and a page that comes or goes moves the numbers."""
    page, item = put(here, "Første")[0], here.gathering.items.get(position=2)
    if act == "restore":
        services.delete(page=page)
    stage = at_input(here) if act != "restore" else go_to(here.gathering, 0, here.facilitator)
    acts = {
        "create": lambda: services.create(item=item, after=None, text=services.PageText("Ny")),
        "delete": lambda: services.delete(page=page),
        "restore": lambda: services.restore(page=page),
        "move": lambda: services.move(page=page, down=True),
        "bring in": lambda: services.bring_in(item=item, after=None, slides=[services.Slide("Bilde", "Alt", PICTURE)]),
    }
    acts[act]()
    press = {"act": "move", "revision": stage.revision, "to": 1}
    answer = as_person(here.facilitator).post(reverse("cockpit", args=[here.gathering.public_id]), press)
    assert answer.status_code == 409
    assert "Dagen er endret siden" in answer.content.decode()


def test_a_page_that_is_not_there_cannot_be_turned_to(here) -> None:
    put(here, "Første")
    stage = at_input(here)
    with pytest.raises(NotPossible):
        stages.turn(stage=stage, revision=stage.revision, page=1, by=here.facilitator)
    assert live.deck(stage_queries.now(here.gathering))


def test_an_exercise_that_is_deleted_leaves_its_pages_and_the_stage_stands(here) -> None:
    second, third = here.gathering.items.get(position=2).exercises.filter(position__in=(2, 3))
    put(here, "mellom", after=2)
    put(here, "bak", after=3)
    stage = at_input(here)
    last = next(stop for stop in Way(here.gathering).stops if stop.after == third)
    stages.move(stage=stage, revision=stage.revision, to=last, by=here.facilitator)
    before = order(here)
    exercise_services.delete(exercise=third, by=here.facilitator)
    now = stage_queries.now(here.gathering)
    assert (now.stage.after, now.shown.heading) == (second, "bak")
    assert order(here) == [each for each in before if each != f"({third.kind})"]


def test_a_pdf_becomes_pages_with_its_own_text(here) -> None:
    done = bring(here, pdf("Tillit\nog trygghet", "Æøå ŋđ"))
    assert (done.state, done.pages, done.content, done.problems) == ("done", 2, None, [])
    first, second = InputPage.objects.all()
    assert (first.heading, first.picture.alt, first.is_slide) == ("Tillit", "Tillit og trygghet", True)
    assert (second.heading, second.alt_is_start) == ("Æøå ŋđ", True)
    shown = pillow.open(io.BytesIO(bytes(first.picture.content)))
    assert (shown.format, shown.size) == ("JPEG", (1920, 1080))
    assert len(shown.convert("L").getcolors()) > 1  # something is drawn


def changed(content: bytes, how: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        if how == "encrypted":
            document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
            return out.getvalue()
        if how == "many":
            for _number in range(100):
                document.pages.append(document.pages[0])
        if how == "bomb":
            image = document.make_stream(b"\0" * 100)
            image.update(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.XObject,
                    Subtype=pikepdf.Name.Image,
                    Width=60_000,
                    Height=60_000,
                    ColorSpace=pikepdf.Name.DeviceGray,
                    BitsPerComponent=8,
                )
            )
            page = document.pages[1]
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
            page.Contents = document.make_stream(b"q 100 0 0 100 0 0 cm /Im0 Do Q")
        if how == "giant":
            document.pages[1].MediaBox = pikepdf.Array([0, 0, 90_000, 90])
        if how == "javascript":
            script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("while (true) {}"))
            document.Root.OpenAction = script
            document.pages[0].AA = pikepdf.Dictionary(O=script)
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("how", "problems"),
    [
        ("encrypted", [[0, "encrypted"]]),
        ("many", [[0, "too_many"]]),
        ("bomb", [[2, "bomb"]]),
        ("giant", [[2, "size"]]),
    ],
)
def test_a_pdf_that_cannot_be_used_is_refused_whole_page_by_page(here, as_person, how, problems) -> None:
    refused = bring(here, changed(pdf("En", "To"), how))
    assert (refused.state, refused.problems, refused.content) == ("refused", problems, None)
    assert not InputPage.objects.exists()
    url = reverse("input-slides-progress", args=[here.gathering.public_id, refused.public_id])
    told = as_person(here.facilitator).get(url).content.decode()
    assert "Ingen sider er lagt inn." in told
    assert ("Side 2" in told) == (problems[0][0] == 2)


def test_a_broken_pdf_is_refused(here) -> None:
    assert bring(here, b"%PDF-1.7\nnothing").problems == [[0, "broken"]]


def test_javascript_in_a_pdf_is_nothing(here) -> None:
    assert bring(here, changed(pdf("En"), "javascript")).state == "done"


def test_a_pdf_that_stops_the_drawing_is_refused_in_time(here, monkeypatch) -> None:
    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda _command, **more: real(["/bin/sleep", "60"], **more))
    with pytest.raises(slides.Refused) as refused:
        slides.render(Path("a"), Path("b"), told=lambda _done, _total: None, seconds=0.1)
    assert refused.value.problems == [(0, "slow")]


def test_slides_that_have_no_room_are_not_half_brought_in(here, monkeypatch) -> None:
    put(here, "en")
    monkeypatch.setattr(services, "MOST", 2)
    refused = bring(here, pdf("En", "To"))
    assert (refused.state, refused.problems) == ("refused", [[0, "room"]])
    assert InputPage.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"PK\x03\x04"), ("a.pdf", b""), ("a.pdf", b"%PDF-" + b" " * 96)]
)
def test_what_is_no_pdf_is_refused_at_once(here, as_person, monkeypatch, name, content) -> None:
    monkeypatch.setattr(input_forms, "MOST_BYTES", 100)
    url = reverse("input-slides", args=[here.gathering.public_id])
    sent = SimpleUploadedFile(name, content)
    assert as_person(here.facilitator).post(url, {"place": "2-0", "file": sent}).status_code == 422
    assert not SlideImport.objects.exists()


def test_the_list_costs_the_same_with_twenty_pages(here, as_person) -> None:
    def cost() -> int:
        client = as_person(here.facilitator)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("input", args=[here.gathering.public_id])).status_code == 200
        return len(queries)

    put(here, "en")
    few = cost()
    for page in put(here, *[f"{number}" for number in range(20)], after=2):
        InputPicture.objects.create(page=page, content=b"x", width=9, height=9, alt="En varde")
    assert cost() == few


def test_two_tabs_on_a_page_are_told_of_one_another(here, as_person) -> None:
    (page,) = put(here, "Tillit")
    client = as_person(here.facilitator)
    url = reverse("input-edit", args=[here.gathering.public_id, page.public_id])
    seen = re.search(r'name="seen" value="(\w+)"', client.get(url).content.decode())[1]
    assert client.post(url, {"heading": "Mot", "seen": seen}).status_code == 303
    late = client.post(url, {"heading": "Raushet", "seen": seen})
    assert late.status_code == 409
    assert 'value="Raushet"' in late.content.decode()
    page.refresh_from_db()
    assert page.heading == "Mot"


def test_a_new_page_that_is_sent_twice_is_one(here, as_person) -> None:
    facilitator, address = as_person(here.facilitator), reverse("input-new", args=[here.gathering.public_id])
    first = facilitator.get(address)
    sent = {
        "name": first.context_data["name"],
        "place": first.context_data["form"]["place"].value(),
        "heading": "Tillit",
    }
    for _press in range(2):
        assert facilitator.post(address, sent).status_code == 303
    assert InputPage.objects.filter(heading="Tillit").count() == 1


def test_another_days_page_is_not_found_by_its_name(here) -> None:
    (taken,) = put(here, "Tillit")
    elsewhere = here.programme.gatherings.exclude(pk=here.gathering.pk).first() or here.programme.gatherings.create(
        number=99, date=here.gathering.date
    )
    item = elsewhere.items.create(position=1, title="Innlegg", minutes=30, starts=time(9), kind="session")
    made = services.create(item=item, after=None, text=services.PageText("Mot"), name=taken.public_id)
    assert (made.public_id != taken.public_id, made.heading) == (True, "Mot")


def test_slides_that_are_sent_twice_are_read_once(here, as_person) -> None:
    facilitator, address = as_person(here.facilitator), reverse("input-slides", args=[here.gathering.public_id])
    first, content = facilitator.get(address), pdf("Tillit")
    for _press in range(2):
        file = SimpleUploadedFile("a.pdf", content, "application/pdf")
        place = first.context_data["form"]["place"].value()
        sent = {"name": first.context_data["name"], "place": place, "file": file}
        assert facilitator.post(address, sent).status_code == 303
    assert SlideImport.objects.count() == 1


def test_picture_texts_are_read_over_one_after_the_other(here, as_person) -> None:
    bring(here, pdf("Tillit", "", "Mot"))
    assert [page.heading for page in InputPage.objects.all()] == ["Tillit", "Lysbilde 2", "Mot"]
    facilitator, listed = as_person(here.facilitator), reverse("input", args=[here.gathering.public_id])
    assert "3 sider har en bildebeskrivelse" in facilitator.get(listed).content.decode()
    at = reverse("input-edit", args=[here.gathering.public_id, InputPage.objects.first().public_id]) + "?read=on#id_alt"
    for turn in range(3):
        form = facilitator.get(at)
        assert "Lagre, og ta neste" in form.content.decode()
        shown = form.context_data["shown"]
        sent = {"seen": form.context_data["seen"], "heading": shown.heading, "alt": f"En graf som stiger, {turn}"}
        response = facilitator.post(at.partition("#")[0], sent)
        assert response.status_code == 303
        at = response.headers["Location"]
    assert at == f"{listed}?read=all"
    assert "Alle bildebeskrivelsene er lest over." in facilitator.get(at).content.decode()
    assert {picture.alt for picture in InputPicture.objects.all()} == {
        f"En graf som stiger, {turn}" for turn in range(3)
    }
