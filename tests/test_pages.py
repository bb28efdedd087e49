"""Every page in three languages, without a browser: its structure, its references, and what it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from efficacy.models import SelfRating
from efficacy.services import own as services_own
from efficacy.services.own import Scored, Written
from goals.platform import services as platform
from goals.rules import reminders_token
from goals.services import cards
from goals.services.cards import GoalText
from programmes.cards import token
from programmes.models import Edition, Person, Round, ShelvedExercise
from programmes.rules import projector_token
from programmes.services import invitations, shelf
from programmes.services import stage as stages
from programmes.worksheets import worksheet_kinds
from tests import snapshot
from tests import world as worlds
from tests.conftest import ALONE, DIAMOND, TOGETHER, TOP_THREE, WELCOME, go_to
from tests.test_matrix import decision_of, shown_page, slides_of, summed_up
from tests.values.scene import lines_round, published, purpose_round
from values.services import diamonds, points
from values.services import platform as platform_services

pytestmark = pytest.mark.django_db
# What is asked of the database is the same in each language.
in_each_language = pytest.mark.parametrize(
    "language", ["nb", *[pytest.param(other, marks=pytest.mark.once) for other in ("nn", "en")]]
)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LABELLED = {"input", "textarea", "select"}


class Page(HTMLParser):
    """Reads a page and notes what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.ids: Counter[str] = Counter()
        self.references: list[str] = []
        self.fields: list[dict[str, str]] = []
        self.labels: set[str] = set()
        self.headings: list[int] = []
        self.language = ""
        self.title = ""
        self.stack: list[str] = []
        self.feed(html)
        self.judge()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if len(given) != len(attributes):
            self.problems.append(f"<{tag}> has an attribute twice")
        if "id" in given:
            self.ids[given["id"]] += 1
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            self.references += given.get(name, "").split()
        if tag == "a" and given.get("href", "").startswith("#") and len(given["href"]) > 1:
            self.references.append(given["href"][1:])
        if tag in LABELLED and given.get("type") not in ("hidden", "submit"):
            self.fields.append(given | {"inside": "label" if "label" in self.stack else ""})
        if tag == "label":
            self.labels.add(given.get("for", ""))
        if tag == "html":
            self.language = given.get("lang", "")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag == "img" and "alt" not in given:
            self.problems.append("picture without alternative text")
        if "style" in given or any(name.startswith("on") for name in given):
            self.problems.append(f"<{tag}> has an inline style or handler")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag not in self.stack:
            return
        while self.stack.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1] == "title":
            self.title += data

    def judge(self) -> None:
        self.problems += [f"id {name} stands {count} times" for name, count in self.ids.items() if count > 1]
        self.problems += [f"nothing has the id {name}" for name in self.references if name not in self.ids]
        for field in self.fields:
            named = field.get("aria-label") or field.get("aria-labelledby") or field["inside"]
            if not named and field.get("id") not in self.labels:
                self.problems.append(f"field {field.get('name')} has no label")
        if self.headings.count(1) != 1:
            self.problems.append(f"{self.headings.count(1)} headings of the first rank")
        for above, below in zip(self.headings, self.headings[1:], strict=False):
            if below > above + 1:
                self.problems.append(f"h{above} is followed by h{below}")
        if not self.title.strip():
            self.problems.append("no title")


def shelved(here: worlds.Place, *, gone: bool = False) -> ShelvedExercise:
    exercise = here.gathering.items.get(position=2).exercises.get(kind="top-three" if gone else "points")
    kept = shelf.keep(exercise=exercise, by=here.facilitator)
    if gone:
        shelf.delete(kept=kept)
    return kept


def from_shelf(here: worlds.Place) -> str:
    return reverse("exercise-new", args=[here.gathering.public_id]) + f"?shelf={shelved(here).public_id}"


def other_facilitator(here: worlds.Place) -> Person:
    """Somebody who facilitates, and has kept nothing."""
    person = worlds.person(f"{here.facilitator.name} Ny")
    worlds.take_part(worlds.member(person, here.municipality), here.programme, worlds.FACILITATOR)
    return person


