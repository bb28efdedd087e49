"""No value in any parameter of any route makes the program fall: a clear answer, never a 500."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from efficacy.worry import HANDLES
from programmes.forms.exercise import fingerprint
from programmes.models import Person, ReleasedText, Round
from programmes.services import exercises as services
from programmes.services import rounds, shelf
from programmes.services import stage as stages
from tests.conftest import ALONE, DIAMOND, TOP_THREE, go_to
from tests.snapshot import kept
from tests.test_matrix import decision_of, questions_of, shown_page, summed_up, walk_of
from tests.values.scene import lines_round, published
from tests.world import Place, agenda, grown, moody, period_of, pictured, place, planned, shared_period
from values.services import gallery as gallery_services
from values.services import lines as line_services

pytestmark = pytest.mark.django_db
VALUES = [
    "", " ", "0", "-1", "1", "99999999999999999999", "1e9", "NaN", "inf", "-0", "0x10", "1.5", "1,5", "٣", "²",
    "true", "null", "None", "undefined", "[]", "{}", "[object Object]", "\x00", "a\x00b", "\r\nX: y", "\u202e", "\ud7ff",
    "\ufeff", "\u2028", "🏔️" * 50, "e\u0301", "ﬃ", "İ", "ß", "../../etc/passwd", "%00", "%2e%2e", "..\\..", "'", '"', "' OR 1=1 --",
    '"; DROP TABLE x;', "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<div hx-get=/>", "{{7*7}}", "{% debug %}",
    "{0.__class__}", "%(x)s", "${7*7}", "javascript:alert(1)", "//evil.example", "http://evil.example/", "=1+1", "@SUM(A1)",
    "A" * 10_000, "a" * 250_000, "é" * 70, "\t", "22222222222", "222222222222", "x" * 12, "__proto__", "0" * 400, "[" * 4000,
]  # fmt: skip
assert len(VALUES) >= 60
# Each of these has felled some program: every route meets it, and the others in turns.
ALWAYS = ("", "-1", "99999999999999999999", "1e9", "²", "\x00", "\ud7ff", "22222222222", "A" * 10_000, "0" * 400)


def share(place: int, *, thorough: bool) -> list[str]:
    """The values that are tried in a place, counted on through all places: all of them, or a tenth of them."""
    if thorough:
        return VALUES
    return [*ALWAYS, *[value for value in VALUES if value not in ALWAYS][place % 10 :: 10]]


def part(number: int, of: int, *, thorough: bool) -> slice:
    """One of so many parts of a place's values; of that, each of the two databases meets its half."""
    if thorough:
        return slice(None)
    half = connection.vendor == "postgresql"
    return slice(number % of + half * of, None, 2 * of)


ONE_PHASE = {"minutes": "5", "instruction": "", "gone": ""}

Routes = dict[str, tuple[Person | None, str, dict[str, str]]]


@pytest.fixture
def routes(db: Any) -> Routes:
    """Each acting route: who may act, where, and a right request to spoil one parameter at a time."""
    return kept("routes", lambda: routes_of(place("Seljordmerke")))


