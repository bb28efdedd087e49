"""What one does while another looks on, writes or waits: nobody sees more than they may, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from config import jobs
from config.ids import public_id
from config.live import Audience, Ticket
from config.models import Job
from goals.models import Area
from goals.queries import threads as queries_threads
from goals.services import cards, comments, sharing
from programmes import live
from programmes.contract import NotPossible
from programmes.forms.exercise import fingerprint
from programmes.models import Exercise, Gathering, GroupMember, Look, Participation, Round, Share, Stage, Trail
from programmes.services import day_invitations, groups, programmes, worksheets
from programmes.services import exercises as exercise_services
from programmes.services import questions as question_services
from programmes.services import rounds as round_services
from programmes.services.exercises import PhaseText, QuestionText
from programmes.services.programmes import Named
from programmes.views.exercises import change_as_seen
from tests import world as worlds
from tests.conftest import DIAMOND, go_to
from tests.forms import stands
from tests.world import agenda, device, grown

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Lets time pass, and does what is due."""
    begun, passed = timezone.now(), [timedelta()]
    monkeypatch.setattr("django.utils.timezone.now", lambda: begun + passed[0])

    def pass_by(time: timedelta) -> None:
        passed[0] += time
        jobs.discover()
        jobs.enqueue_daily(timezone.localdate().isoformat())
        while jobs.take_one(timezone.now()):
            pass

    return pass_by


def at_ten() -> timedelta:
    """Until ten o'clock the next day."""
    now = timezone.localtime()
    return (now + timedelta(days=1)).replace(hour=10, minute=0, second=0) - now


def newcomer(here) -> Participation:
    return programmes.add_facilitator(
        programme=here.programme, named=Named("Ny Prosess", "ny@varde.example"), by=here.facilitator
    )


class TestOverTheShoulder:
    def test_who_was_added_and_removed_today_loses_the_cockpit(self, here) -> None:
        new, stage = newcomer(here), go_to(here.gathering, DIAMOND, here.facilitator)
        ticket = Ticket(Audience(here.gathering.public_id, live.FACILITATOR, "nb"), new.public_id, stage.epoch)
        assert live.render(ticket.audience).admits(ticket)
        programmes.remove_facilitator(programme=here.programme, participation=new, by=here.facilitator)
        assert not live.render(ticket.audience).admits(ticket)

    def test_who_is_moved_leaves_the_old_groups_board(self, here) -> None:
        stage, mover = go_to(here.gathering, DIAMOND, here.facilitator), here.leaders[1]
        board = f"board:{Round.objects.get().public_id}:{here.groups[0].public_id}"
        ticket = Ticket(Audience(here.gathering.public_id, board, "nb"), mover.public_id, stage.epoch)
        assert live.render(ticket.audience).admits(ticket)
        GroupMember.objects.filter(participation=mover).update(since=timezone.localdate() - timedelta(days=3))
        groups.move(gathering=here.gathering, participation=mover, group=here.groups[1], by=here.facilitator)
        assert not live.render(ticket.audience).admits(ticket)

    def test_what_is_no_longer_asked_leaves_the_wall(self, here) -> None:
        phases = [exercise_services.PhaseText("alone", 5, "", "each")]
        asked = [
            exercise_services.QuestionText("Hva nå?", "anonymous"),
            exercise_services.QuestionText("Og?", "nothing"),
        ]
        exercise = exercise_services.create(
            item=here.gathering.items.get(position=2),
            after=0, title="Uten navn", questions=asked, phases=phases, by=here.facilitator,
        )  # fmt: skip
        round = round_services.open_round(exercise=exercise, by=None)
        first, second = exercise.questions.order_by("position")
        for seat in here.leaders[:5]:
            question_services.send(round=round, participation=seat, answers={first.public_id: "Noe"})
        round = round_services.reveal(round=round_services.close_round(round=round, by=None), by=None)
        kind = live.kind_of(exercise)
        assert "Noe" in str(kind.projector(round).context)
        first.is_withdrawn = True
        first.save()
        shown = kind.projector(Round.objects.get(pk=round.pk))
        assert shown is None or "Noe" not in str(shown.context)
        assert second.pk


def notices() -> int:
    """Mails that something was shared or said; what else the time of day brings is not counted."""
    return Job.objects.filter(kind="mail.send", key__contains="goals.notice").count()