def edit_of(here: worlds.Place, name: str) -> str:
    exercise = here.gathering.items.get(position=2).exercises.get(kind="points")
    return reverse(name, args=[here.gathering.public_id, exercise.public_id])


def kept(here: worlds.Place) -> Edition:
    """The leader's platform as it was kept, once."""
    return here.membership.editions.filter(kind="platform").first() or platform.keep(membership=here.membership)


def following_up(here: worlds.Place) -> dict[str, tuple[Person | None, str]]:
    """The pages with which a leader follows their goals up, and what an empty one shows."""
    fellow = here.leaders[1].membership

    def of(name: str, *more: str) -> tuple[Person | None, str]:
        return here.leader, reverse(name, args=[here.membership.public_id, *more])

    ladder, table = here.membership.ladders.get(), here.membership.attainments.get()
    step, scaled = ladder.steps.earliest("position"), table.scaled.earliest("position")
    return {
        **{
            name: of(name)
            for name in ("ladders", "attainments", "goal-circle", "follow-up", "log", "plan", "plan-new", "beliefs")
        },
        **{
            f"{name}, empty": (fellow.person, reverse(name, args=[fellow.public_id]))
            for name in ("ladders", "attainments", "follow-up", "log", "plan", "beliefs")
        },
        "ladder": of("ladder", ladder.public_id),
        "ladder-edit": of("ladder-edit", ladder.public_id),
        "step": of("ladder-step", ladder.public_id, step.public_id),
        "edit step": (here.leader, of("ladder-step", ladder.public_id, step.public_id)[1] + "?edit=1"),
        "attainment": of("attainment", table.public_id),
        "attainment-edit": of("attainment-edit", table.public_id),
        "new scaled goal": of("attainment-goal-new", table.public_id),
        "scaled goal": of("attainment-goal", table.public_id, scaled.public_id),
        "new review": of("attainment-review-new", table.public_id),
        "review": of("attainment-review", table.public_id, table.reviews.get().public_id),
        "log-line": of("log-line", worlds.pictured(here).public_id),
        "period": of("period", worlds.period_of(here).public_id),
        "plan-line": of("plan-line", worlds.planned(here).public_id),
        "belief of a step": of("belief", step.belief.public_id),
        "belief-sources": of("belief-sources", step.belief.public_id),
        "sources": of("sources"),
        "sources, empty": (fellow.person, reverse("sources", args=[fellow.public_id])),
        "sources of a goal": of("goal-sources", here.membership.goal_card.areas.first().goals.get().public_id),
        "share a belief": of("sheet-share", "belief", step.belief.public_id),
        **{
            f"circle {at}": (here.leader, reverse("goal-circle", args=[here.membership.public_id]) + f"?at={at}")
            for at in ("breathe", "floor", "q1", "q6", "q3&pause=1", "words")
        },
    }


def rated(here: worlds.Place) -> SelfRating:
    """The leader's own rating of today, with one from before beside it."""
    scores = {"praise": Scored(3, "Sjelden nok"), "sees": Scored(5)}
    rating = services_own.keep(membership=here.membership, written=Written(scores, "Ro", "Ros", "Mandagsmøtet"))
    if here.membership.self_ratings.count() == 1:
        before = SelfRating.objects.create(
            membership=here.membership, instrument=rating.instrument, on=rating.on - timedelta(days=60)
        )
        before.scores.create(key="praise", value=2)
    return rating