def routes_of(here: Place) -> Routes:
    go_to(here.gathering, DIAMOND, here.facilitator)
    diamond = Round.objects.get()
    first, second = diamond.diamonds.order_by("group__position")
    cards = list(first.cards.all()[:3])
    from values.services import diamonds

    for slot, card in enumerate(cards, start=1):
        diamonds.place(diamond=first, card=card.public_id, slot=slot, expected=None, by=None)
    assert second
    go_to(here.gathering, TOP_THREE, here.facilitator)
    top_three = Round.objects.get(exercise__kind="top-three")
    stage = go_to(here.gathering, ALONE, here.facilitator)
    stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
    points = Round.objects.get(exercise__kind="points")
    gathering, membership = here.gathering.public_id, here.membership.public_id
    code = stage.join_code
    planned = agenda(here.programme, "Planlagt", number=4).public_id
    asked = questions_of(here.gathering)
    asked_in = asked["own"].exercise
    anonymous = services.create(
        item=asked_in.item,
        after=0,
        title="Uten navn",
        questions=[services.QuestionText("Hva nå?", "anonymous")],
        phases=[services.PhaseText("alone", 5, "", "each")],
        by=here.facilitator,
    )
    ballot = rounds.open_round(exercise=anonymous, by=None)
    revealed = asked["anonymous"].exercise.rounds.get()
    text = ReleasedText.objects.create(round=revealed, question=asked["anonymous"], position=1, text="Et svar")
    answered = asked_in.rounds.get().public_id
    kept = shelf.keep(exercise=anonymous, by=here.facilitator)
    form = {
        "title": "Summing",
        "questions": "1",
        "question-0-was": "",
        "question-0-gone": "",
        "question-0-text": "Hva nå?",
        "question-0-answer": "nothing",
        "phases": "1",
        "phase-0-was": "",
        "phase-0-mode": "pairs",
        "phase-0-minutes": "5",
        "phase-0-writer": "nobody",
        "phase-0-instruction": "",
        "phase-0-in_turn": "",
    }
    lines = lines_round(here)
    line = line_services.write_own(value=lines.line_values.first(), participation=here.leaders[0], text="lytte")
    line_services.put_forward(line=line, forward=True)
    statement = line_services.write(value=line.value, group=here.groups[0], text="spørre")
    value = published(here).platform.values.first()
    walk = walk_of(here.gathering)
    said = gallery_services.note(round=walk, group=here.groups[0], text="Godt")
    area = here.membership.goal_card.areas.first()
    goal = area.goals.first()
    row = {
        "goals": "1",
        "area-title": "Område",
        "area-source": "",
        "goal1-text": "Jeg gir",
        "goal1-indicators-TOTAL_FORMS": "1",
        "goal1-indicators-INITIAL_FORMS": "0",
        "goal1-indicators-0-text": "a",
        "goal1-indicators-0-target": "b",
        "goal1-actions-TOTAL_FORMS": "1",
        "goal1-actions-INITIAL_FORMS": "0",
        "goal1-actions-0-text": "c",
        "goal1-actions-0-deadline": "d",
    }
    return {
        "cockpit": (
            here.facilitator,
            reverse("cockpit", args=[gathering]),
            {"act": "show", "revision": "1", "to": "1", "minutes": "1", "screen": "task"},
        ),
        "replan": (
            here.facilitator,
            reverse("replan", args=[gathering]),
            {
                "wishes": "1",
                "drop": "2",
                "pin": "2",
                "minutes-2": "30",
                "at": "2",
                "late": "0",
                "plan": "0" * 16,
                "proposal": "0",
            },
        ),
        "agenda": (
            here.facilitator,
            reverse("agenda", args=[planned]),
            {
                "begins": "08:30",
                "items": "1",
                "seen": "0",
                "item-0-was": "1",
                "item-0-out": "",
                "item-0-title": "Velkommen",
                "item-0-kind": "session",
                "item-0-minutes": "30",
                "item-0-question": "",
                "item-0-pinned": "on",
                "item-0-at": "08:30",
            },
        ),
        "rearrange": (
            here.facilitator,
            reverse("agenda", args=[planned]),
            {"begins": "08:30", "items": "2", "item-0-minutes": "30", "item-1-minutes": "30", "do": "up:1"},
        ),
        "copy a day": (here.facilitator, reverse("agenda-copy", args=[planned]), {"source": gathering}),
        "new gathering": (
            here.facilitator,
            reverse("gathering-new", args=[here.programme.public_id]),
            {"date": "24.09.2026", "place": "Salen", "theme": "Tema", "source": gathering},
        ),
        "edit gathering": (
            here.facilitator,
            reverse("gathering-edit", args=[planned]),
            {"number": "4", "date": "24.09.2026", "place": "Salen", "theme": "Tema"},
        ),
        "people in": (
            here.facilitator,
            reverse("people-in", args=[here.programme.public_id]),
            {
                "text": "Navn\tE-post\nKari Moen\tkari@varde.example\nPer Vik\tper",
                "act": "look",
                "seen": "0",
                "row-3-email": "per@varde.example",
                "row-3-manager": "",
            },
        ),
        **set_up(here),
        "rehearsal": (here.facilitator, reverse("rehearsal", args=[gathering]), {}),
        "undo": (here.facilitator, reverse("replan-undo", args=[gathering]), {"replan": "1"}),
        "join": (None, reverse("join"), {"code": "ABCDEF"}),
        "names": (None, reverse("join-who", args=[code]), {"who": here.leaders[0].public_id}),
        "guest": (None, reverse("join-who", args=[code]), {"guest_name": "Per", "group": here.groups[0].public_id}),
        "people": (
            here.facilitator,
            reverse("people", args=[gathering]),
            {"act": "mark", "who": here.leaders[0].public_id, "mark": "present"},
        ),
        "language": (here.leader, reverse("language"), {"language": "nb", "next": "/"}),
        "sign in": (None, reverse("account_login"), {"email": "a@b.example"}),
        "groups": (
            here.facilitator,
            reverse("groups", args=[gathering]),
            {"act": "move", "person": here.leaders[1].public_id, "group": here.groups[1].public_id},
        ),
        "rename": (
            here.facilitator,
            reverse("groups", args=[gathering]),
            {"act": "rename", "group": here.groups[0].public_id, f"{here.groups[0].public_id}-name": "Navn"},
        ),
        "divide": (
            here.facilitator,
            reverse("groups-new", args=[gathering]),
            {"how": "mixed", "number": "2", "of": "groups"},
        ),
        "make": (
            here.facilitator,
            reverse("groups-new", args=[gathering]),
            {"act": "make", "name-1": "En", "name-2": "To", f"seat-{here.leaders[0].public_id}": "1"},
        ),
        "circle": (
            here.leader,
            reverse("circle", args=[gathering]),
            {"act": "release", "role": "chair", "holder": here.leaders[0].public_id, "seen": "0"},
        ),
        "place": (
            here.leader,
            reverse("diamond-place", args=[gathering, diamond.public_id]),
            {"card": cards[0].public_id, "slot": "1", "expected": ""},
        ),
        "word": (here.leader, reverse("diamond-word", args=[gathering, diamond.public_id]), {"word": "ro"}),
        "undo a move": (
            here.leader,
            reverse("diamond-undo", args=[gathering, diamond.public_id]),
            {"move": "222222222222"},
        ),
        "agree": (here.leader, reverse("diamond-agree", args=[gathering, diamond.public_id]), {"x": "1"}),
        "withdraw": (
            here.leader,
            reverse("diamond-word-withdraw", args=[gathering, diamond.public_id]),
            {"card": cards[0].public_id},
        ),
        "missed": (
            here.leader,
            reverse("missed", args=[gathering, top_three.public_id]),
            {"word": "glede", "reason": "Den bærer", "withdraw": ""},
        ),
        "words": (
            here.facilitator,
            reverse("values-words", args=[gathering]),
            {"act": "merge", "key": "likeverd", "merge": "222222222222", "label": "Likeverd"},
        ),
        "own line": (
            here.leader,
            reverse("own-lines", args=[gathering, lines.public_id]),
            {"act": "write", "value": line.value.public_id, "line": line.public_id, "text": "lytte", "alone": "1"},
        ),
        "statement": (
            here.leader,
            reverse("statements", args=[gathering, lines.public_id]),
            {
                "act": "save",
                "statement": statement.public_id,
                "value": line.value.public_id,
                "line": line.public_id,
                "text": "lytte",
                "revision": "1",
            },
        ),
        "wish": (here.leader, reverse("line-wish", args=[gathering, lines.public_id]), {"value": line.value.public_id}),
        "deal": (
            here.facilitator,
            reverse("deal", args=[gathering, lines.exercise.public_id]),
            {"act": "as_said", "pair": f"{line.value.public_id}-{here.groups[0].public_id}"},
        ),
        "walk comment": (
            here.leader,
            reverse("gallery-comments", args=[gathering, walk.public_id]),
            {"act": "aside", "comment": said.public_id, "text": "Godt", "why": "Nei"},
        ),
        "write platform": (
            here.facilitator,
            reverse("shared-platform-edit", args=[here.programme.public_id]),
            {
                "act": f"up-{value.public_id}",
                f"t-{value.public_id}": "Tillit",
                f"w-{value.public_id}": "Tillit",
                f"n-{value.public_id}": "lytte",
                "n-purpose": "Vi deler",
                "n-value": "Mot",
                "note": "",
            },
        ),
        "review": (
            here.facilitator,
            reverse("shared-platform-edit", args=[here.programme.public_id]),
            {"act": "review", "review": "01.01.2027"},
        ),
        "withdraw edition": (
            here.facilitator,
            reverse("shared-platform-withdraw", args=[here.programme.public_id, published(here).public_id]),
            {"why": "Feil", "act": ""},
        ),
        "decide on missed": (
            here.facilitator,
            reverse("values-missed", args=[gathering]),
            {"missed": "222222222222", "state": "taken_in"},
        ),
        "decision": (
            here.facilitator,
            reverse("decision", args=[gathering, decision_of(here.gathering).public_id]),
            {"values": "Likeverd", "reason": "Vi valgte den", "seen": "0", "act": ""},
        ),
        "points": (
            here.leader,
            reverse("points", args=[gathering, points.public_id]),
            {"act": "hand_in", "points-1": "50", "points-2": "50", "points-3": "0"},
        ),
        "new page": (
            here.facilitator,
            reverse("input-new", args=[gathering]),
            {
                "place": "1-0",
                "heading": "Tillit",
                "text": "a|b\n-|-\n1|2",
                "quote": "Si fra",
                "quote_source": "E",
                "alt": "",
            },
        ),
        "page": (
            here.facilitator,
            reverse("input-edit", args=[gathering, shown_page(here.gathering).public_id]),
            {"act": "down", "heading": "Tillit", "text": "Mot", "quote": "", "quote_source": "", "alt": "En varde"},
        ),
        "slides": (
            here.facilitator,
            reverse("input-slides", args=[gathering]),
            {"place": "1-0", "file": "a.pdf"},
        ),
        "turn": (
            here.facilitator,
            reverse("cockpit", args=[gathering]),
            {"act": "turn", "revision": "1", "page": "1"},
        ),
        "note": (
            here.leader,
            reverse("note", args=[gathering, asked["own"].public_id]),
            {"text": "Mitt", "revision": "0", "instead": "0", "seat": "", "back": "notes"},
        ),
        "summary": (
            here.facilitator,
            reverse("summary-edit", args=[gathering]),
            {
                "parts": "1",
                "revision": "0",
                "do": "save",
                "part-0-heading": "Verdiene",
                "part-0-text": "Tillit",
                "tell": "on",
            },
        ),
        "rearrange the summary": (
            here.facilitator,
            reverse("summary-edit", args=[gathering]),
            {"parts": "2", "do": "up:1", "part-1-heading": "Verdiene"},
        ),
        "next step": (
            here.leader,
            reverse("evening", args=[gathering]),
            {"text": "Ringe", "revision": "0", "instead": "0"},
        ),
        "step to the card": (
            here.leader,
            reverse("step-action", args=[summed_up(here).public_id]),
            {"deadline": "innen juni", "goal": goal.public_id, "title": "Samarbeid"},
        ),
        "group answer": (
            here.leader,
            reverse("group-answer", args=[gathering, answered, asked["group"].public_id]),
            {"text": "Vårt", "revision": "0", "instead": "0", "shared": "on"},
        ),
        "ballot": (
            here.leader,
            reverse("ballot", args=[gathering, ballot.public_id]),
            {f"answer-{anonymous.questions.get().public_id}": "Svar"},
        ),
        "mark": (
            here.facilitator,
            reverse("texts", args=[gathering, revealed.public_id]),
            {"text": text.public_id, "act": "theme", "theme": "Tid", "filter": ""},
        ),
        "on paper": (
            here.facilitator,
            reverse("paper", args=[gathering, answered, here.groups[0].public_id]),
            {f"text-{asked['group'].public_id}": "Fra arket", f"shared-{asked['group'].public_id}": "on"},
        ),
        "new exercise": (
            here.facilitator,
            reverse("exercise-new", args=[gathering]),
            form | {"place": "1-0", "do": "question:add"},
        ),
        "new exercise of a kind": (
            here.facilitator,
            reverse("exercise-new", args=[gathering]) + "?kind=assessment",
            {"title": "Vurdering", "question": "", "place": "1-0", "do": "phase:remove:1", "name": "", "phases": "3"}
            | {"instrument": "trust", "floor": "5"}
            | {f"phase-{number}-{name}": value for number in range(3) for name, value in ONE_PHASE.items()},
        ),
        "shelf": (
            here.facilitator,
            reverse("shelved", args=[kept.public_id]),
            {"act": "rename", f"{kept.public_id}-title": "Nytt"},
        ),
        "edit exercise": (
            here.facilitator,
            reverse("exercise-edit", args=[gathering, anonymous.public_id]),
            form | {"seen": fingerprint(anonymous)},
        ),
        "new area": (here.leader, reverse("area-new", args=[membership]), row | {"saved_as": "", "add": ""}),
        "edit area": (here.leader, reverse("area-edit", args=[membership, area.public_id]), row | {"autosave": "1"}),
        "add": (
            here.leader,
            reverse("area-edit", args=[membership, area.public_id]),
            row | {"add": "goal1-actions"},
        ),
        "form": (
            here.leader,
            reverse("area-edit", args=[membership, area.public_id]),
            row
            | {
                "revision": "1",
                "writer": "222222222222",
                "goal1-name": "",
                "goal1-actions-0-name": "",
                "goal1-waved": "",
            }
            | {"goal1-checklist": "smarte", "goal1-smarte": "S", "goal1-reach": "", "before": ""},
        ),
        **{
            act: (here.leader, reverse("area-edit", args=[membership, area.public_id]), row | {act: "goal1-actions-0"})
            for act in ("remove", "up", "down", "wave", "undo")
        },
        "back": (
            here.leader,
            reverse("area-edit", args=[membership, area.public_id]),
            row | {"back": "1", "removed": '{"where": "goal1-actions-0", "row": {}}'},
        ),
        "follow up": (here.leader, reverse("goal-card-follow-up", args=[membership]), {"act": "show", "shown": "1"}),
        "move": (here.leader, reverse("area-move", args=[membership, area.public_id]), {"to": "up"}),
        "status": (
            here.leader,
            reverse("action-status", args=[membership, goal.actions.first().public_id]),
            {"status": "done"},
        ),
        "belief": (here.leader, reverse("goal-belief", args=[membership, goal.public_id]), {"value": "50"}),
        **following_up(here),
        "hand in": (
            here.leader,
            reverse("hand-in", args=[membership, "goal-card"]),
            {"programme": here.programme.public_id},
        ),
        "share": (
            here.leader,
            reverse("share-manager", args=[membership, "goal-card"]),
            {"to": here.to_manager.nearest.manager.public_id, "purpose": "Samtaler", "days": "90"},
        ),
        "platform": (
            here.leader,
            reverse("platform-answer", args=[membership, 3]),
            {"text": "Svar", "revision": "0", "writer": "222222222222", "before": "", "go": "next"},
        ),
        "worry": (
            here.leader,
            reverse("worksheet", args=[membership, "worries", "333333333333"]),
            dict.fromkeys(HANDLES, "5") | {"about": "Alt", "revision": "0", "writer": "222222222222", "before": "{}"},
        ),
        "explanation": (
            here.leader,
            reverse("worksheet", args=[membership, "explanations", "333333333333"]),
            {"event": "Møtet", "time": "lasting", "control": "beyond", "scope": "general", "undo": "1", "before": "{}"},
        ),
        "grow": (
            here.leader,
            reverse("worksheet", args=[membership, "grow", "333333333333"]),
            {"topic": "Møtene", "action": "Skrive", "deadline": "Innen juni", "revision": "0", "partner": "Per"},
        ),
        "mood": (
            here.leader,
            reverse("worksheet", args=[membership, "moods", "333333333333"]),
            {"now": "Tungt", "now_mood": "3", "now_picture": "rain", "became_mood": "7", "became_picture": ""},
        ),
        "mood picture": (
            here.leader,
            reverse("mood-picture", args=[membership, moody(here).public_id, "now"]),
            {"act": "write", "alt": "Utsikten", "goes_along": "on"},
        ),
        "grow to card": (
            here.leader,
            reverse("grow-action", args=[membership, grown(here.membership).public_id]),
            {"goal": "", "title": "Nytt område"},
        ),
        "platform undo": (
            here.leader,
            reverse("platform-answer", args=[membership, 9]),
            {"undo": "1", "before": "Før"},
        ),
        "comment": (here.manager, reverse("comment-new", args=[here.to_manager.public_id]), {"text": "Bra"}),
        "export": (here.hr, reverse("goal-cards-export", args=[here.programme.public_id]), {"form": "zip"}),
    }


