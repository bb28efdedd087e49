"""Who may open what: the permission matrix, walked over every route and everybody in the cast."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from config import checks, errors
from config.pdf import printer
from config.pictures import Image
from efficacy import shipped
from efficacy.services import assessment as services_assessment
from efficacy.services import own as services_own
from efficacy.services.own import Scored, Written
from goals.models import Action, Goal, GoalCard
from goals.platform import services as platform
from goals.rules import reminders_token
from goals.services import feeds
from programmes.cards import token
from programmes.models import (
    Comment,
    Exercise,
    Gathering,
    InputPage,
    Membership,
    Phase,
    Question,
    Round,
    SlideImport,
    Summary,
)
from programmes.queries.summaries import Part
from programmes.rules import pretend_token, projector_token
from programmes.services import input as input_services
from programmes.services import invitations, rehearsal, rounds, shelf, summaries
from programmes.services import slides as slide_services
from programmes.services import stage as stages
from tests.conftest import DIAMOND, go_to
from tests.efficacy import rooms
from tests.values.scene import gallery_exercise, lines_exercise, lines_round, published, purpose_round
from tests.world import (
    Place,
    World,
    agenda,
    exported,
    grown,
    marked,
    moody,
    period_of,
    pictured,
    planned,
    saved,
    shared_period,
    worried,
)

OPEN, FOUND_NOT, SIGN_IN = 200, 404, 302
EVERYBODY = "everybody"
PLANNERS = {
    "facilitator", "facilitator of another programme", "facilitator elsewhere", "HR", "HR elsewhere",
}  # fmt: skip
OF_HERE = {
    "leader", "fellow", "manager", "facilitator", "HR",
    "leader of another programme", "facilitator of another programme", "former facilitator",
}  # fmt: skip
# route: who opens it. Everybody else finds nothing, and an outsider is asked to sign in.
MATRIX: dict[str, set[str] | str] = {
    "start": "signed in",
    "programme": {"facilitator"},
    "programmes": PLANNERS,
    "programme-new": PLANNERS,
    "ready-made": PLANNERS,
    "ready-made-one": PLANNERS,
    "ready-made-delete": {"facilitator"},  # whoever plans in its municipality, while it is there; test_ready_made.py
    "ready-made-save": {"facilitator"},
    "day-invitations": {"facilitator"},
    "guide": EVERYBODY,
    "guide-pdf": EVERYBODY,
    "privacy": EVERYBODY,
    "privacy-pdf": EVERYBODY,
    "programme-settings": {"facilitator"},
    "programme-groups": {"facilitator"},
    "programme-networks": {"facilitator"},
    "programme-people": {"facilitator"},
    "person": {"facilitator"},
    "person-change": {"facilitator"},
    "municipality-colours": OF_HERE,
    "municipality-mark": OF_HERE,
    "welcome": EVERYBODY,  # whoever has the invitation's link; it shows who is invited, and signs nobody in
    "gathering-new": {"facilitator"},
    "gathering-edit": {"facilitator"},
    "agenda": {"facilitator"},
    "agenda-copy": {"facilitator"},
    "agenda-full-pdf": {"facilitator"},
    "agenda-pdf": {"facilitator", "leader", "fellow"},
    "gathering-calendar": {"facilitator", "leader", "fellow"},
    "people-in": {"facilitator"},
    "people-in-excel": {"facilitator"},
    "people-in-csv": {"facilitator"},
    "cockpit": {"facilitator"},
    "summary": {"leader", "fellow", "facilitator"},
    "summary-edit": {"facilitator"},
    "summary-wall": {"facilitator"},
    "evening": {"leader", "fellow"},
    "evening-pdf": {"leader", "fellow"},
    "step-action": {"leader"},  # who has written a step
    "gathering": {"leader", "fellow", "device let in"},
    "diamond-place": {"leader", "fellow", "device let in"},
    "diamond-word": {"leader", "fellow", "device let in"},
    "diamond-undo": {"leader", "fellow", "device let in"},
    "diamond-agree": {"leader", "fellow", "device let in"},
    "diamond-word-withdraw": {"leader", "fellow", "device let in"},
    "missed": {"leader", "fellow", "device let in"},
    "points": {"leader", "fellow", "device let in"},
    "values": {"facilitator"},
    "values-words": {"facilitator"},
    "values-missed": {"facilitator"},
    "values-cards": {"facilitator"},
    "values-diamond": {"facilitator"},
    "values-cloud": {"facilitator"},
    "decision": {"facilitator"},
    "shared-platform": {"leader", "fellow", "facilitator", "HR"},
    "shared-platform-steps": {"leader", "fellow", "facilitator", "HR"},
    "shared-platform-edit": {"facilitator"},
    "shared-platform-edition": {"leader", "fellow", "facilitator", "HR"},
    "shared-platform-withdraw": {"facilitator"},
    "shared-platform-document": {"leader", "fellow", "facilitator", "HR"},
    "shared-platform-poster": {"leader", "fellow", "facilitator", "HR"},
    "public-platform": EVERYBODY,  # whoever has the open address
    "public-platform-document": EVERYBODY,
    "public-platform-poster": EVERYBODY,
    "purpose": {"facilitator"},
    "gallery-host": {"leader", "fellow", "device let in"},
    "gallery-comments": {"leader", "fellow", "device let in"},
    "own-lines": {"leader", "fellow", "device let in"},
    "statements": {"leader", "fellow", "device let in"},
    "line-wish": {"leader", "fellow", "device let in"},
    "deal": {"facilitator"},
    "next-person": {"device let in"},
    "close-others": {"leader", "fellow"},
    "door": {"device let in", "device waiting"},  # whoever has asked to be let in, and nobody else
    "claim": set(),  # who was a guest on this device; tests/programmes/test_in.py
    "people": {"facilitator"},
    "attendance-sheet": {"facilitator"},
    "entry-cards": {"facilitator"},
    "groups": {"facilitator"},
    "groups-new": {"facilitator"},
    "circle": {"leader", "fellow", "device let in"},
    "replan": {"facilitator"},
    "replan-undo": {"facilitator"},
    "rehearsal": {"facilitator"},
    "rehearsal-answer": {"facilitator"},
    "pretend-phone": EVERYBODY,  # whoever has its link, while the rehearsal lasts
    "exercises": {"facilitator"},
    "exercise-kinds": {"facilitator"},
    "exercise-keep": {"facilitator"},
    "shelf": {"facilitator", "facilitator elsewhere", "facilitator of another programme"},  # their own
    "shelved": {"facilitator"},
    "exercise-new": {"facilitator"},
    "exercise-edit": {"facilitator"},
    "preview": {"facilitator"},
    "exercise-delete": {"facilitator"},
    "input": {"facilitator"},
    "input-new": {"facilitator"},
    "input-edit": {"facilitator"},
    "input-picture": {"facilitator"},
    "input-slides": {"facilitator"},
    "input-slides-progress": {"facilitator"},
    "projector-next": {"facilitator"},
    "projector-picture": EVERYBODY,  # whoever has the projector's link, while the day runs
    "notes": {"leader", "fellow"},
    "note": {"leader", "fellow", "device let in"},
    "group-answer": {"leader", "fellow", "device let in"},
    "pen": {"leader", "fellow", "device let in"},
    "ballot": {"leader", "fellow", "device let in"},
    "texts": {"facilitator"},
    "paper": {"facilitator"},
    "evaluation": {"facilitator"},
    "ratings": {"leader", "fellow", "device let in"},
    "case-new": {"leader", "fellow", "device let in"},
    "case-place": {"leader", "fellow", "device let in"},
    "case-remove": {"leader", "fellow", "device let in"},
    "own-sheet-done": {"leader", "fellow", "device let in"},
    "instruments": {"facilitator"},
    "instrument-new": {"facilitator"},
    "instrument-edit": {"facilitator"},
    "self-rating-in-room": {"leader", "fellow", "device let in"},
    "self-ratings": {"leader"},
    "self-rating-today": {"leader"},
    "self-rating": {"leader"},
    "self-rating-delete": {"leader"},
    "goal-from-rating": {"leader"},
    "goal-card": {"leader"},
    "goal-card-pdf": {"leader"},
    "hand-in": {"leader"},
    "area-new": {"leader"},
    "area-edit": {"leader"},
    "area-delete": {"leader"},
    "area-restore": {"leader"},
    "area-move": {"leader"},
    "goal-card-follow-up": {"leader"},
    "reminders": EVERYBODY,  # whoever has the link of a mail; it stops that person's reminders and no more
    "goals-calendar": EVERYBODY,  # whoever has the feed's secret address
    "action-status": {"leader"},
    "goal-belief": {"leader"},
    "sheet-share": {"leader"},
    "ladders": {"leader"},
    "ladder": {"leader"},
    "ladder-edit": {"leader"},
    "ladder-pdf": {"leader"},
    "ladder-step": {"leader"},
    "attainments": {"leader"},
    "attainment": {"leader"},
    "attainment-edit": {"leader"},
    "attainment-pdf": {"leader"},
    "attainment-goal-new": {"leader"},
    "attainment-goal": {"leader"},
    "attainment-review-new": {"leader"},
    "attainment-review": {"leader"},
    "goal-circle": {"leader"},
    "follow-up": {"leader"},
    "log": {"leader"},
    "log-line": {"leader"},
    "log-picture": {"leader"},
    "mood-picture": {"leader"},
    "mood-picture-file": {"leader"},
    "plan": {"leader"},
    "period": {"leader"},
    "period-pdf": {"leader"},
    "sheet-picture": {"leader"},
    "plan-new": {"leader"},
    "plan-line": {"leader"},
    "beliefs": {"leader"},
    "belief": {"leader"},
    "belief-pdf": {"leader"},
    "belief-sources": {"leader"},
    "sources": {"leader"},
    "goal-sources": {"leader"},
    "share-manager": {"leader"},
    "share-group": {"leader"},
    "tools": {"leader"},
    "worksheets": {"leader"},
    "worksheet-new": {"leader"},
    "worksheet": {"leader"},
    "worksheet-delete": {"leader"},
    "worksheet-restore": {"leader"},
    "worksheet-pdf": {"leader"},
    "grow-action": {"leader"},
    "platform": {"leader"},
    "platform-pdf": {"leader"},
    "platform-card": {"leader"},
    "platform-answer": {"leader"},
    "platform-editions": {"leader"},
    "platform-edition": {"leader"},
    "platform-edition-pdf": {"leader"},
    "platform-edition-delete": {"leader"},
    "editions": "signed in",
    "edition": {"leader"},
    "own-edition-pdf": {"leader"},
    "edition-picture": {"leader"},
    "share-again": {"leader"},
    "share-withdraw": {"leader"},
    "share-discard": {"leader"},
    "comment-new": {"leader", "manager"},
    "comment-edit": {"manager"},
    "comment-delete": {"manager"},
    "reports": "signed in",
    "report": {"manager"},
    "report-pdf": {"manager"},
    "report-picture": {"manager"},
    "group": {"leader", "fellow"},
    "group-sheet": {"fellow"},
    "group-pdf": {"fellow"},
    "group-picture": {"fellow"},
    "handed-in": {"HR"},
    "handed-in-list-excel": {"HR"},
    "handed-in-rows-excel": {"HR"},
    "handed-in-sheet": {"HR"},
    "handed-in-pdf": {"HR"},
    "handed-in-excel": {"HR"},
    "goal-cards-export": {"HR"},
    "goal-cards-export-progress": {"HR"},  # its asker's
    "goal-cards-export-file": {"HR"},  # its asker's
    "projector": EVERYBODY,  # whoever has its link, while the day runs
    "healthz": EVERYBODY,
    "language": EVERYBODY,
    "token": EVERYBODY,
    "join": EVERYBODY,
    "join-code": EVERYBODY,
    "join-who": EVERYBODY,  # whoever has the code, while the day runs
    "card": EVERYBODY,  # whoever has the card, on its day
    "account_login": EVERYBODY,
    "account_request_login_code": EVERYBODY,
    "account_confirm_login_code": EVERYBODY,
    "account_logout": EVERYBODY,
    "account_inactive": EVERYBODY,
    "demo": EVERYBODY,  # mounted only in the demonstration
}
# These change who somebody is, or what there is.
LAST = (
    "self-rating-delete",
    "area-delete",
    "exercise-delete",
    "ready-made-delete",
    "comment-delete",
    "worksheet-delete",
    "platform-edition-delete",
    "hand-in",
    "share-again",
    "share-withdraw",
    "share-discard",
    "next-person",
    "close-others",
    "card",
)
# These change who the browser is signed in as, which device it is, or how it is read.
AS_ANOTHER = {"next-person", "card", "claim", "door", "demo", "join-who", "join-code", "language", "pretend-phone"}
AS_ANOTHER |= {name for name in MATRIX if name.startswith("account_")}
# Who is not signed in is asked to; a device may also be told that it is not there, or be led to the door.
NOBODY = {
    "outsider": {SIGN_IN},
    "device let in": {SIGN_IN},
    "device waiting": {SIGN_IN, 303},
    "guest elsewhere": {SIGN_IN, FOUND_NOT},
}
METHODS = ("get", "post")
# Routes that only act answer a GET by going on, or by saying what is missing.
FINE = {200, 204, 302, 303, 405, 409, 422}


def calendar_token(membership: Membership) -> str:
    feeds.open(membership=membership)
    return GoalCard.objects.get(membership=membership).calendar_token


def arguments(world: World) -> dict[str, dict[str, Any]]:
    here = world.here
    leader, programme, gathering = here.membership.public_id, here.programme.public_id, here.gathering.public_id
    round = Round.objects.get(exercise__kind="diamond", exercise__item__gathering=here.gathering).public_id
    area = here.membership.goal_card.areas.first()
    assert area is not None
    goal = Goal.objects.filter(area=area).first()
    assert goal is not None
    period_to_manager, period_to_group = shared_period(here)
    share, to_manager, to_group = here.share.public_id, here.to_manager.public_id, here.to_group.public_id
    comment = Comment.objects.get(share=here.to_manager).public_id
    share = here.share.public_id
    export = exported(here).public_id
    kept = {"leader": leader, "edition": platform.keep(membership=here.membership).public_id}
    here.gathering.stage.refresh_from_db()
    asked = questions_of(here.gathering)
    rated, sorted_ = assessed(here), cased(here)
    own_rating = {"leader": leader, "rating": services_own.keep(membership=here.membership, written=RATED).public_id}
    anonymous = {"gathering": gathering, "round": asked["anonymous"].exercise.rounds.get().public_id}
    answered = {"gathering": gathering, "round": asked["group"].exercise.rounds.get().public_id}
    return {
        "ready-made-one": {"made": "leadership-programme"},
        "ready-made-delete": {"made": saved(here).public_id},
        "ready-made-save": {"programme": programme},
        "day-invitations": {"gathering": gathering},
        "exercises": {"gathering": gathering},
        "exercise-kinds": {"gathering": gathering},
        "exercise-keep": {"gathering": gathering, "exercise": asked["own"].exercise.public_id},
        "shelf": {},
        "shelved": {"kept": shelf.keep(exercise=asked["own"].exercise, by=here.facilitator).public_id},
        "exercise-new": {"gathering": gathering},
        "preview": {"gathering": gathering, "screen": "phone", "stop": 0},
        "exercise-edit": {"gathering": gathering, "exercise": asked["own"].exercise.public_id},
        "exercise-delete": {"gathering": gathering, "exercise": asked["own"].exercise.public_id},
        **{name: {"gathering": gathering} for name in ("input", "input-new", "input-slides")},
        "input-edit": {"gathering": gathering, "page": shown_page(here.gathering).public_id},
        "input-picture": {"gathering": gathering, "page": shown_page(here.gathering).public_id},
        "input-slides-progress": {"gathering": gathering, "slides": slides_of(here).public_id},
        "projector-picture": {
            "token": projector_token(here.gathering.stage),
            "page": shown_page(here.gathering).public_id,
        },
        "notes": {"gathering": gathering},
        "note": {"gathering": gathering, "question": asked["own"].public_id},
        "group-answer": {**answered, "question": asked["group"].public_id},
        "pen": answered,
        "ballot": anonymous,
        "texts": anonymous,
        "paper": {**answered, "group": here.groups[0].public_id},
        "evaluation": {"gathering": gathering},
        **{
            name: {"programme": programme}
            for name in (
                "programme",
                "programme-settings",
                "programme-groups",
                "programme-networks",
                "programme-people",
            )
        },
        "person": {"programme": programme, "leader": leader},
        "person-change": {"programme": programme, "leader": leader, "what": "manager"},
        **{
            name: {"municipality": marked(here).municipality.public_id}
            for name in ("municipality-mark", "municipality-colours")
        },
        "welcome": {"token": invitations.link(here.leaders[0]).rstrip("/").rpartition("/")[2]},
        **{
            name: {"programme": programme}
            for name in ("people-in", "people-in-excel", "people-in-csv", "gathering-new")
        },
        **{name: {"gathering": gathering} for name in ("gathering-edit", "agenda", "agenda-copy")},
        **{name: {"gathering": gathering} for name in ("agenda-full-pdf", "agenda-pdf", "gathering-calendar")},
        "cockpit": {"gathering": gathering},
        **{name: {"gathering": summed_up(here).public_id} for name in ("summary", "summary-edit", "summary-wall")},
        **{name: {"gathering": gathering} for name in ("evening", "evening-pdf", "step-action")},
        "replan": {"gathering": gathering},
        "replan-undo": {"gathering": gathering},
        "rehearsal": {"gathering": gathering},
        "projector-next": {"gathering": gathering},
        "rehearsal-answer": {"gathering": gathering},
        "pretend-phone": {"token": pretend_link(world)},
        "gathering": {"gathering": gathering},
        "groups": {"gathering": gathering},
        "groups-new": {"gathering": gathering},
        "circle": {"gathering": gathering},
        "diamond-place": {"gathering": gathering, "round": round},
        "diamond-word": {"gathering": gathering, "round": round},
        "diamond-undo": {"gathering": gathering, "round": round},
        "diamond-agree": {"gathering": gathering, "round": round},
        "diamond-word-withdraw": {"gathering": gathering, "round": round},
        "missed": {"gathering": gathering, "round": top_three_of(here.gathering).public_id},
        "points": {"gathering": gathering, "round": round},
        "values": {"gathering": gathering},
        "values-words": {"gathering": gathering},
        "values-missed": {"gathering": gathering},
        "values-cards": {"gathering": gathering},
        "values-diamond": {"gathering": gathering},
        "values-cloud": {"gathering": gathering},
        "decision": {"gathering": gathering, "exercise": decision_of(here.gathering).public_id},
        **{
            name: {"gathering": gathering, "round": lines_round(here).public_id}
            for name in ("own-lines", "statements", "line-wish")
        },
        "purpose": {"gathering": gathering, "round": purpose_round(here).public_id},
        "shared-platform": {"programme": programme},
        "shared-platform-steps": {"programme": programme},
        "shared-platform-edit": {"programme": programme},
        **{
            f"shared-platform-{name}": {"programme": programme, "edition": published(here).public_id}
            for name in ("edition", "withdraw", "document", "poster")
        },
        **{f"public-platform{name}": {"token": published(here).platform.link} for name in ("", "-document", "-poster")},
        **{
            name: {"gathering": gathering, "round": walk_of(here.gathering).public_id}
            for name in ("gallery-host", "gallery-comments")
        },
        "deal": {"gathering": gathering, "exercise": lines_exercise(here.gathering).public_id},
        **{
            name: {"gathering": gathering}
            for name in ("next-person", "close-others", "door", "claim", "people", "attendance-sheet", "entry-cards")
        },
        "ratings": {"gathering": gathering, "round": rated},
        **{name: {"gathering": gathering, "round": sorted_} for name in ("case-new", "case-place", "case-remove")},
        "own-sheet-done": {"gathering": gathering, "round": own_sheets(here)},
        "instruments": {"programme": programme},
        "instrument-new": {"programme": programme},
        "instrument-edit": {"programme": programme, "instrument": questionnaire(here)},
        "self-rating-in-room": {"gathering": gathering},
        "self-ratings": {"leader": leader},
        "self-rating-today": {"leader": leader},
        **dict.fromkeys(("self-rating", "self-rating-delete", "goal-from-rating"), own_rating),
        "goal-card": {"leader": leader},
        "goal-card-pdf": {"leader": leader},
        "hand-in": {"leader": leader, "kind": "goal-card"},
        "area-new": {"leader": leader},
        "area-edit": {"leader": leader, "area": area.public_id},
        "area-delete": {"leader": leader, "area": area.public_id},
        "area-restore": {"leader": leader, "area": area.public_id},
        "goal-card-follow-up": {"leader": leader},
        "reminders": {"token": reminders_token(here.leader)},
        "goals-calendar": {"token": calendar_token(here.membership)},
        "area-move": {"leader": leader, "area": area.public_id},
        "action-status": {"leader": leader, "action": Action.objects.filter(goal=goal)[0].public_id},
        "goal-belief": {"leader": leader, "goal": goal.public_id},
        "sheet-share": {"leader": leader, "kind": "goal-card"},
        "share-manager": {"leader": leader, "kind": "goal-card"},
        "share-group": {"leader": leader, "kind": "goal-card", "group": here.groups[0].public_id},
        **{f"platform{what}": {"leader": leader} for what in ("", "-pdf", "-card", "-editions")},
        "platform-answer": {"leader": leader, "number": 3},
        "tools": {"leader": leader},
        "grow-action": {"leader": leader, "sheet": grown(here.membership).public_id},
        "worksheets": {"leader": leader, "kind": "worries"},
        "worksheet-new": {"leader": leader, "kind": "worries"},
        **{
            f"worksheet{what}": {"leader": leader, "kind": "worries", "sheet": worried(here.membership).public_id}
            for what in ("", "-delete", "-restore", "-pdf")
        },
        "platform-edition": kept,
        "platform-edition-pdf": kept,
        **following_up(here),
        "platform-edition-delete": kept,
        "edition": {"share": share},
        "own-edition-pdf": {"share": share},
        "share-again": {"share": share},
        "share-withdraw": {"share": share},
        "share-discard": {"share": share},
        "comment-new": {"share": to_manager},
        "comment-edit": {"share": to_manager, "comment": comment},
        "comment-delete": {"share": to_manager, "comment": comment},
        "report": {"share": to_manager},
        "report-pdf": {"share": to_manager},
        "edition-picture": {"share": period_to_manager.public_id, "number": 0},
        "report-picture": {"share": period_to_manager.public_id, "number": 0},
        "group-picture": {"programme": programme, "share": period_to_group.public_id, "number": 0},
        "group": {"programme": programme},
        "group-sheet": {"programme": programme, "share": to_group},
        "group-pdf": {"programme": programme, "share": to_group},
        "handed-in-list-excel": {"programme": programme},
        "handed-in-rows-excel": {"programme": programme},
        "handed-in-excel": {"programme": programme, "share": share},
        "handed-in": {"programme": programme},
        "handed-in-sheet": {"programme": programme, "share": share},
        "handed-in-pdf": {"programme": programme, "share": share},
        "goal-cards-export": {"programme": programme},
        "goal-cards-export-progress": {"programme": programme, "export": export},
        "goal-cards-export-file": {"programme": programme, "export": export},
        "projector": {"token": projector_token(here.gathering.stage)},
        "join-code": {"code": here.gathering.stage.join_code},
        "join-who": {"code": here.gathering.stage.join_code},
        "card": {"token": token(here.gathering, here.leaders[4])},
    }


def following_up(here: Place) -> dict[str, dict[str, Any]]:
    """What the leader follows their goals up with, one of each."""
    leader = {"leader": here.membership.public_id}
    ladder, table = here.membership.ladders.get(), here.membership.attainments.get()
    step = ladder.steps.earliest("position")
    of_ladder = {**leader, "ladder": ladder.public_id}
    of_table = {**leader, "attainment": table.public_id}
    line = {**leader, "line": pictured(here).public_id}
    of_period = {**leader, "period": period_of(here).public_id}
    moment = {**leader, "sheet": moody(here).public_id, "moment": "now"}
    belief = {**leader, "belief": step.belief.public_id}
    return {
        **dict.fromkeys(
            ("ladders", "attainments", "goal-circle", "follow-up", "log", "plan", "plan-new", "beliefs"), leader
        ),
        **dict.fromkeys(("period", "period-pdf"), of_period),
        "sheet-picture": {
            "leader": here.membership.public_id,
            "kind": "period",
            "subject": period_of(here).public_id,
            "number": 0,
        },
        **dict.fromkeys(("ladder", "ladder-edit", "ladder-pdf"), of_ladder),
        "ladder-step": {**of_ladder, "step": step.public_id},
        **dict.fromkeys(
            ("attainment", "attainment-edit", "attainment-pdf", "attainment-goal-new", "attainment-review-new"),
            of_table,
        ),
        "attainment-goal": {**of_table, "goal": table.scaled.earliest("position").public_id},
        "attainment-review": {**of_table, "review": table.reviews.get().public_id},
        "log-line": line,
        "log-picture": line,
        "mood-picture": moment,
        "mood-picture-file": moment,
        "plan-line": {**leader, "line": planned(here).public_id},
        "belief": belief,
        "belief-sources": belief,
        "belief-pdf": belief,
        "sources": leader,
        "goal-sources": {**leader, "goal": here.membership.goal_card.areas.first().goals.get().public_id},
    }


def shown_page(gathering: Gathering) -> InputPage:
    """A page of input with a picture, the same each time."""
    found = InputPage.objects.filter(item__gathering=gathering).first()
    if found:
        return found
    image = Image(b"\xff\xd8\xff", 9, 9)
    text = input_services.PageText("Tillit", "**Mot** | Ro\n---|---:\na | b", "Si fra", "Edmondson")
    item = gathering.items.get(position=1)
    return input_services.create(item=item, after=None, text=text, picture=image, alt="En varde")


def slides_of(here: Place) -> SlideImport:
    item = here.gathering.items.get(position=1)
    return slide_services.ask(item=item, after=None, name="a.pdf", content=b"%PDF-", by=here.facilitator)


RATED = Written({"praise": Scored(2, "Sjelden")}, training="På mandagsmøtet")


def assessed(here: Place) -> str:
    """An open round of an assessment."""
    return rounds.open_round(exercise=rooms.assessment(here.gathering), by=None).public_id


def questionnaire(here: Place) -> str:
    """The municipality's own."""
    return services_assessment.write(municipality=here.municipality, data=shipped.GROUP_BELIEF).public_id