def pages(here: worlds.Place) -> dict[str, tuple[Person | None, str]]:
    """Each page by name: who opens it, and where."""
    membership, programme, gathering = (
        here.membership.public_id,
        here.programme.public_id,
        here.gathering.public_id,
    )
    area = here.membership.goal_card.areas.first()
    goal = area.goals.first()
    fellow = here.leaders[1].membership
    summed = summed_up(here).public_id
    worry, grow = worlds.worried(here.membership).public_id, worlds.grown(here.membership).public_id
    return {
        "start, leader": (here.leader, reverse("start")),
        "start, facilitator": (here.facilitator, reverse("start")),
        "start, HR": (here.hr, reverse("start")),
        "start, nothing yet": (worlds.person(f"Ingen {Person.objects.count()}"), reverse("start")),
        "start, manager": (here.manager, reverse("start")),
        "programme": (here.facilitator, reverse("programme", args=[programme])),
        "programmes": (here.facilitator, reverse("programmes")),
        "programmes, none": (here.hr, reverse("programmes")),
        "new programme": (here.facilitator, reverse("programme-new")),
        "ready-made": (here.facilitator, reverse("ready-made")),
        "ready-made one": (here.facilitator, reverse("ready-made-one", args=["leadership-programme"])),
        "ready-made, own pace": (here.facilitator, reverse("ready-made-one", args=["personal-platform"])),
        "ready-made, saved": (here.facilitator, reverse("ready-made-one", args=[worlds.saved(here).public_id])),
        "save ready-made": (here.facilitator, reverse("ready-made-save", args=[programme])),
        "remove ready-made": (here.facilitator, reverse("ready-made-delete", args=[worlds.saved(here).public_id])),
        "day invitations": (here.facilitator, reverse("day-invitations", args=[gathering])),
        "guide": (None, reverse("guide")),
        "privacy": (None, reverse("privacy")),
        "settings": (here.facilitator, reverse("programme-settings", args=[programme])),
        "standing groups": (here.facilitator, reverse("programme-groups", args=[programme])),
        "networks": (here.facilitator, reverse("programme-networks", args=[programme])),
        "persons": (here.facilitator, reverse("programme-people", args=[programme])),
        "person": (here.facilitator, reverse("person", args=[programme, membership])),
        **{
            f"change {what}": (here.facilitator, reverse("person-change", args=[programme, membership, what]))
            for what in ("unit", "manager", "leave", "back", "leaving")
        },
        "welcome": (None, invitations.link(here.leaders[0]).removeprefix(settings.SITE_ADDRESS)),
        "welcome, signed in": (here.leader, invitations.link(here.leaders[0]).removeprefix(settings.SITE_ADDRESS)),
        "new gathering": (here.facilitator, reverse("gathering-new", args=[programme])),
        "edit gathering": (here.facilitator, reverse("gathering-edit", args=[gathering])),
        "agenda": (here.facilitator, reverse("agenda", args=[gathering]) + "?saved=1"),
        "people in": (here.facilitator, reverse("people-in", args=[programme])),
        "people taken in": (
            here.facilitator,
            reverse("programme-people", args=[programme]) + "?new=2&changed=1&known=0",
        ),
        "phone": (here.leader, reverse("gathering", args=[gathering])),
        **{name: (here.leader, reverse(name, args=[summed])) for name in ("summary", "evening", "step-action")},
        **{name: (here.facilitator, reverse(name, args=[summed])) for name in ("summary-edit", "summary-wall")},
        "evening, empty": (here.leaders[1].person, reverse("evening", args=[gathering])),
        "cockpit": (here.facilitator, reverse("cockpit", args=[gathering])),
        "door": (worlds.device(here.leaders[0], here.gathering), reverse("door", args=[gathering])),
        "door, waiting": (
            worlds.device(here.leaders[1], here.gathering, state="waiting"),
            reverse("door", args=[gathering]),
        ),
        "door, taken out": (
            worlds.device(here.leaders[1], here.gathering, state="withdrawn"),
            reverse("door", args=[gathering]),
        ),
        "card": (None, reverse("card", args=[token(here.gathering, here.leaders[1])])),
        "claim": (here.hr, reverse("claim", args=[gathering])),
        "people": (here.facilitator, reverse("people", args=[gathering])),
        "groups": (here.facilitator, reverse("groups", args=[gathering])),
        "new groups": (here.facilitator, reverse("groups-new", args=[gathering])),
        "replan": (here.facilitator, reverse("replan", args=[gathering])),
        "values": (here.facilitator, reverse("values", args=[gathering])),
        "decision": (here.facilitator, reverse("decision", args=[gathering, decision_of(here.gathering).public_id])),
        "purpose": (here.facilitator, reverse("purpose", args=[gathering, purpose_round(here).public_id])),
        "platform, nothing yet": (here.leader, reverse("shared-platform", args=[programme])),
        "steps": (here.leader, reverse("shared-platform-steps", args=[programme])),
        "write platform": (here.facilitator, reverse("shared-platform-edit", args=[programme])),
        "deal": (
            here.facilitator,
            reverse("deal", args=[gathering, lines_round(here).exercise.public_id]),
        ),
        "statement": (
            here.leader,
            reverse("statements", args=[gathering, lines_round(here).public_id])
            + f"?value={lines_round(here).line_values.earliest('position').public_id}",
        ),
        "exercises": (here.facilitator, reverse("exercises", args=[gathering])),
        "choose exercise": (here.facilitator, reverse("exercise-kinds", args=[gathering]) + "?item=1"),
        "new exercise of a kind": (here.facilitator, reverse("exercise-new", args=[gathering]) + "?kind=assessment"),
        "new exercise from the shelf": (here.facilitator, from_shelf(here)),
        "shelf": (here.facilitator, reverse("shelf")),
        "shelf, one removed": (here.facilitator, reverse("shelf") + f"?removed={shelved(here, gone=True).public_id}"),
        "shelf, nothing": (other_facilitator(here), reverse("shelf")),
        "new exercise": (here.facilitator, reverse("exercise-new", args=[gathering]) + "?start=safety"),
        "edit exercise": (here.facilitator, edit_of(here, "exercise-edit")),
        "delete exercise": (here.facilitator, edit_of(here, "exercise-delete")),
        "input": (
            here.facilitator,
            reverse("input", args=[gathering]) + f"?moved={shown_page(here.gathering).public_id}",
        ),
        "new page": (here.facilitator, reverse("input-new", args=[gathering]) + "?item=1"),
        "edit page": (
            here.facilitator,
            reverse("input-edit", args=[gathering, shown_page(here.gathering).public_id]),
        ),
        "slides": (here.facilitator, reverse("input-slides", args=[gathering])),
        "slides on their way": (
            here.facilitator,
            reverse("input-slides-progress", args=[gathering, slides_of(here).public_id]),
        ),
        "notes": (here.leader, reverse("notes", args=[gathering])),
        "evaluation": (here.facilitator, reverse("evaluation", args=[gathering])),
        "instruments": (here.facilitator, reverse("instruments", args=[programme])),
        "new instrument": (here.facilitator, reverse("instrument-new", args=[programme])),
        "own ratings": (here.leader, reverse("self-ratings", args=[membership])),
        "own ratings, none": (fellow.person, reverse("self-ratings", args=[fellow.public_id])),
        "own rating": (here.leader, reverse("self-rating", args=[membership, rated(here).public_id])),
        "rate oneself": (here.leader, reverse("self-rating-today", args=[membership])),
        "delete rating": (here.leader, reverse("self-rating-delete", args=[membership, rated(here).public_id])),
        "goal card": (here.leader, reverse("goal-card", args=[membership])),
        "empty goal card": (fellow.person, reverse("goal-card", args=[fellow.public_id])),
        "new area": (here.leader, reverse("area-new", args=[membership])),
        "edit area": (here.leader, reverse("area-edit", args=[membership, area.public_id])),
        "follow up": (here.leader, reverse("goal-card-follow-up", args=[membership])),
        "stop reminders": (None, reverse("reminders", args=[reminders_token(here.leader)])),
        "belief": (here.leader, reverse("goal-belief", args=[membership, goal.public_id])),
        "tools": (here.leader, reverse("tools", args=[membership])),
        **{
            f"{what} {kind}": (who.person, reverse(name, args=[who.public_id, kind, *more]))
            for kind in worksheet_kinds()
            for what, name, who, more in (
                ("list of", "worksheets", here.membership, ()),
                ("empty list of", "worksheets", fellow, ()),
                ("new of", "worksheet", fellow, ("222222222222",)),
            )
        },
        "grow": (here.leader, reverse("worksheet", args=[membership, "grow", grow])),
        "grow to the goal card": (here.leader, reverse("grow-action", args=[membership, grow])),
        "share worry": (here.leader, reverse("sheet-share", args=[membership, "worries", worry])),
        "share worry with manager": (here.leader, reverse("share-manager", args=[membership, "worries", worry])),
        "worry": (here.leader, reverse("worksheet", args=[membership, "worries", worry])),
        "platform": (here.leader, reverse("platform", args=[membership])),
        "empty platform": (fellow.person, reverse("platform", args=[fellow.public_id])),
        "platform answer": (here.leader, reverse("platform-answer", args=[membership, 9])),
        "platform, first answer": (fellow.person, reverse("platform-answer", args=[fellow.public_id, 1])),
        "platform editions": (here.leader, reverse("platform-editions", args=[membership])),
        "platform editions, none": (fellow.person, reverse("platform-editions", args=[fellow.public_id])),
        "platform edition": (here.leader, reverse("platform-edition", args=[membership, kept(here).public_id])),
        "delete platform edition": (
            here.leader,
            reverse("platform-edition-delete", args=[membership, kept(here).public_id]),
        ),
        "share platform": (here.leader, reverse("sheet-share", args=[membership, "platform"])),
        "share platform with manager": (here.leader, reverse("share-manager", args=[membership, "platform"])),
        "hand in platform": (here.leader, reverse("hand-in", args=[membership, "platform"])),
        "hand in": (here.leader, reverse("hand-in", args=[membership, "goal-card"])),
        "share": (here.leader, reverse("sheet-share", args=[membership, "goal-card"])),
        "share, nothing yet": (fellow.person, reverse("sheet-share", args=[fellow.public_id, "goal-card"])),
        "share with manager": (here.leader, reverse("share-manager", args=[membership, "goal-card"])),
        "share with group": (
            here.leader,
            reverse("share-group", args=[membership, "goal-card", here.groups[0].public_id]),
        ),
        **following_up(here),
        "editions": (here.leader, reverse("editions")),
        "edition": (here.leader, reverse("edition", args=[here.to_manager.public_id])),
        "reports": (here.manager, reverse("reports")),
        "reports, none": (here.hr, reverse("reports")),
        "report": (here.manager, reverse("report", args=[here.to_manager.public_id])),
        "comment": (
            here.manager,
            reverse("comment-edit", args=[here.to_manager.public_id, here.to_manager.comments.get().public_id]),
        ),
        "group": (fellow.person, reverse("group", args=[programme])),
        "group sheet": (fellow.person, reverse("group-sheet", args=[programme, here.to_group.public_id])),
        "handed in": (here.hr, reverse("handed-in", args=[programme])),
        "sheet": (here.hr, reverse("handed-in-sheet", args=[programme, here.share.public_id])),
        "export": (here.hr, reverse("goal-cards-export", args=[programme])),
        "exported": (
            here.hr,
            reverse("goal-cards-export-progress", args=[programme, worlds.exported(here).public_id]),
        ),
        "join": (None, reverse("join")),
        "names": (None, reverse("join-who", args=[here.gathering.stage.join_code or "ABCDEF"])),
        "sign in": (None, reverse("account_login")),
        "sign out": (here.leader, reverse("account_logout")),
        "closed account": (None, reverse("account_inactive")),
        "not found": (here.leader, "/ingenting/"),
    }


