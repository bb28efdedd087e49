"""A gathering summed up for the next one, and the page that each leader takes home from it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.jobs import take_one
from goals.models import Action
from programmes.contract import NotPossible
from programmes.forms.summary import MOST_PARTS
from programmes.models import (
    Gathering,
    GroupAnswer,
    NextStep,
    Note,
    Question,
    ReleasedText,
    Round,
    Stage,
    Summary,
)
from programmes.queries import summaries as queries
from programmes.services import rehearsal, rounds
from programmes.services import stage as stages
from programmes.services import summaries as services
from programmes.services.texts import WrittenMeanwhile
from tests import world as worlds
from tests.conftest import ALONE, DIAMOND, TOP_THREE, go_to
from tests.programmes.test_questions import ask
from tests.values.scene import gallery_exercise, lines_round
from values.models import Card, PointsResult
from values.services import diamonds, gallery, lines, points

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PARTS = [{"heading": "Verdiene", "text": "Tillit og mot.\n\nVi bygger videre på dem."}]


def url(name: str, gathering: Gathering) -> str:
    return reverse(name, args=[gathering.public_id])


def sent(*parts: tuple[str, str], **more: str) -> dict[str, str]:
    fields = {"parts": str(len(parts)), "revision": "0", "do": "save"}
    for number, (heading, text) in enumerate(parts):
        fields |= {f"part-{number}-heading": heading, f"part-{number}-text": text}
    return fields | more


def written(gathering: Gathering, by, *, published: bool = True) -> Summary:
    summary = services.save(gathering=gathering, parts=PARTS, revision=0, by=by)
    return services.publish(summary=summary) if published else summary


def end(here: worlds.Place) -> None:
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    stages.end(stage=stage, revision=stage.revision, by=here.facilitator)


@pytest.fixture
def later(here) -> Gathering:
    return worlds.agenda(here.programme, "Neste", number=4)


@pytest.fixture
def asked(here) -> Round:
    """A closed round in which one answer was shared and one was not, with a private note beside them."""
    exercise = ask(here.gathering, [Question.Answer.GROUP, Question.Answer.OWN], [("groups", "secretary")], "Summing")
    round = rounds.open_round(exercise=exercise, by=None)
    question, own = exercise.questions.order_by("position")
    GroupAnswer.objects.create(round=round, question=question, group=here.groups[0], text="Delt svar", is_shared=True)
    GroupAnswer.objects.create(round=round, question=question, group=here.groups[1], text="Holdt tilbake")
    Note.objects.create(question=own, participation=here.leaders[0], text="Bare mitt", revision=1)
    return rounds.close_round(round=round, by=None)


def proposed(gathering: Gathering) -> str:
    return "\n".join(f"{part['heading']}: {part['text']}" for part in queries.proposal(gathering))


def test_a_summary_is_proposed_from_what_was_shared_and_nothing_else(here, asked) -> None:
    text = proposed(here.gathering)
    assert "Summing" in text
    assert f"{here.groups[0].name}: Delt svar" in text
    assert "Holdt tilbake" not in text
    assert "Bare mitt" not in text


def test_an_open_round_is_not_summed_up(here) -> None:
    exercise = ask(here.gathering, [Question.Answer.GROUP], [("groups", "secretary")])
    round = rounds.open_round(exercise=exercise, by=None)
    GroupAnswer.objects.create(
        round=round, question=exercise.questions.get(), group=here.groups[0], text="Underveis", is_shared=True
    )
    assert "Underveis" not in proposed(here.gathering)
    rounds.close_round(round=round, by=None)
    assert "Underveis" in proposed(here.gathering)


def test_anonymous_texts_come_when_the_room_has_seen_them_but_for_the_hidden(here) -> None:
    exercise = ask(here.gathering, [Question.Answer.ANONYMOUS], [("alone", "each")])
    round = rounds.close_round(round=rounds.open_round(exercise=exercise, by=None), by=None)
    question = exercise.questions.get()
    for position, (text, hidden) in enumerate((("Synlig", False), ("Skjult", True)), start=1):
        ReleasedText.objects.create(round=round, question=question, position=position, text=text, is_hidden=hidden)
    assert "Synlig" not in proposed(here.gathering)
    rounds.reveal(round=round, by=None)
    assert "Synlig" in proposed(here.gathering)
    assert "Skjult" not in proposed(here.gathering)


def test_points_are_summed_up_when_they_are_revealed(here) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    for diamond in Round.objects.get().diamonds.all():
        for slot, card in enumerate(Card.objects.filter(diamond=diamond)[:3], start=1):
            diamonds.place(diamond=diamond, card=card.public_id, slot=slot, expected=None, by=None)
    go_to(here.gathering, TOP_THREE, here.facilitator)
    stage = go_to(here.gathering, ALONE, here.facilitator)
    stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
    round = Round.objects.get(exercise__kind="points")
    labels = [candidate.label for candidate in round.candidates.all()]
    shares = [60, 40, *[0] * (len(labels) - 2)]
    for leader in here.leaders:
        points.save(round=round, participation=leader, points=shares, hand_in=True)
    rounds.close_round(round=round, by=None)
    assert PointsResult.objects.filter(round=round).exists()
    before = proposed(here.gathering)
    assert labels[0] in before  # among the top three, which the room has seen
    assert "60,0" not in before
    rounds.reveal(round=Round.objects.get(pk=round.pk), by=None)
    assert f"{labels[0]} 60,0" in proposed(here.gathering)


def test_sentences_come_by_value_and_comments_as_counts(here) -> None:
    round = lines_round(here)
    value = round.line_values.get(label="Tillit")
    lines.write(value=value, group=here.groups[0], text="Jeg spør først")
    walk = rounds.open_round(exercise=gallery_exercise(here.gathering), by=None)
    gallery.note(round=walk, group=here.groups[0], text="Hemmelig kommentar")
    for each in Round.objects.filter(closed_at__isnull=True):
        rounds.close_round(round=each, by=None)
    text = proposed(here.gathering)
    assert "Tillit\n– Jeg spør først" in text
    assert "Tillit, Respekt, Åpenhet" in text
    assert "Gruppene fikk 1 kommentar fra de andre." in text
    assert "Hemmelig kommentar" not in text


def test_a_rehearsal_is_not_summed_up(here) -> None:
    rehearsal.begin(gathering=here.gathering, by=here.facilitator, phones=2)
    assert queries.proposal(here.gathering) == []


def test_the_facilitator_edits_and_nothing_is_kept_before_it_is_saved(here, asked, as_person) -> None:
    client = as_person(here.facilitator)
    page = client.get(url("summary-edit", here.gathering))
    assert "Delt svar" in page.content.decode()
    assert not Summary.objects.exists()
    answer = client.post(url("summary-edit", here.gathering), sent(("Først", "Vi begynte"), ("", "")))
    assert answer.status_code == 303
    assert Summary.objects.get().parts == [{"heading": "Først", "text": "Vi begynte"}]
    assert "Vi begynte" in client.get(url("summary-edit", here.gathering)).content.decode()
    assert "Delt svar" in client.get(url("summary-edit", here.gathering) + "?fresh=1").content.decode()


def test_where_nothing_can_be_proposed_what_is_written_stays_in_the_form(here, as_person) -> None:
    client, at = as_person(here.facilitator), url("summary-edit", here.gathering)
    client.post(at, sent(("Først", "Vi begynte"), ("", "")))
    page = client.get(at + "?fresh=1").content.decode()
    assert "Vi begynte" in page
    assert "Det du har skrevet, står som det var." in page
    assert "Det du har skrevet, står som det var." not in client.get(at).content.decode()


@pytest.mark.parametrize(
    "parts", [[("", "Tekst uten overskrift")], [("x" * 121, "Tekst")], [("Lang", "x" * 6001)], [("A\x00", "B")]]
)
def test_what_is_wrong_is_pointed_at_and_the_form_stands_as_it_was(here, as_person, parts) -> None:
    answer = as_person(here.facilitator).post(url("summary-edit", here.gathering), sent(("Hel", "Hel tekst"), *parts))
    assert answer.status_code == 422
    assert answer.content.decode().count('aria-invalid="true"') == 1
    assert "Hel tekst" in answer.content.decode()
    assert not Summary.objects.exists()


def test_parts_are_added_and_moved_without_being_kept(here, as_person) -> None:
    client, address = as_person(here.facilitator), url("summary-edit", here.gathering)
    grown = client.post(address, sent(("En", "1"), do="more")).context["sheet"]
    assert [part["heading"] for part in grown.typed] == ["En", ""]
    moved = client.post(address, sent(("En", "1"), ("To", "2"), do="up:1")).context["sheet"]
    assert [part["heading"] for part in moved.typed] == ["To", "En"]
    full = client.post(address, sent(*[("En", "1")] * MOST_PARTS, do="more")).context["sheet"]
    assert len(full.forms) == MOST_PARTS
    assert not Summary.objects.exists()


def test_nothing_is_published_empty(here, as_person) -> None:
    answer = as_person(here.facilitator).post(url("summary-edit", here.gathering), sent(("", ""), do="publish"))
    assert answer.status_code == 422
    assert "Skriv noe under en overskrift" in answer.content.decode()
    with pytest.raises(NotPossible):
        services.publish(summary=Summary.objects.get())


def test_two_facilitators_lose_nothing(here, as_person) -> None:
    client, address = as_person(here.facilitator), url("summary-edit", here.gathering)
    client.post(address, sent(("Min", "Fra den første")))
    late = client.post(address, sent(("Din", "Fra den andre")))
    assert late.status_code == 409
    assert "Fra den første" in late.content.decode()
    assert "Fra den andre" in late.content.decode()
    assert Summary.objects.get().parts[0]["text"] == "Fra den første"
    revision = str(late.context["sheet"].revision)
    assert client.post(address, sent(("Din", "Fra den andre"), revision=revision)).status_code == 303
    assert Summary.objects.get().parts[0]["text"] == "Fra den andre"


def test_what_another_has_saved_meanwhile_is_not_published(here) -> None:
    mine = services.save(gathering=here.gathering, parts=PARTS, revision=0, by=here.facilitator)
    theirs = [{**PARTS[0], "text": "Halvskrevet"}]
    services.save(gathering=here.gathering, parts=theirs, revision=mine.revision, by=here.facilitator)
    with pytest.raises(WrittenMeanwhile):
        services.publish(summary=mine)
    assert Summary.objects.get().published is None


def test_the_same_sent_twice_is_once(here) -> None:
    first = services.save(gathering=here.gathering, parts=PARTS, revision=0, by=here.facilitator)
    again = services.save(gathering=here.gathering, parts=PARTS, revision=0, by=here.facilitator)
    assert first == again
    assert again.revision == 1
    with pytest.raises(WrittenMeanwhile):
        services.save(gathering=here.gathering, parts=[], revision=0, by=here.facilitator)


def test_leaders_read_what_is_published_until_it_is_published_anew_or_withdrawn(here, as_person) -> None:
    leader, facilitator = as_person(here.leader), as_person(here.facilitator)
    summary = written(here.gathering, here.facilitator, published=False)
    assert leader.get(url("summary", here.gathering)).status_code == 404
    services.publish(summary=summary)
    assert "Tillit og mot." in leader.get(url("summary", here.gathering)).content.decode()
    facilitator.post(url("summary-edit", here.gathering), sent(("Ny", "Ikke ute ennå"), revision="1"))
    assert "Ikke ute ennå" not in leader.get(url("summary", here.gathering)).content.decode()
    facilitator.post(url("summary-edit", here.gathering), sent(("Ny", "Ikke ute ennå"), revision="2", do="publish"))
    assert "Ikke ute ennå" in leader.get(url("summary", here.gathering)).content.decode()
    facilitator.post(url("summary-edit", here.gathering), {"do": "withdraw"})
    assert leader.get(url("summary", here.gathering)).status_code == 404
    assert Summary.objects.get().parts == [{"heading": "Ny", "text": "Ikke ute ennå"}]


def test_markup_is_text(here, as_person) -> None:
    parts = [{"heading": "<b>H</b>", "text": "<script>alert(1)</script>"}]
    services.publish(summary=services.save(gathering=here.gathering, parts=parts, revision=0, by=here.facilitator))
    for name, person in (("summary", here.leader), ("summary-wall", here.facilitator)):
        assert "<script>alert" not in as_person(person).get(url(name, here.gathering)).content.decode()


def test_it_is_shown_when_the_next_gathering_begins(here, later, as_person) -> None:
    summary = written(here.gathering, here.facilitator)
    title = "Oppsummering fra samling 3"
    phone, cockpit = as_person(here.leader), as_person(here.facilitator)
    assert title in phone.get(url("gathering", later)).content.decode()
    assert url("summary-wall", here.gathering) in cockpit.get(url("cockpit", later)).content.decode()
    assert title not in phone.get(url("gathering", here.gathering)).content.decode()
    assert "Tillit og mot." in cockpit.get(url("summary-wall", here.gathering)).content.decode()
    go_to(later, DIAMOND, here.facilitator)
    assert title not in phone.get(url("gathering", later)).content.decode()
    assert title not in cockpit.get(url("cockpit", later)).content.decode()
    services.withdraw(summary=summary)
    assert cockpit.get(url("summary-wall", here.gathering)).status_code == 303


def test_it_is_found_on_the_start_page(here, as_person) -> None:
    client = as_person(here.leader)
    assert url("summary", here.gathering) not in client.get(reverse("start")).content.decode()
    written(here.gathering, here.facilitator)
    end(here)
    page = client.get(reverse("start")).content.decode()
    assert url("summary", here.gathering) in page
    assert url("evening", here.gathering) in page


def told(gathering: Gathering) -> list[EmailMessage]:
    """The mails about the summary, once all jobs are done."""
    while take_one(timezone.now() + timedelta(seconds=1)):
        pass
    return [message for message in mail.outbox if url("summary", gathering) in message.body]


def test_each_leader_gets_one_mail_with_a_link_and_no_content(here, as_person, settings) -> None:
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    nobody = here.leaders[1].person
    nobody.email = None
    nobody.save()
    address = url("summary-edit", here.gathering)
    client = as_person(here.facilitator)
    client.post(address, sent(("Verdiene", "Hemmelig innhold"), do="publish", tell="on"))
    mails = told(here.gathering)
    assert sorted(to for message in mails for to in message.to) == sorted(
        each.person.email for each in here.leaders if each.person != nobody
    )
    for message in mails:
        assert "Hemmelig innhold" not in message.subject + message.body
        assert "Verdiene" not in message.subject + message.body
    client.post(address, sent(("Verdiene", "Nytt"), revision="1", do="publish", tell="on"))
    assert len(told(here.gathering)) == len(mails)


def test_nobody_is_told_unasked_nor_of_what_was_withdrawn(here, settings) -> None:
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    summary = written(here.gathering, here.facilitator)
    assert told(here.gathering) == []
    services.publish(summary=summary, tell=True)
    services.withdraw(summary=summary)
    assert told(here.gathering) == []
    assert Summary.objects.get().mailed_at is None
    services.publish(summary=summary, tell=True)
    assert len(told(here.gathering)) == len(here.leaders)
    services.withdraw(summary=summary)
    services.publish(summary=summary, tell=True)
    assert len(told(here.gathering)) == len(here.leaders)


# The page to take home


def evening(gathering: Gathering, client) -> str:
    return client.get(url("evening", gathering)).content.decode()


def test_a_leader_takes_home_their_own_lines_and_the_values(here, asked, as_person) -> None:
    round = lines_round(here)
    lines.write_own(value=round.line_values.get(label="Tillit"), participation=here.leaders[0], text="lytter først")
    mine, other = (evening(here.gathering, as_person(leader.person)) for leader in here.leaders[:2])
    assert "lytter først" in mine
    assert "Bare mitt" in mine
    assert "lytter først" not in other
    assert "Bare mitt" not in other
    for label in ("Tillit", "Respekt", "Åpenhet"):
        assert label in other


def test_it_is_linked_when_the_day_has_ended(here, as_person) -> None:
    client = as_person(here.leader)
    assert url("evening", here.gathering) not in client.get(url("gathering", here.gathering)).content.decode()
    end(here)
    assert Stage.objects.get(gathering=here.gathering).state == Stage.State.ENDED
    assert url("evening", here.gathering) in client.get(url("gathering", here.gathering)).content.decode()


def test_an_empty_evening_says_so(here, as_person) -> None:
    page = evening(here.gathering, as_person(here.leader))
    assert "Ingen verdier ble bestemt på denne samlingen." in page
    assert "Du skrev ingenting for deg selv" in page


def test_the_next_step_is_kept_as_it_is_written(here, as_person) -> None:
    client, address = as_person(here.leader), url("evening", here.gathering)
    answer = client.post(address, {"text": "Ringe Per i morgen", "revision": "0"}, headers=HTMX)
    assert answer.status_code == 200
    assert "Lagret" in answer.content.decode()
    assert NextStep.objects.get().participation == here.leaders[0]
    assert "Ringe Per i morgen" in evening(here.gathering, client)
    assert "Ringe Per" not in evening(here.gathering, as_person(here.leaders[1].person))


def test_a_step_written_on_another_screen_is_not_lost(here, as_person) -> None:
    client, address = as_person(here.leader), url("evening", here.gathering)
    client.post(address, {"text": "Det ene", "revision": "0"}, headers=HTMX)
    late = client.post(address, {"text": "Noe annet", "revision": "0"}, headers=HTMX)
    assert late.status_code == 409
    assert "Det ene" in late.content.decode()
    assert NextStep.objects.get().text == "Det ene"
    client.post(address, {"text": "Noe annet", "revision": "0", "instead": "1"}, headers=HTMX)
    assert NextStep.objects.get().text == "Noe annet"


def test_without_scripts_the_page_comes_back_with_what_is_wrong(here, as_person) -> None:
    client, address = as_person(here.leader), url("evening", here.gathering)
    assert client.post(address, {"text": "Kort", "revision": "0"}).status_code == 303
    long = client.post(address, {"text": "x" * 1001, "revision": "1"})
    assert long.status_code == 422
    assert "x" * 1001 in long.content.decode()
    assert NextStep.objects.get().text == "Kort"


def test_a_step_becomes_an_action_once_and_again_when_it_is_written_anew(here, as_person) -> None:
    client = as_person(here.leader)
    address, evening_at = url("step-action", here.gathering), url("evening", here.gathering)
    assert client.get(address).status_code == 404
    client.post(evening_at, {"text": "Ringe Per", "revision": "0"}, headers=HTMX)
    assert address in evening(here.gathering, client)
    assert client.post(address, {"title": "Samarbeid"}).status_code == 422
    assert client.post(address, {"deadline": "innen juni"}).status_code == 422
    assert client.post(address, {"deadline": "x" * 201, "title": "S"}).status_code == 422
    for _twice in range(2):
        assert client.post(address, {"deadline": "innen juni", "title": "Samarbeid"}).status_code == 303
    action = Action.objects.get(text="Ringe Per")
    assert action.deadline == "innen juni"
    assert action.due
    assert action.goal.area.source == "fra samling 3"
    assert "Lagt på målkortet" in evening(here.gathering, client)
    client.post(evening_at, {"text": "Ringe Kari", "revision": "1"}, headers=HTMX)
    goal = here.membership.goal_card.areas.first().goals.exclude(text="").first()
    assert client.post(address, {"deadline": "snart", "goal": goal.public_id}).status_code == 303
    assert goal.actions.filter(text="Ringe Kari").count() == 1


def test_anothers_goal_takes_no_step(world, as_person) -> None:
    here = world.here
    services.save_step(gathering=here.gathering, participation=here.leaders[0], text="Ringe", revision=0)
    goal = world.elsewhere.membership.goal_card.areas.first().goals.exclude(text="").first()
    answer = as_person(here.leader).post(
        url("step-action", here.gathering), {"deadline": "snart", "goal": goal.public_id}
    )
    assert answer.status_code == 422
    assert not Action.objects.filter(text="Ringe").exists()


def test_the_pages_cost_the_same_with_much_as_with_little(here, as_person) -> None:
    def cost(name: str, person) -> int:
        client = as_person(person)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(name, here.gathering)).status_code == 200
        return len(captured)

    written(here.gathering, here.facilitator)
    round = lines_round(here)
    value = round.line_values.first()
    lines.write_own(value=value, participation=here.leaders[0], text="en")
    few = [cost("evening", here.leader), cost("summary", here.leader), cost("summary-edit", here.facilitator)]
    for number in range(7):
        lines.write_own(value=value, participation=here.leaders[0], text=f"linje {number}")
    Summary.objects.update(parts=PARTS * 20, published=PARTS * 20)
    assert few == [cost("evening", here.leader), cost("summary", here.leader), cost("summary-edit", here.facilitator)]


@pytest.mark.pdf
@pytest.mark.once
def test_the_page_on_paper_is_accessible_and_its_leaders_alone(here, asked, as_person) -> None:
    lines_round(here)
    services.save_step(gathering=here.gathering, participation=here.leaders[0], text="Ringe Per", revision=0)
    answer = as_person(here.leader).get(url("evening-pdf", here.gathering))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(answer.content)) as document:
        assert len(document.pages) == 1
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).startswith("nb")