def set_up(here: Place) -> Routes:
    """What a facilitator does to set a programme up, and to people over time."""
    programme, leader = here.programme.public_id, here.membership.public_id
    by = here.facilitator

    def change(what: str) -> str:
        return reverse("person-change", args=[programme, leader, what])

    town = {"town": "Ny kommune", "colour": "#0a4a56", "second_colour": "0a4a56", "take": ""}
    other = {"name": "Per Vik", "email": "per@varde.example"}
    group = here.groups[0].public_id
    sent = {
        "new programme": (
            reverse("programme-new"),
            {
                **town,
                "municipality": "new",
                "name": "Program",
                "language": "nb",
                "facilitators": "Kari Moen kari@varde.example",
                "groups": "RLG",
                "networks": "Nord",
                "key": "222222222222",
            },
        ),
        "ready-made": (
            reverse("ready-made-one", args=["leadership-programme"]),
            {
                "into": programme,
                "municipality": here.municipality.public_id,
                "name": "Program",
                "language": "nn",
                "place": "Kantina",
                "key": "222222222222",
                "day-2": "on",
                "date-2": "1.2.2030",
            },
        ),
        "save ready-made": (reverse("ready-made-save", args=[programme]), {"name": "Programmet vårt"}),
        "day invitations": (reverse("day-invitations", args=[here.gathering.public_id]), {"act": "invite"}),
        "settings": (
            reverse("programme-settings", args=[programme]),
            {"act": "programme", "name": "Program", "language": "nn"},
        ),
        "dress": (reverse("programme-settings", args=[programme]), {"act": "municipality", **town}),
        "add facilitator": (reverse("programme-settings", args=[programme]), {"act": "add", **other}),
        "remove facilitator": (
            reverse("programme-settings", args=[programme]),
            {"act": "remove", "who": here.leaders[0].public_id},
        ),
        "name groups": (
            reverse("programme-groups", args=[programme]),
            {"act": "names", f"name-{group}": "RLG", "new": "Nord"},
        ),
        "seats": (
            reverse("programme-groups", args=[programme]),
            {
                "act": "seats",
                f"was-{here.leaders[5].public_id}": here.groups[1].public_id,
                f"seat-{here.leaders[5].public_id}": group,
            },
        ),
        "invite": (
            reverse("programme-people", args=[programme]),
            {"act": "again", "who": here.leaders[0].public_id, "seen": "0"},
        ),
        "address": (reverse("person", args=[programme, leader]), {"act": "address", "email": "ny@varde.example"}),
        "name": (reverse("person", args=[programme, leader]), {"act": "name", "name": "Kari Moen Lie"}),
        "undo a change": (reverse("person", args=[programme, leader]), {"act": "undo", "change": "222222222222"}),
        "unit": (change("unit"), {"act": "look", "unit": "NAV", "since": "1.1.2030"}),
        "manager": (change("manager"), {"act": "look", "who": "other", **other, "since": "1.1.2030"}),
        "leave": (
            change("leave"),
            {"act": "look", "who": here.leaders[1].membership.public_id, "since": "1.1.2030", "until": "1.2.2030"},
        ),
        "leaving": (change("leaving"), {"act": "look", "what": "here", "since": "1.1.2030"}),
    }
    return {name: (by, url, right) for name, (url, right) in sent.items()}