def cased(here: Place) -> str:
    """An open round of the case sorter."""
    return rounds.open_round(exercise=rooms.exercise_of(here.gathering, "cases"), by=None).public_id


def own_sheets(here: Place) -> str:
    """An open round in which each builds a ladder of their own."""
    return rounds.open_round(exercise=rooms.exercise_of(here.gathering, "ladder"), by=None).public_id


def pretend_link(world: World) -> str:
    """A rehearsal of another day of the programme, since this one runs."""
    gathering = agenda(world.here.programme, "Øving", number=4)
    stage = rehearsal.begin(gathering=gathering, by=world.here.facilitator, phones=1)
    return pretend_token(gathering.guests.get(), stage)


def summed_up(here: Place) -> Gathering:
    """The gathering with a published summary, and the leader's next step."""
    if not Summary.objects.filter(gathering=here.gathering).exists():
        parts = [Part(heading="Seljordmerke", text="Seljordmerke sum")]
        summary = summaries.save(gathering=here.gathering, parts=parts, revision=0, by=here.facilitator)
        summaries.publish(summary=summary)
        summaries.save_step(
            gathering=here.gathering, participation=here.leaders[0], text="Seljordmerke steg", revision=0
        )
    return here.gathering


def questions_of(gathering: Gathering) -> dict[str, Question]:
    """One question of each kind; the group's is answered in an open round, the anonymous in a revealed one."""
    item = gathering.items.get(position=1)
    found = {}
    for position, answers in ((11, ["own", "group"]), (12, ["anonymous"])):
        exercise, made = Exercise.objects.get_or_create(item=item, position=position, kind="questions", title="Spør")
        for number, answer in enumerate(answers, start=1):
            found[answer] = Question.objects.get_or_create(
                exercise=exercise, position=number, answer=answer, text="Hva nå?"
            )[0]
        if made:
            Phase.objects.create(exercise=exercise, position=1, mode="alone", minutes=5, writer="each")
            round = rounds.open_round(exercise=exercise, by=None)
            if answers == ["anonymous"]:
                rounds.reveal(round=rounds.close_round(round=round, by=None), by=None)
    return found