@pytest.fixture
def every_page(db: Any) -> dict[str, tuple[Person | None, str]]:
    return snapshot.kept("every page", lambda: pages(worlds.place("Seljordmerke")))


@in_each_language
def test_every_page_is_sound(every_page, as_person, language, thorough) -> None:
    Person.objects.update(language=language)
    screens: dict[Person | None, Client] = {}
    wrong = {}
    # The structure is that of bokmål: the other two have every other page each.
    share = slice(None) if thorough or language == "nb" else slice(language == "en", None, 2)
    for name, (person, url) in list(every_page.items())[share]:
        if person not in screens:
            screens[person] = as_person(person)
        response = screens[person].get(url, headers={"Accept-Language": language})
        found = Page(response.content.decode())
        spoken = "nb" if name == "summary-wall" else language  # the room's, whatever its facilitator reads
        problems = found.problems + ([f"language {found.language}"] if found.language != spoken else [])
        if response.status_code not in (200, 404, 422) or problems:
            wrong[name] = (response.status_code, problems)
    assert wrong == {}


@in_each_language
def test_the_platforms_pages_are_sound(here, as_person, language) -> None:
    edition = published(here)
    programme = here.programme.public_id
    places = {
        "platform": (here.leader, reverse("shared-platform", args=[programme]), 200),
        "write": (here.facilitator, reverse("shared-platform-edit", args=[programme]), 200),
        "out": (here.facilitator, reverse("shared-platform-edit", args=[programme]) + "?did=published", 200),
        "withdraw": (here.facilitator, reverse("shared-platform-withdraw", args=[programme, edition.public_id]), 200),
        "public": (None, reverse("public-platform", args=[edition.platform.link]), 200),
        "gone": (here.leader, reverse("shared-platform-edition", args=[programme, edition.public_id]), 410),
        "public, gone": (None, reverse("public-platform", args=[edition.platform.link]), 410),
    }
    for name, (person, url, status) in places.items():
        if status == 410:
            platform_services.withdraw(edition=edition, why="Feil", by=here.facilitator)
        if person:
            person.language = language
            person.save()
        response = as_person(person).get(url, headers={"Accept-Language": language})
        assert (name, response.status_code, Page(response.content.decode()).problems) == (name, status, [])