class TestMail:
    def test_what_is_said_while_a_mail_waits_is_told(self, here, later) -> None:
        """The first is told at once; the second is read before its mail leaves; the third is not read."""
        thread = queries_threads.Thread(here.to_manager, False)
        Job.objects.all().delete()
        comments.write(thread=thread, text="en")
        later(timedelta(minutes=10))
        told = notices()
        comments.write(thread=thread, text="to")
        later(timedelta(minutes=5))
        Look.objects.create(share=here.to_manager, person=here.leader)
        later(timedelta(minutes=5))
        comments.write(thread=thread, text="tre")
        later(timedelta(hours=5))
        assert notices() == told + 1

    def test_who_is_removed_while_the_day_is_being_sent_is_not_asked_to_it(self, here, later, settings) -> None:
        settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
        new = newcomer(here)
        Participation.objects.filter(pk=new.pk).update(since=timezone.localdate() - timedelta(days=5))
        new.refresh_from_db()
        Gathering.objects.update(date=timezone.localdate() + timedelta(days=9))
        day_invitations.invite(gathering=Gathering.objects.get(pk=here.gathering.pk), by=here.facilitator)
        programmes.remove_facilitator(programme=here.programme, participation=new, by=here.facilitator)
        later(timedelta(minutes=5))
        receivers = [address for each in mail.outbox for address in each.to]
        assert receivers
        assert "ny@varde.example" not in receivers


class TestGoneInTime:
    def test_a_deleted_sheet_the_day_after(self, here, later) -> None:
        sheet = grown(here.membership)
        worksheets.delete(sheet=sheet)
        later(timedelta(seconds=1))
        assert type(sheet)._default_manager.filter(pk=sheet.pk).exists()
        later(at_ten())
        assert not type(sheet)._default_manager.filter(pk=sheet.pk).exists()

    def test_a_day_that_nobody_ended_the_morning_after(self, here, later, as_person) -> None:
        go_to(here.gathering, DIAMOND, here.facilitator)
        client, url = (
            as_person(device(here.leaders[2], here.gathering)),
            reverse("gathering", args=[here.gathering.public_id]),
        )
        assert client.get(url).status_code == 200
        later(at_ten())
        assert here.gathering.stage.__class__.objects.get(pk=here.gathering.stage.pk).state == Stage.State.ENDED
        assert client.get(url).status_code != 200

    def test_who_opened_a_copy_two_years_after_but_not_that_hr_has_it(self, here, later) -> None:
        sharing.look(share=here.to_manager, by=here.manager)
        sharing.fetch(share=here.share, by=here.hr)
        later(timedelta(days=800))
        assert not Trail.objects.exists()
        assert [look.share for look in Look.objects.all()] == [here.share]


class TestCopies:
    @pytest.fixture
    def discarded(self, here) -> Share:
        """A copy as somebody has just read it who does not know yet that it is gone."""
        share = Share.objects.get(pk=here.to_manager.pk)
        sharing.withdraw(share=share, by=here.leader)
        sharing.discard(share=share, by=here.leader)
        return here.to_manager

    def test_one_that_is_gone_is_withdrawn_or_opened_no_more(self, here, discarded) -> None:
        sharing.withdraw(share=discarded, by=here.leader)
        with pytest.raises(Share.DoesNotExist):
            sharing.look(share=discarded, by=here.manager)
        with pytest.raises(NotPossible):
            sharing.fetch(share=discarded, by=here.hr)
        connection.check_constraints()


class TestTwoTabs:
    def test_a_changed_date_is_not_put_back(self, here, as_person) -> None:
        gathering = agenda(here.programme, "Planlagt", number=4)
        url, client = reverse("gathering-edit", args=[gathering.public_id]), as_person(here.facilitator)
        opened = {"number": "4", "date": f"{gathering.date:%d.%m.%Y}", "place": "", "theme": "", **stands(client, url)}
        assert client.post(url, opened | {"date": "24.09.2027"}).status_code == 303
        said = client.post(url, opened | {"place": "Nytt sted"})
        assert said.status_code == 409
        assert "Nytt sted" in said.content.decode()
        gathering.refresh_from_db()
        assert str(gathering.date) == "2027-09-24"

    @pytest.mark.parametrize("before", ['{"topic": "\\ud800"}', "[" * 100_000, '{"topic": 1e999}'])
    def test_what_is_sent_back_to_undo_with_is_read_with_care(self, here, as_person, before) -> None:
        sheet = grown(here.membership)
        url = reverse("worksheet", args=[here.membership.public_id, "grow", sheet.public_id])
        sent = {"undo": "1", "before": before, "topic": "x", "revision": "1"}
        assert as_person(here.leader).post(url, sent).status_code < 500

    def test_half_a_letter_in_a_row_that_is_taken_back(self, here, as_person) -> None:
        area = here.membership.goal_card.areas.first()
        url = reverse("area-edit", args=[here.membership.public_id, area.public_id])
        removed = json.dumps({"where": "goal1-indicators-0", "row": {"text": "\ud800", "target": ""}})
        rows = {
            f"goal1-{kind}-{name}_FORMS": "0" for kind in ("indicators", "actions") for name in ("TOTAL", "INITIAL")
        }
        sent = {"area-title": "T", "goals": "1", "goal1-text": "x", **rows, "back": "1", "removed": removed}
        assert as_person(here.leader).post(url, sent).status_code < 500