def top_three_of(gathering: Gathering) -> Round:
    return rounds.open_round(exercise=Exercise.objects.get(item__gathering=gathering, kind="top-three"), by=None)


def walk_of(gathering: Gathering) -> Round:
    return rounds.open_round(exercise=gallery_exercise(gathering), by=None)


def decision_of(gathering: Gathering) -> Exercise:
    found = Exercise.objects.filter(item__gathering=gathering, kind="decision").first()
    item = gathering.items.get(position=1)
    return found or Exercise.objects.create(item=item, kind="decision", position=99, title="Velg")


def test_every_route_has_a_row() -> None:
    assert {pattern.name for _route, pattern in checks.routes()} - set(MATRIX) == set()


@pytest.fixture
def running(world: World) -> World:
    go_to(world.here.gathering, DIAMOND, world.here.facilitator)
    return world


def status(response: Any) -> int:
    """The answer's status; a file that it holds is read to its end, and closed."""
    list(response)
    return int(response.status_code)


@pytest.mark.once
@pytest.mark.django_db
def test_the_matrix(running: World, as_person, monkeypatch: pytest.MonkeyPatch, thorough: bool) -> None:
    # Most answers are that there is nothing: the page that says so is looked at elsewhere, and so are documents.
    monkeypatch.setattr(errors, "answer", lambda request, status, *_text: HttpResponse(status=status))
    monkeypatch.setattr(printer, "pdf", lambda *_: b"%PDF-")
    given = arguments(running)
    wrong = []
    # What changes who somebody is comes last, and so does deleting: what is deleted cannot be edited.
    names = sorted(
        {pattern.name for _route, pattern in checks.routes()},
        key=lambda name: (LAST.index(name) if name in LAST else -1, name),
    )
    clients = {role: as_person(person) for role, person in running.cast.items()}
    for turn, name in enumerate(names):
        url = reverse(name, kwargs=given.get(name, {}))
        who_may = MATRIX[name]
        for number, (role, person) in enumerate(running.cast.items()):
            client = as_person(person) if name in AS_ANOTHER else clients[role]
            # A policy stands before the view, and knows no methods: of those that it refuses, half try the other one.
            may = who_may == EVERYBODY or role in who_may or (who_may == "signed in" and role not in NOBODY)
            methods = METHODS if may or thorough else METHODS[(turn + number) % 2 :: 2]
            answers = {method: status(getattr(client, method)(url)) for method in methods}
            if who_may == EVERYBODY:
                fine = all(status < 500 and status != 404 for status in answers.values())
            elif may:
                fine = all(status in FINE for status in answers.values())
            elif role in NOBODY:
                fine = set(answers.values()) <= (NOBODY[role] if name != "door" else {FOUND_NOT})
            else:
                fine = set(answers.values()) == {FOUND_NOT}
            if not fine:
                wrong.append((name, role, answers))
    assert wrong == []