def walk(here: worlds.Place) -> dict[str, Callable[[], None]]:
    """The stops of the day, each as the act that leads there."""

    def lay() -> None:
        go_to(here.gathering, DIAMOND, here.facilitator)
        for diamond in Round.objects.get(exercise__kind="diamond").diamonds.all():
            for slot, card in enumerate(diamond.cards.all()[:9], start=1):
                diamonds.place(diamond=diamond, card=card.public_id, slot=slot, expected="", by=here.leaders[0])

    def act(name: str) -> None:
        stage = here.gathering.stage
        stage.refresh_from_db()
        getattr(stages, name)(stage=stage, revision=stage.revision, by=here.facilitator)

    def give() -> None:
        go_to(here.gathering, ALONE, here.facilitator)
        act("open_round")
        round = Round.objects.get(exercise__kind="points")
        spread = [100, *[0] * (round.candidates.count() - 1)]
        for leader in here.leaders[1:]:
            points.save(round=round, participation=leader, points=spread, hand_in=True)

    return {
        "planned": lambda: None,
        "welcome": lambda: go_to(here.gathering, WELCOME, here.facilitator) and None,
        "diamond": lay,
        "top three": lambda: go_to(here.gathering, TOP_THREE, here.facilitator) and None,
        "before points": lambda: go_to(here.gathering, ALONE, here.facilitator) and None,
        "points": give,
        "closed": lambda: act("close_round"),
        "revealed": lambda: act("reveal"),
        "together": lambda: go_to(here.gathering, TOGETHER, here.facilitator) and None,
        "ended": lambda: act("end"),
    }