def following_up(here: Place) -> Routes:
    """What a leader does to follow their goals up."""

    def of(name: str, *more: str) -> str:
        return reverse(name, args=[here.membership.public_id, *more])

    ladder, table = here.membership.ladders.get(), here.membership.attainments.get()
    step, scaled, review = ladder.steps.earliest("position"), table.scaled.earliest("position"), table.reviews.get()
    line, plan, period = pictured(here), planned(here), period_of(here).public_id
    written = {
        "revision": "1",
        "writer": "222222222222",
        "weight": "1",
        "baseline": "2",
        "goal": "",
        "achievement-3": "a",
        "effort-3": "b",
        "effort-5": "",
    }
    marked = {
        "number": "2",
        "revision": "0",
        "writer": "222222222222",
        "on": "i dag",
        f"{scaled.public_id}-effort": "3",
        f"{scaled.public_id}-effort-told": "Ringte",
    }
    fed = {"small_next": "a", "mastery-feeds": "b", "state-could": "c"}
    settled = {"title": "Tabell", "review_on": "1.12.2030", "numbering": "scale", "name": "222222222222"}
    sent = {
        "new ladder": (of("ladders"), {"title": "Mål", "goal": "", "name": "222222222222"}),
        "ladder": (of("ladder", ladder.public_id), {"act": "add", "step-text": "Trinn", "name": "222222222222"}),
        "edit ladder": (of("ladder-edit", ladder.public_id), {"title": "Mål", "goal": ""}),
        "step": (
            of("ladder-step", ladder.public_id, step.public_id),
            {"act": "take", "value": "50", "told": "Prøvd", "name": "222222222222"},
        ),
        "reword step": (
            of("ladder-step", ladder.public_id, step.public_id),
            {"act": "write", "edit-text": "Trinn"},
        ),
        "new table": (of("attainments"), settled),
        "edit table": (of("attainment-edit", table.public_id), settled),
        "new scaled goal": (of("attainment-goal-new", table.public_id), written | {"name": "222222222223"}),
        "scaled goal": (of("attainment-goal", table.public_id, scaled.public_id), written | {"act": ""}),
        "new review": (of("attainment-review-new", table.public_id), marked),
        "review": (of("attainment-review", table.public_id, review.public_id), marked | {"revision": "1"}),
        "keywords": (
            of("goal-circle"),
            {"act": "step", "text": "Stikkord", "ladder": ladder.public_id, "name": "222222222222"},
        ),
        "two taps": (
            of("follow-up"),
            {"of": "step", "which": step.public_id, "effort": "as", "text": "", "back": "/", "name": "222222222222"},
        ),
        "log": (
            of("log"),
            {"text": "Ringte", "effort": "as", "on": "i dag", "goal": "", "alt": "", "name": "222222222222"},
        ),
        "log line": (
            of("log-line", line.public_id),
            {"act": "write", "text": "Ringte", "effort": "as", "on": "i dag", "alt": ""},
        ),
        "new plan": (
            of("plan-new"),
            {"text": "Ringe", "times": "2", "weeks": "3", "starts": "i dag", "goal": "", "name": "222222222222"},
        ),
        "plan": (
            of("plan-line", plan.public_id),
            {"act": "", "text": "Ringe", "times": "2", "weeks": "3", "starts": "i dag"},
        ),
        "new period": (of("plan"), {"starts": "i dag", "weeks": "3"}),
        "period": (of("period", period), {"act": "weeks", "starts": "i dag", "weeks": "4"}),
        "choose lines": (of("period", period), {"act": "choose", "seen": line.public_id, "line": line.public_id}),
        "new belief": (of("beliefs"), {"about": "Å lede"}),
        "belief over time": (of("belief", step.belief.public_id), {"value": "50"}),
        "sources": (of("belief-sources", step.belief.public_id), fed),
        "new sources": (of("sources"), {"about": "Å lede"}),
        "sources of a goal": (of("goal-sources", here.membership.goal_card.areas.first().goals.get().public_id), fed),
    }
    return {name: (here.leader, url, right) for name, (url, right) in sent.items()}