@pytest.mark.django_db
def test_nothing_of_another_municipality_shows_on_any_page(running: World, as_person) -> None:
    """Every text of the one carries a marker; no page of the other's people holds it."""
    other = running.elsewhere
    stages.start(gathering=other.gathering, by=other.facilitator)
    pages = {
        other.facilitator: [
            "start",
            "programmes",
            "programme-new",
            *[(name, other.programme) for name in ("programme", "programme-settings", "programme-groups")],
            *[(name, other.programme) for name in ("programme-networks", "programme-people", "ready-made-save")],
            "ready-made",
            ("ready-made-one", saved(other)),
            ("day-invitations", other.gathering),
            ("person", other.programme, other.membership.public_id),
            ("person-change", other.programme, other.membership.public_id, "manager"),
            ("cockpit", other.gathering),
        ],
        other.leader: [
            "start",
            ("gathering", other.gathering),
            ("goal-card", other.membership),
            ("sheet-share", other.membership, "goal-card"),
            ("platform", other.membership),
            ("platform-editions", other.membership),
            *[(name, other.membership) for name in ("ladders", "attainments", "follow-up", "log", "plan", "beliefs")],
            ("period", other.membership, period_of(other).public_id),
            ("edition", other.to_manager),
            ("group", other.programme),
            "editions",
        ],
        other.hr: ["start", ("handed-in", other.programme)],
        other.manager: ["start", "reports", ("report", other.to_manager)],
    }
    for person, urls in pages.items():
        for url in urls:
            path = reverse(url) if isinstance(url, str) else reverse(url[0], args=[url[1].public_id, *url[2:]])
            response = as_person(person).get(path)
            assert response.status_code == 200
            assert "Seljordmerke" not in response.content.decode()


@pytest.mark.django_db
def test_a_deactivated_person_is_out_at_once(here, as_person) -> None:
    client = as_person(here.leader)
    assert client.get(reverse("start")).status_code == 200
    here.leader.is_active = False
    here.leader.save()
    assert client.get(reverse("start")).status_code == SIGN_IN


@pytest.mark.django_db
def test_a_new_session_salt_ends_every_session(here, as_person) -> None:
    client = as_person(here.leader)
    here.leader.session_salt = "annet"
    here.leader.save()
    assert client.get(reverse("start")).status_code == SIGN_IN


@pytest.mark.django_db
def test_the_projector_link_dies_with_the_day(running: World, as_person) -> None:
    stage = running.here.gathering.stage
    stage.refresh_from_db()
    url = reverse("projector", args=[projector_token(stage)])
    assert as_person(None).get(url).status_code == OPEN
    stages.end(stage=stage, revision=stage.revision, by=running.here.facilitator)
    assert as_person(None).get(url).status_code == FOUND_NOT
    assert as_person(None).get(url[:-3] + "xx/").status_code == FOUND_NOT