@in_each_language
def test_the_stage_is_sound_at_every_stop(here, as_person, language) -> None:
    wrong = {}
    for person in (here.leader, here.facilitator):
        person.language = language
        person.save()
    for stop, act in walk(here).items():
        act()
        stage = here.gathering.stage
        stage.refresh_from_db()
        views = {
            "phone": (here.leader, reverse("gathering", args=[here.gathering.public_id])),
            "cockpit": (here.facilitator, reverse("cockpit", args=[here.gathering.public_id])),
        }
        if stage.is_running:
            views["projector"] = (None, reverse("projector", args=[projector_token(stage)]))
        for name, (person, url) in views.items():
            for screen in ("task", "join", "result", "blank") if name == "projector" else ("",):
                if screen:
                    type(stage).objects.filter(pk=stage.pk).update(screen=screen)
                response = as_person(person).get(url, headers={"Accept-Language": language})
                problems = Page(response.content.decode()).problems
                if response.status_code != 200 or problems:
                    wrong[stop, name, screen] = (response.status_code, problems)
    assert wrong == {}


QUERIES = {
    "start, leader": 23,
    "start, facilitator": 11,
    "start, HR": 11,
    "programme": 16,
    "programmes": 10,
    "new programme": 10,
    "settings": 12,
    "ready-made": 12,
    "ready-made one": 12,
    "ready-made, saved": 13,
    "day invitations": 13,
    "standing groups": 12,
    "networks": 12,
    "persons": 15,
    "person": 24,
    "change manager": 14,
    "change leave": 14,
    "people in": 12,
    "new gathering": 12,
    "agenda": 14,
    "people": 25,
    "names": 14,
    "phone": 24,
    "cockpit": 38,
    "groups": 17,
    "new groups": 16,
    "replan": 17,
    "exercises": 13,
    "choose exercise": 12,
    "new exercise of a kind": 16,
    "new exercise from the shelf": 16,
    "shelf": 10,
    "new exercise": 14,
    "edit exercise": 20,
    "input": 14,
    "edit page": 16,
    "slides": 12,
    "slides on their way": 12,
    "notes": 12,
    "evaluation": 14,
    "instruments": 10,
    "own ratings": 14,
    "own rating": 16,
    "rate oneself": 12,
    "goal card": 20,
    "edit area": 21,
    "tools": 12,
    "list of worries": 10,
    "worry": 12,
    "grow": 12,
    "grow to the goal card": 12,
    "platform": 14,
    "platform answer": 12,
    "platform editions": 12,
    "follow up": 10,
    "handed in": 14,
    "follow-up": 26,
    "log": 16,
    "beliefs": 16,
    "belief of a step": 18,
    "sources": 18,
    "share a belief": 30,
    "reports": 12,
    "share": 22,
    "editions": 14,
    "report": 14,
    "export": 13,
    "exported": 10,
}