NAMES = [
    "cockpit",
    "replan",
    "undo",
    "agenda",
    "rearrange",
    "copy a day",
    "new gathering",
    "edit gathering",
    "people in",
    "new programme",
    "settings",
    "dress",
    "add facilitator",
    "remove facilitator",
    "name groups",
    "seats",
    "invite",
    "address",
    "name",
    "undo a change",
    "unit",
    "manager",
    "leave",
    "leaving",
    "rehearsal",
    "join",
    "names",
    "guest",
    "people",
    "language",
    "sign in",
    "groups",
    "rename",
    "divide",
    "make",
    "circle",
    "place",
    "word",
    "undo a move",
    "agree",
    "withdraw",
    "missed",
    "words",
    "own line",
    "statement",
    "wish",
    "deal",
    "walk comment",
    "write platform",
    "review",
    "withdraw edition",
    "decide on missed",
    "decision",
    "points",
    "note",
    "new page",
    "page",
    "slides",
    "turn",
    "summary",
    "rearrange the summary",
    "next step",
    "step to the card",
    "group answer",
    "ballot",
    "mark",
    "on paper",
    "new exercise",
    "new exercise of a kind",
    "shelf",
    "edit exercise",
    "new area",
    "edit area",
    "add",
    "form",
    "remove",
    "up",
    "down",
    "wave",
    "undo",
    "back",
    "follow up",
    "move",
    "status",
    "belief",
    "hand in",
    "platform",
    "platform undo",
    "worry",
    "explanation",
    "grow",
    "mood",
    "mood picture",
    "grow to card",
    "new ladder",
    "ladder",
    "edit ladder",
    "step",
    "reword step",
    "new table",
    "edit table",
    "new scaled goal",
    "scaled goal",
    "new review",
    "review",
    "keywords",
    "two taps",
    "log",
    "log line",
    "new plan",
    "plan",
    "new period",
    "period",
    "choose lines",
    "new belief",
    "belief over time",
    "sources",
    "new sources",
    "sources of a goal",
    "comment",
    "share",
    "export",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_parameter_of_a_post(routes, as_person, name, thorough) -> None:
    person, url, right = routes[name]
    client = as_person(person)
    fallen = []
    # The area's own fields are the same in three routes: each is tried in full in one of them.
    spoilt = {
        "new area": ("saved_as", "goals"),
        "add": ("add", "goal1-actions-TOTAL_FORMS"),
        "new exercise": ("place", "do", "questions", "phases"),
        "form": tuple(parameter for parameter in right if parameter not in routes["add"][2]),
        **{act: (act,) for act in ("remove", "up", "down", "wave", "undo")},
        "back": ("removed",),
    }.get(name, tuple(right))
    # Of many parameters each has its part of them, so that a route meets them all.
    parts = min(2 * len(spoilt), 7)
    for number, parameter in enumerate(spoilt):
        turn = NAMES.index(name) + number
        for value in share(turn, thorough=thorough)[part(turn, parts, thorough=thorough)]:
            response = client.post(url, right | {parameter: value})
            if response.status_code >= 500:
                fallen.append((parameter, value[:30], response.status_code))
            if "<script>alert" in response.content.decode(errors="replace"):
                fallen.append((parameter, value[:30], "unescaped"))
    assert fallen == []


def test_no_part_of_an_address(here, as_person, thorough) -> None:
    from urllib.parse import quote

    patterns = [
        "/gatherings/{}/", "/gatherings/{}/cockpit/", "/programmes/{}/", "/shelf/{}/", "/shelf/?removed={}", "/programmes/{}/goal-cards/", "/leaders/{}/goal-card/",
        "/welcome/{}/", "/municipalities/{}/mark.jpg", "/programmes/{}/settings/", f"/programmes/{here.programme.public_id}/people/{{}}/", f"/programmes/{here.programme.public_id}/people/{here.membership.public_id}/{{}}/",
        "/join/{}/", "/projector/{}/", f"/leaders/{here.membership.public_id}/goal-card/areas/{{}}/edit/",
        f"/programmes/{here.programme.public_id}/goal-cards/{{}}/pdf/", f"/programmes/{here.programme.public_id}/goal-cards/export/{{}}/file/", "/?next={}", f"/leaders/{here.membership.public_id}/goal-card/?deleted={{}}", "/join/?code={}", "/join/{}/who/", f"/join/{here.gathering.stage.join_code}/who/?q={{}}", "/card/{}/", "/gatherings/{}/people/",
        f"/gatherings/{here.gathering.public_id}/people/?seen={{}}",
        f"/gatherings/{here.gathering.public_id}/exercises/?kept={{}}", f"/gatherings/{here.gathering.public_id}/exercises/kinds/?item={{}}",
        f"/gatherings/{here.gathering.public_id}/exercises/new/?kind={{}}&item={{}}", f"/gatherings/{here.gathering.public_id}/exercises/new/?shelf={{}}",
        f"/gatherings/{here.gathering.public_id}/replan/?wishes=1&minutes-2={{}}",
        f"/gatherings/{here.gathering.public_id}/replan/?wishes=1&drop={{}}", "/language/?language={}",
        "/reminders/{}/", "/calendar/{}/goals.ics", f"/leaders/{here.membership.public_id}/goal-card/actions/{{}}/status/",
        "/editions/{}/", "/reports/{}/", f"/leaders/{here.membership.public_id}/tools/{{}}/", f"/leaders/{here.membership.public_id}/tools/worries/{{}}/", f"/leaders/{here.membership.public_id}/tools/worries/?deleted={{}}", f"/leaders/{here.membership.public_id}/platform/{{}}/", f"/leaders/{here.membership.public_id}/{{}}/share/", f"/leaders/{here.membership.public_id}/platform/editions/{{}}/", f"/leaders/{here.membership.public_id}/platform/editions/?kept={{}}", f"/programmes/{here.programme.public_id}/goal-cards/?sort={{}}", f"/leaders/{here.membership.public_id}/goal-card/share/?shared={{}}",
        f"/leaders/{here.membership.public_id}/goal-circle/?at={{}}&note={{}}", f"/leaders/{here.membership.public_id}/log/?week={{}}&noted={{}}&plan={{}}",
        f"/leaders/{here.membership.public_id}/ladders/?deleted={{}}", f"/leaders/{here.membership.public_id}/belief/{{}}/share/", f"/leaders/{here.membership.public_id}/sources/{{}}/", f"/leaders/{here.membership.public_id}/plan/?deleted={{}}", f"/leaders/{here.membership.public_id}/plan/sheets/{period_of(here).public_id}/pictures/{{}}/", f"/editions/{shared_period(here)[0].public_id}/pictures/{{}}/", f"/leaders/{here.membership.public_id}/beliefs/{{}}/", f"/leaders/{here.membership.public_id}/attainments/{here.membership.attainments.get().public_id}/?review={{}}&deleted={{}}",
        "/platform/{}/", "/platform/{}/poster.pdf", f"/programmes/{here.programme.public_id}/platform/editions/{{}}/", f"/programmes/{here.programme.public_id}/platform/edit/?out={{}}", f"/programmes/{here.programme.public_id}/platform/edit/?did=fetched-{{}}",
    ]  # fmt: skip
    fallen = []
    for number, person in enumerate((here.leader, here.hr, None)):
        client = as_person(person)
        for turn, pattern in enumerate(patterns):
            for value in share(turn + number, thorough=thorough)[part(number, 3, thorough=thorough)]:
                if len(value) > 20_000:
                    continue
                response = client.get(pattern.replace("{}", quote(value, safe="")))
                if response.status_code >= 500:
                    fallen.append((pattern, value[:30]))
    assert fallen == []


@pytest.mark.parametrize("pressed", ["[" * 4000, "{", "7", "null", '{"act": {"act": 1}}'])
def test_no_button_that_says_something_else(here, as_person, pressed) -> None:
    client = as_person(here.facilitator)
    for name in ("cockpit", "people"):
        assert client.post(reverse(name, args=[here.gathering.public_id]), {"press": pressed}).status_code == 422


def test_fields_that_were_not_asked_for_change_nothing(here, as_person) -> None:
    """Nobody gives themselves a role, an owner or a state through a form."""
    extra = {"role": "facilitator", "membership": "1", "owner": "1", "is_active": "0", "handed_in": "1", "id": "1"}
    client = as_person(here.leader)
    area = here.membership.goal_card.areas.first()
    url = reverse("area-edit", args=[here.membership.public_id, area.public_id])
    client.post(url, {"area-title": "Nytt navn", "goals": "1", "goal1-text": "x"} | extra)
    area.refresh_from_db()
    here.leader.refresh_from_db()
    assert area.card.membership == here.membership
    assert here.leader.is_active
    assert not here.leaders[0].membership.participations.filter(role="facilitator").exists()