def asked(here) -> Exercise:
    item = here.gathering.items.first()
    phases = [PhaseText("alone", 5, "Skriv.", "each"), PhaseText("together", 5)]
    what = {"title": "Spørsmål", "questions": [QuestionText("Hva?", "own")], "phases": phases}
    return exercise_services.create(item=item, after=0, by=here.facilitator, **what)


class TestAtTheSameMoment:
    """What one does, in a transaction that has not ended when another begins."""

    @pytest.fixture
    def apart(self, own_connections) -> Callable[[Callable[[], Any]], Any]:
        """Does it with a connection of its own, and gives what came of it, or what it was told."""

        def told(act: Callable[[], Any]) -> Any:
            try:
                return act()
            except NotPossible as problem:
                return str(problem)
            finally:
                connection.close()

        def call(act: Callable[[], Any]) -> Any:
            with ThreadPoolExecutor(1) as pool:
                return pool.submit(told, act).result()

        return call

    @pytest.fixture
    def meanwhile(self, apart) -> Callable[[Callable[[], Any], Callable[[], Any]], Any]:
        """Does the second while the first's transaction is open: it waits, and what came of it is given."""

        def both(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
            with ThreadPoolExecutor(1) as pool:

                def hold() -> Future[Any]:
                    with transaction.atomic():
                        first()
                        answer = pool.submit(apart, second)
                        assert not wait([answer], timeout=0.4).done
                    return answer

                return apart(hold).result()

        return both

    def test_a_note_to_a_question_that_is_being_deleted(self, apart, meanwhile) -> None:
        here = apart(lambda: worlds.place("Merke"))
        exercise = apart(lambda: asked(here))
        note = apart(lambda: {"question": exercise.questions.get(), "participation": here.leaders[0]})
        told = meanwhile(
            lambda: exercise_services.delete(exercise=exercise, by=here.facilitator),
            lambda: question_services.save_note(text="Noe", revision=0, **note),
        )
        assert "nettopp slettet" in str(told)

    def test_an_exercise_that_another_is_changing(self, apart, meanwhile) -> None:
        here = apart(lambda: worlds.place("Merke"))
        exercise = apart(lambda: asked(here))
        seen = apart(lambda: fingerprint(exercise))

        def change(title: str) -> Callable[[], None]:
            what = {"title": title, "question": "", "questions": [], "phases": [], "by": here.facilitator}
            return lambda: change_as_seen(exercise, seen, **what)

        assert "Noen andre har endret dette" in meanwhile(change("En"), change("To"))
        assert apart(lambda: Exercise.objects.get(pk=exercise.pk).title) == "En"

    def test_settings_that_another_is_changing(self, apart, meanwhile) -> None:
        here = apart(lambda: worlds.place("Merke"))

        def rename() -> None:
            held = programmes.hold(here.programme)
            programmes.settle(programme=held, name="Et annet navn", language="nb", by=here.facilitator)

        def name() -> str:
            with transaction.atomic():
                return programmes.hold(here.programme).name

        assert meanwhile(rename, name) == "Et annet navn"

    def test_a_new_area_that_is_sent_twice_at_once(self, apart, meanwhile) -> None:
        here = apart(lambda: worlds.place("Merke"))
        name, write = public_id(), partial(cards.save_area, membership=here.membership, source="", goals=[])
        meanwhile(lambda: write(title="Nytt", name=name), lambda: write(title="Nytt", name=name))
        assert apart(lambda: Area.objects.filter(title="Nytt").count()) == 1