def filled(marker: str, leaders: int) -> dict[str, tuple[Person | None, str]]:
    """The pages of a programme of so many leaders, with areas for half of them, up to seven."""
    here = worlds.place(marker, leaders=leaders)
    for number in range(2, min(2 + leaders // 2, 8)):
        cards.save_area(
            membership=here.membership,
            title=f"Område {number}",
            source="",
            goals=[GoalText("Jeg gir", [("a", "b")] * number, [("c", "d")] * number)],
        )
    go_to(here.gathering, DIAMOND, here.facilitator)
    return pages(here)


@pytest.fixture
def small_and_large(db) -> tuple[dict[str, tuple[Person | None, str]], ...]:
    return snapshot.kept("small and large", lambda: (filled("Liten", 2), filled("Stor", 20)))


@pytest.mark.once
@pytest.mark.parametrize("name", QUERIES)
def test_a_page_costs_the_same_with_many_rows_as_with_few(small_and_large, as_person, name) -> None:
    def cost(pages: dict[str, tuple[Person | None, str]]) -> int:
        person, url = pages[name]
        client = as_person(person)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    few, many = map(cost, small_and_large)
    assert few == many <= QUERIES[name]


@pytest.mark.once
def test_a_board_and_a_move_cost_little(here, as_person) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    round = Round.objects.get()
    card = round.diamonds.get(group=here.groups[0]).cards.first().public_id
    url = reverse("diamond-place", args=[here.gathering.public_id, round.public_id])
    client = as_person(here.leader)
    with CaptureQueriesContext(connection) as queries:
        assert client.post(url, {"card": card, "slot": 1, "expected": ""}).status_code == 200
    assert len(queries) <= 26


@pytest.mark.once
def test_what_is_written_in_the_programme_carries_its_language(here, as_person) -> None:
    here.leader.language = "en"
    here.leader.save()
    client = as_person(here.leader)
    card = client.get(reverse("goal-card", args=[here.membership.public_id])).content.decode()
    assert '<p class="goal-text" lang="nb">' in card
    go_to(here.gathering, DIAMOND, here.facilitator)
    phone = client.get(reverse("gathering", args=[here.gathering.public_id])).content.decode()
    assert 'data-word="tillit" lang="nb"' in phone
    assert '<html lang="en"' in phone
