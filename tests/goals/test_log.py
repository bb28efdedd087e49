"""The follow-up page, the log in two taps, the plan for some weeks, and pictures that hold nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pillow

from config import pictures
from config.jobs import discover, enqueue_daily, take_one
from goals.forms.log import LogForm
from goals.models import Action, Attainment, GoalCard, LogLine, PlanLine
from goals.queries import log as queries
from goals.services import attainment, log, reminders
from programmes.models import Gathering, Membership
from tests.world import Place, pictured, planned

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
DONE = "Loggen er for det som er gjort. Velg i dag eller en dag før."
WRITE = "Skriv dagen, for eksempel «i går», «fredag» eller 24.09.2026."


def at(here: Place, name: str, *more: str) -> str:
    return reverse(name, args=[here.membership.public_id, *more])


def photo(kind: str = "JPEG", size: tuple[int, int] = (3000, 2000), **more: object) -> SimpleUploadedFile:
    out = io.BytesIO()
    Pillow.new("RGB", size, "teal").save(out, kind, **more)
    return SimpleUploadedFile(f"bilde.{kind.lower()}", out.getvalue())


def located() -> SimpleUploadedFile:
    """A photograph that says where it was taken, by which camera, lying on its side."""
    exif = Pillow.Exif()
    exif[0x010F] = "Hemmelig kamera"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (59.0, 28.0, 30.0)
    return photo(size=(300, 200), exif=exif)


class TestTwoTaps:
    def test_an_action_is_noted_under_its_goal(self, here, as_person) -> None:
        action = Action.objects.filter(goal__area__card__membership=here.membership).first()
        client = as_person(here.leader)
        page = client.get(at(here, "follow-up")).content.decode()
        assert action.text in page
        sent = {"of": "action", "which": action.public_id, "effort": "as"}
        response = client.post(at(here, "follow-up"), sent)
        line = LogLine.objects.get(action=action)
        assert (line.goal, line.effort, line.on) == (action.goal, "as", timezone.localdate())
        assert "Notert i loggen." in client.get(response.headers["Location"]).content.decode()

    @pytest.mark.parametrize(
        ("status", "effort", "after"),
        [
            ("waiting", "as", "doing"),
            ("waiting", "more", "doing"),
            ("waiting", "less", "waiting"),
            ("done", "as", "done"),
        ],
    )
    def test_an_action_that_was_done_has_begun(self, here, as_person, status, effort, after) -> None:
        action = Action.objects.filter(goal__area__card__membership=here.membership).first()
        others = Action.objects.exclude(pk=action.pk)
        Action.objects.update(status=status)
        sent = {"of": "action", "which": action.public_id, "effort": effort}
        as_person(here.leader).post(at(here, "follow-up"), sent)
        action.refresh_from_db()
        assert action.status == after
        assert set(others.values_list("status", flat=True)) <= {status}

    def test_a_step_that_is_noted_counts_as_tried(self, here, as_person) -> None:
        step = queries.next_steps(here.membership)[0].step
        as_person(here.leader).post(at(here, "follow-up"), {"of": "step", "which": step.public_id, "effort": "less"})
        assert step.log_lines.get().effort == "less"
        assert not queries.next_steps(here.membership)

    def test_it_is_undone_and_taken_back(self, here, as_person) -> None:
        client = as_person(here.leader)
        client.post(at(here, "follow-up"), {"text": "Ringte"})
        line = here.membership.log_lines.get(text="Ringte")
        url = at(here, "log-line", line.public_id)
        gone = client.post(url, {"act": "delete"})
        assert line not in queries.lines(here.membership)
        assert "Linjen er slettet." in client.get(gone.headers["Location"]).content.decode()
        assert client.get(url).status_code == 404
        client.post(url, {"act": "restore"})
        assert line in queries.lines(here.membership)

    def test_what_is_written_in_a_line_that_another_tab_deleted_brings_it_back(self, here, as_person) -> None:
        line = log.note(membership=here.membership, text="Ringte")
        log.delete(line=line)
        sent = {"act": "write", "text": "Ringte to", "on": "i dag", "seen": ""}
        url = at(here, "log-line", line.public_id)
        line.refresh_from_db()
        stands = re.search(r'name="seen" value="(\w+)"', as_person(here.leader).post(url, sent).content.decode())[1]
        assert as_person(here.leader).post(url, sent | {"seen": stands}).status_code == 303
        line.refresh_from_db()
        assert (line.text, line.deleted_at) == ("Ringte to", None)

    def test_two_tabs_do_not_write_over_one_another(self, here, as_person) -> None:
        client, line = as_person(here.leader), log.note(membership=here.membership, text="Ringte")
        plan = log.plan(membership=here.membership, text="Ringe", times=1, starts=timezone.localdate(), weeks=2)
        for url, sent in (
            (at(here, "log-line", line.public_id), {"act": "write", "text": "Fane", "on": "i dag"}),
            (at(here, "plan-line", plan.public_id), {"text": "Fane", "times": "2", "weeks": "2", "starts": "i dag"}),
        ):
            seen = {"seen": re.search(r'name="seen" value="(\w+)"', client.get(url).content.decode())[1]}
            assert client.post(url, sent | seen | {"text": "Den andre fanen"}).status_code == 303
            late = client.post(url, sent | seen)
            html = late.content.decode()
            assert late.status_code == 409
            assert "Den andre fanen" in html
            assert "Fane</textarea>" in html
            newer = {"seen": re.search(r'name="seen" value="(\w+)"', html)[1]}
            assert client.post(url, sent | newer).status_code == 303
        line.refresh_from_db()
        plan.refresh_from_db()
        assert (line.text, plan.text) == ("Fane", "Fane")

    def test_words_about_what_another_tab_took_out_are_kept(self, here, as_person) -> None:
        action = Action.objects.filter(goal__area__card__membership=here.membership).first()
        Action.objects.filter(pk=action.pk).update(deleted_at=timezone.now())
        sent = {"of": "action", "which": action.public_id, "effort": "as", "text": "Gikk bra"}
        assert as_person(here.leader).post(at(here, "follow-up"), sent).status_code == 303
        assert here.membership.log_lines.get(text="Gikk bra").action is None

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"effort": "huge"},
            {"of": "step", "which": "222222222222", "effort": "as"},
            {"of": "dream", "effort": "as"},
            {"text": "x" * 2001},
        ],
    )
    def test_what_says_nothing_or_of_nothing_is_refused(self, here, as_person, sent) -> None:
        before = LogLine.objects.count()
        assert as_person(here.leader).post(at(here, "follow-up"), sent).status_code == 422
        assert LogLine.objects.count() == before

    @pytest.mark.parametrize(
        ("text", "said"),
        [("å" * 2001, "2001 tegn"), ("Ringte\x00", "som ikke kan lagres"), ("", "Velg hvordan innsatsen")],
    )
    def test_what_can_not_be_noted_stays_where_it_was_typed(self, here, as_person, text, said) -> None:
        action = Action.objects.filter(goal__area__card__membership=here.membership).first()
        sent, before = {"of": "action", "which": action.public_id, "text": text}, LogLine.objects.count()
        answer = as_person(here.leader).post(at(here, "follow-up"), sent)
        html = answer.content.decode()
        assert answer.status_code == 422
        opened = html[html.index(f'id="note-{action.public_id}" open>') :]
        assert said in opened[: opened.index("</details>")]
        assert text.replace("\x00", "") in html.replace("\x00", "")
        assert LogLine.objects.count() == before

    def test_nobody_notes_on_anothers_action_or_goes_elsewhere_afterwards(self, world, as_person) -> None:
        theirs = Action.objects.filter(goal__area__card__membership=world.elsewhere.membership).first()
        client = as_person(world.here.leader)
        sent = {"of": "action", "which": theirs.public_id, "effort": "as"}
        assert client.post(at(world.here, "follow-up"), sent).status_code == 422
        response = client.post(at(world.here, "follow-up"), {"text": "a", "back": "https://evil.example/"})
        assert response.headers["Location"].startswith("/leaders/")


class TestFollowUp:
    def test_the_first_deadline_stands_first_and_what_is_late_says_so(self, here, as_person) -> None:
        today = timezone.localdate()
        first, second, *_rest = Action.objects.filter(goal__area__card__membership=here.membership)
        Action.objects.filter(pk=second.pk).update(due=today - timedelta(days=3))
        Action.objects.filter(pk=first.pk).update(status="done")
        due = queries.due(here.membership, today)
        assert due[0].action == second
        assert due[0].is_late
        assert first not in [each.action for each in due]
        assert "Fristen er gått" in as_person(here.leader).get(at(here, "follow-up")).content.decode()

    def ask(self, here: Place, days: int) -> list[queries.Ask]:
        today = timezone.localdate()
        Gathering.objects.filter(pk=here.gathering.pk).update(date=today - timedelta(days=days))
        return queries.asks(here.membership, today)

    def test_a_month_after_a_gathering_it_asks_for_the_review(self, here, as_person) -> None:
        table = here.membership.attainments.get()
        Attainment.objects.update(review_on=None)
        table.reviews.update(on=timezone.localdate() - timedelta(days=80))
        assert [bool(self.ask(here, days)) for days in (0, 27, 28, 70, 71)] == [False, False, True, True, False]
        (asked,) = self.ask(here, 30)
        assert (asked.attainment, asked.gathering.number) == (table, 3)
        client = as_person(here.leader)
        assert "Samling 3 var" in client.get(at(here, "follow-up")).content.decode()
        assert "<p>Samling 3 var " in client.get(reverse("start")).content.decode()
        table.reviews.update(on=timezone.localdate())
        assert not self.ask(here, 30)

    def test_who_has_no_table_is_asked_about_the_goals(self, here) -> None:
        Attainment.objects.all().delete()
        (asked,) = self.ask(here, 30)
        assert asked.attainment is None

    def test_an_agreed_day_is_asked_about_when_it_has_come(self, here) -> None:
        today = timezone.localdate()
        here.membership.attainments.get().reviews.update(on=today - timedelta(days=9))
        for days, asked in ((1, 0), (0, 1), (-5, 1)):
            Attainment.objects.update(review_on=today + timedelta(days=days))
            assert len(queries.asks(here.membership, today)) == asked


class TestWeeks:
    def test_a_plan_counts_what_is_done_in_its_weeks(self, here, as_person) -> None:
        client = as_person(here.leader)
        plan = planned(here)
        assert plan.starts.weekday() == 0
        client.post(at(here, "follow-up"), {"of": "plan", "which": plan.public_id, "effort": "as"})
        this = queries.week(here.membership, plan.starts)
        assert [(each.plan, each.done, each.stones) for each in this.planned] == [(plan, 1, [True, False])]
        assert [bool(queries.week(here.membership, plan.starts + WEEK * n).planned) for n in (-1, 0, 2, 3)] == [
            False, True, True, False,
        ]  # fmt: skip
        assert "1 av 2 denne uken" in client.get(at(here, "log")).content.decode()

    def test_a_plan_is_made_mended_taken_off_and_put_back(self, here, as_person) -> None:
        client = as_person(here.leader)
        sent = {"text": "Jeg ringer", "times": "3", "weeks": "2", "starts": "i dag"}
        client.post(at(here, "plan-new"), sent)
        plan = PlanLine.objects.get()
        url = at(here, "plan-line", plan.public_id)
        client.post(url, sent | {"times": "5"})
        plan.refresh_from_db()
        assert plan.times == 5
        response = client.post(url, {"act": "delete"})
        assert "«Jeg ringer» er slettet." in client.get(response.headers["Location"]).content.decode()
        client.post(url, {"act": "restore"})
        assert "Jeg ringer" in client.get(at(here, "log")).content.decode()

    @pytest.mark.parametrize(
        ("field", "value"), [("times", "0"), ("times", "15"), ("weeks", "27"), ("text", ""), ("starts", "en gang")]
    )
    def test_a_plan_that_is_none_is_pointed_at(self, here, as_person, field, value) -> None:
        sent = {"text": "Jeg ringer", "times": "3", "weeks": "2", "starts": "i dag"} | {field: value}
        assert as_person(here.leader).post(at(here, "plan-new"), sent).status_code == 422
        assert not PlanLine.objects.exists()

    @pytest.mark.parametrize("name", ["2026-54", "2026-00", "1999-10", "2026-1", "²", "9999-99", ""])
    def test_a_week_that_is_none_is_this_one(self, name) -> None:
        assert queries.week_named(name) == log.monday(timezone.localdate())

    def test_weeks_have_their_names_over_new_year(self) -> None:
        assert queries.week_named("2026-53") == date(2026, 12, 28)
        assert queries.name_of(date(2027, 1, 3)) == "2026-53"

    @pytest.mark.parametrize(
        ("typed", "day"),
        [
            ("for to dager siden", date(2026, 11, 27)), ("for ei veke sidan", date(2026, 11, 22)),
            ("3 days ago", date(2026, 11, 26)), ("i går", date(2026, 11, 28)), ("i førgår", date(2026, 11, 27)), ("i dag", date(2026, 11, 29)),
            ("fredag", date(2026, 11, 27)), ("forrige fredag", date(2026, 11, 27)), ("søndag", date(2026, 11, 29)),
            ("27.11", date(2026, 11, 27)), ("27. november", date(2026, 11, 27)), ("3. desember", date(2025, 12, 3)),
            ("24.09.2026", date(2026, 9, 24)), ("", None),
            ("om tre dager", DONE), ("om en uke", DONE), ("3.12.2026", DONE), ("i morgen", DONE), ("en gang", WRITE),
        ],
    )  # fmt: skip
    def test_a_day_is_the_last_of_its_name(self, monkeypatch, typed, day) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 29))
        form = LogForm({"text": "Noe", "on": typed}, goals=[])
        if isinstance(day, str):
            assert form.errors["on"] == [day]
        else:
            assert form.is_valid()
            assert form.cleaned_data["on"] == (day or date(2026, 11, 29))

    def test_the_log_is_not_for_tomorrow(self, here, as_person) -> None:
        response = as_person(here.leader).post(at(here, "log"), {"text": "Ringte", "on": "i morgen"})
        assert response.status_code == 422
        assert "Velg i dag eller en dag før." in response.content.decode()


class TestPictures:
    def test_it_is_smaller_upright_and_holds_nothing_else(self, here, as_person) -> None:
        client = as_person(here.leader)
        client.post(at(here, "log"), {"text": "Med bilde", "picture": located(), "alt": "Fjord"})
        line = LogLine.objects.get(text="Med bilde")
        response = client.get(at(here, "log-picture", line.public_id))
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.headers["Cache-Control"] == "private, no-store"
        with Pillow.open(io.BytesIO(response.content)) as shown:
            assert (shown.format, shown.size, dict(shown.getexif())) == ("JPEG", (200, 300), {})
        assert b"Hemmelig" not in response.content

    @pytest.mark.parametrize(("kind", "size"), [("JPEG", (3000, 2000)), ("PNG", (500, 4000)), ("WEBP", (20, 20))])
    def test_the_three_kinds(self, kind, size) -> None:
        sent = photo(kind, size)
        made = pictures.read(sent, sent.size)
        assert max(made.width, made.height) == min(max(size), 1600)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
            b"not a picture",
        ],
    )
    def test_what_is_no_picture_is_said_and_the_words_are_kept(self, here, as_person, content) -> None:
        file = SimpleUploadedFile("a.png", content, content_type="image/png")
        response = as_person(here.leader).post(at(here, "log"), {"text": "Mine ord", "picture": file})
        html = response.content.decode()
        assert response.status_code == 422
        assert "Velg et bilde i JPEG, PNG eller WebP." in html
        assert "Mine ord" in html
        assert not LogLine.objects.filter(text="Mine ord").exists()

    def test_a_zip_that_is_called_a_picture(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr("a.txt", "a")
        with pytest.raises(pictures.NoPicture):
            pictures.read(SimpleUploadedFile("a.png", out.getvalue()), len(out.getvalue()))

    def test_forty_megabytes_are_too_many(self, here, as_person) -> None:
        file = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"\x00" * 40_000_000)
        response = as_person(here.leader).post(at(here, "log"), {"text": "Mine ord", "picture": file})
        assert response.status_code == 422
        assert "Bildet er for stort: 40 MB. Velg et på høyst 10 MB." in response.content.decode()

    def test_a_small_file_that_unpacks_to_a_large_picture_is_not_unpacked(self) -> None:
        sent = photo("PNG", (9000, 9000))
        assert sent.size < pictures.MOST_BYTES
        with pytest.raises(pictures.NoPicture, match="for mange punkter"):
            pictures.read(sent, sent.size)

    def test_it_is_replaced_and_taken_off_and_goes_with_its_line(self, here, as_person) -> None:
        client = as_person(here.leader)
        line = pictured(here)
        url = at(here, "log-line", line.public_id)
        client.post(url, {"act": "write", "text": "Ny", "picture": photo(size=(30, 20)), "on": "i dag"})
        line.refresh_from_db()
        assert (line.text, line.picture.width) == ("Ny", 30)
        client.post(url, {"act": "bare"})
        assert client.get(at(here, "log-picture", line.public_id)).status_code == 404
        other = pictured(here)
        log.delete(line=other)
        assert client.get(at(here, "log-picture", other.public_id)).status_code == 404


class TestReminders:
    @pytest.fixture(autouse=True)
    def _post(self, settings) -> None:
        settings.EMAIL_BACKEND = "config.mail.QueuedBackend"
        settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
        settings.SITE_ADDRESS = "https://varde.example"
        discover()

    def letters(self) -> list[mail.EmailMessage]:
        enqueue_daily(timezone.localdate().isoformat())
        while take_one(timezone.now() + timedelta(hours=24)):
            pass
        return [each for each in mail.outbox if each.subject == "Du har avtalt en gjennomgang"]

    def agree(self, here: Place, days: int) -> Membership:
        attainment.begin(
            membership=here.membership,
            title="Hemmelig tabell",
            review_on=timezone.localdate() + timedelta(days=days),
        )
        Attainment.objects.exclude(title="Hemmelig tabell").delete()
        return here.membership

    @pytest.mark.parametrize(("days", "count"), [(0, 1), (1, 0), (6, 0), (7, 1), (8, 0), (-1, 0)])
    def test_a_week_before_and_the_same_day(self, here, days, count) -> None:
        self.agree(here, days)
        assert len(self.letters()) == count

    def test_it_says_that_and_never_what(self, here) -> None:
        membership = self.agree(here, 0)
        attainment.begin(membership=membership, title="Hemmelig to", review_on=timezone.localdate())
        (letter,) = self.letters()
        assert "Hemmelig" not in letter.subject + letter.body
        assert letter.to == [here.leader.email]
        assert f"https://varde.example/leaders/{membership.public_id}/follow-up/" in letter.body

    def test_who_wants_none_gets_none_with_a_card_or_without(self, here) -> None:
        self.agree(here, 0)
        GoalCard.objects.all().delete()
        reminders.stop(person=here.leader)
        assert self.letters() == []

    def test_what_is_gone_through_today_is_not_reminded_of(self, here) -> None:
        membership = self.agree(here, 0)
        table = membership.attainments.get()
        scaled = attainment.write_goal(attainment=table, texts={("achievement", 3): "a", ("effort", 3): "b"})
        marks = [attainment.Reached(scaled.public_id, "effort", 3)]
        attainment.write_review(attainment=table, number=1, on=timezone.localdate(), marks=marks)
        assert self.letters() == []


@pytest.mark.django_db
def test_a_week_is_written_in_where_one_stands(here, as_person) -> None:
    client, log = as_person(here.leader), reverse("log", args=[here.membership.public_id])
    today = timezone.localdate()

    def week(days: int) -> str:
        return f"{log}?week={queries.name_of(today + timedelta(days=days))}"

    sunday = today - timedelta(days=today.weekday() + 1)
    assert client.get(week(-7)).context["form"].initial["on"] == sunday
    assert client.get(log).context["form"].initial["on"] == today
    assert "Lagre i loggen" not in client.get(week(7)).content.decode()
