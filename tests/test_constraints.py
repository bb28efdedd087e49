"""Every law that a model declares is kept by the database itself, whoever writes past the model's own code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, Subquery
from django.utils import timezone

from config.ids import Public, public_id
from config.models import Job
from efficacy import shipped
from efficacy.models import (
    Assessment,
    AssessmentResult,
    Belief,
    Case,
    CaseBoard,
    Explanation,
    Instrument,
    NamedAnswer,
    Rating,
    SelfRating,
    SelfScore,
    Source,
    Weighing,
    Worry,
)
from efficacy.worry import HANDLES
from goals.models import (
    Action,
    Area,
    Attainment,
    Export,
    Goal,
    GoalCard,
    Indicator,
    Ladder,
    LadderStep,
    LogLine,
    Mark,
    Mood,
    MoodPicture,
    PeriodPlan,
    Picture,
    PlanLine,
    PlatformAnswer,
    Review,
    ScaledGoal,
    ScaleText,
)
from goals.models.worksheets import MOMENTS
from programmes.models import (
    Admission,
    AgendaItem,
    Attendance,
    Change,
    Comment,
    DayInvitation,
    Edition,
    EditionPicture,
    Elector,
    Exercise,
    Floor,
    Gathering,
    Group,
    GroupAnswer,
    GroupMember,
    GroupRole,
    GroupSet,
    InputPage,
    InputPicture,
    Invitation,
    Leave,
    Membership,
    Municipality,
    MunicipalityMark,
    NearestManager,
    NextStep,
    Note,
    Office,
    OwnScreen,
    Participation,
    Person,
    Phase,
    Placement,
    Presence,
    Programme,
    Question,
    ReleasedText,
    Round,
    SavedProgramme,
    Share,
    ShelvedExercise,
    SlideImport,
    Stage,
    Summary,
    Unit,
)
from tests.conftest import DIAMOND, go_to
from tests.snapshot import kept
from tests.world import Place, marked, moody, pictured, place, planned, saved, shared_period, worried
from values.models import (
    Agreement,
    Allocation,
    Candidate,
    Card,
    Dealt,
    DecidedValue,
    Decision,
    Diamond,
    GalleryComment,
    IdeaPile,
    KeptApart,
    LineValue,
    Merge,
    MergedWord,
    MissedValue,
    NamedAllocation,
    Origin,
    OwnLine,
    PiledIdea,
    Platform,
    PlatformAction,
    PlatformEdition,
    PlatformValue,
    PointsResult,
    PurposeSentence,
    ShortlistValue,
    Stand,
    Statement,
    Wish,
)

APPS = ("config", "programmes", "values", "efficacy", "goals")
LONG_AGO = date(2000, 1, 1)
NOON = datetime(2000, 1, 1, 12, tzinfo=UTC)

Attempt = Callable[[], None]


def change(model: type[models.Model], **values: Any) -> Attempt:
    """Changes the oldest row, past its save()."""

    def attempt() -> None:
        first = model._base_manager.order_by("pk").values_list("pk", flat=True)[0]
        model._base_manager.filter(pk=first).update(**values)

    return attempt


def twin(model: type[models.Model], **differences: Any) -> Attempt:
    """Adds a second row like the oldest, past its save()."""

    def attempt() -> None:
        row = model._base_manager.order_by("pk")[0]
        row.pk = None
        if isinstance(row, Public):
            row.public_id = public_id()
        for name, value in differences.items():
            setattr(row, name, value)
        model._base_manager.bulk_create([row])

    return attempt


def first(model: type[models.Model]) -> Subquery:
    return Subquery(model._base_manager.order_by("pk").values("pk")[:1])


def guest(**differences: Any) -> Attempt:
    """Makes a guest of the oldest participation, past its save()."""
    values = {"role": "guest", "guest_name": "Per", "gathering": first(Gathering), "membership": None}
    return change(Participation, **values | differences)


def second(model: type[models.Model]) -> Subquery:
    return Subquery(model._base_manager.order_by("pk").values("pk")[1:2])


def join_codes(code: str) -> Attempt:
    def attempt() -> None:
        Stage.objects.update(join_code=code)

    return attempt


# What breaks each law and no other, in every way that it can be broken.
BREAK: dict[str, tuple[Attempt, ...]] = {
    "job_state_known": (change(Job, state="asleep"),),
    "job_progress_within_total": (change(Job, progress=4),),
    "job_leased_while_running": (change(Job, state="running"), change(Job, lease_until=NOON)),
    "unit_once_a_municipality": (twin(Unit),),
    "person_email_once_whatever_its_case": (twin(Person), twin(Person, email="SELJORDMERKE.PROSESS@varde.example")),
    "person_email_null_when_none": (change(Person, email=""),),
    "membership_ends_after_it_starts": (change(Membership, until=LONG_AGO),),
    "membership_once_a_municipality": (twin(Membership),),
    "nearestmanager_ends_after_it_starts": (change(NearestManager, until=LONG_AGO),),
    "nearestmanager_one_at_a_time": (twin(NearestManager),),
    "nearestmanager_is_another": (change(NearestManager, manager=F("leader")),),
    "office_ends_after_it_starts": (change(Office, until=LONG_AGO),),
    "office_once_a_role": (twin(Office),),
    "office_role_known": (change(Office, role="mayor"),),
    "municipalitymark_at_most_1600": (
        change(MunicipalityMark, width=0),
        change(MunicipalityMark, width=1601),
        change(MunicipalityMark, height=0),
        change(MunicipalityMark, height=1601),
    ),
    "placement_ends_after_it_starts": (change(Placement, until=LONG_AGO),),
    "placement_one_at_a_time": (twin(Placement),),
    "leave_ends_after_it_starts": (change(Leave, until=LONG_AGO),),
    "leave_one_at_a_time": (twin(Leave),),
    "leave_deputy_is_another": (change(Leave, deputy=F("membership")),),
    "change_kind_known": (change(Change, kind="whim"),),
    "change_undone_after_it_was_made": (change(Change, undone_at=NOON),),
    "invitation_number_from_one": (change(Invitation, number=0),),
    "invitation_sent_or_failed": (change(Invitation, sent_at=NOON, failed_at=NOON),),
    "savedprogramme_name_once_a_municipality": (twin(SavedProgramme),),
    "savedprogramme_has_a_name": (change(SavedProgramme, name=""),),
    "dayinvitation_once_a_participation": (twin(DayInvitation),),
    "participation_ends_after_it_starts": (change(Participation, until=LONG_AGO),),
    "participation_once_a_role": (twin(Participation),),
    "participation_role_known": (change(Participation, role="mayor"),),
    "participation_guest_has_a_name_and_a_day": (
        change(Participation, role="guest"),
        change(Participation, guest_name="Per"),
        change(Participation, gathering=first(Gathering)),
        change(Participation, membership=None),
        guest(guest_name=""),
        guest(gathering=None),
    ),
    "participation_only_guests_pretend": (
        change(Participation, is_pretend=True),
        guest(is_pretend=True, membership=first(Membership)),
    ),
    "admission_once_a_device": (twin(Admission, by_card=False),),
    "admission_card_used_once": (twin(Admission, device="b" * 64), twin(Admission, state="withdrawn")),
    "admission_state_known": (change(Admission, state="asleep"),),
    "admission_is_for_somebody": (change(Admission, state="waiting", participation=None),),
    "admission_admits_a_participant": (change(Admission, participation=None, guest_name="Per"),),
    "admission_admitted_was_in": (change(Admission, was_in=False),),
    "attendance_once_a_gathering": (twin(Attendance),),
    "ownscreen_once_a_gathering": (twin(OwnScreen),),
    "edition_number_once_a_kind": (twin(Edition),),
    "share_has_one_named_receiver": (
        change(Share, programme=None),
        change(Share, nearest=first(NearestManager)),
        change(Share, seat=first(GroupMember)),
        change(Share, audience="manager"),
        change(Share, audience="manager", nearest=first(NearestManager)),
        change(Share, audience="manager", programme=None, nearest=first(NearestManager), seat=first(GroupMember)),
        change(Share, audience="group"),
        change(Share, audience="group", seat=first(GroupMember)),
        change(Share, audience="group", programme=None, nearest=first(NearestManager), seat=first(GroupMember)),
        change(Share, audience="public"),
        change(Share, audience="public", programme=None),
    ),
    "share_says_what_for": (change(Share, purpose=""),),
    "share_replaces_another": (change(Share, replaces=F("id")),),
    "comment_not_empty": (change(Comment, text=""),),
    "comment_edited_after_it_was_written": (change(Comment, edited_at=NOON),),
    "share_withdrawn_after_it_was_shared": (change(Share, withdrawn_at=NOON),),
    "share_once_an_audience": (twin(Share),),
    "gathering_number_once_a_programme": (twin(Gathering),),
    "gathering_number_from_one": (change(Gathering, number=0),),
    "agendaitem_position_once_a_gathering": (twin(AgendaItem),),
    "agendaitem_minutes_1_to_720": (change(AgendaItem, minutes=0), change(AgendaItem, minutes=721)),
    "agendaitem_kind_known": (change(AgendaItem, kind="dinner"),),
    "exercise_position_once_an_item": (twin(Exercise),),
    "phase_position_once_an_exercise": (twin(Phase),),
    "phase_minutes_1_to_240": (change(Phase, minutes=0), change(Phase, minutes=241)),
    "phase_mode_known": (change(Phase, mode="asleep"),),
    "phase_writer_known": (change(Phase, writer="ghost"),),
    "phase_turns_are_taken_in_groups": tuple(
        change(Phase, in_turn=True, mode=mode) for mode in ("alone", "to_plenary", "together")
    ),
    "shelvedexercise_has_a_name": (change(ShelvedExercise, title=""),),
    "shelvedexercise_has_a_kind": (change(ShelvedExercise, kind=""),),
    "question_position_once_an_exercise": (twin(Question),),
    "question_asks_something": (change(Question, text=""),),
    "question_answer_known": (change(Question, answer="aloud"),),
    "note_once_a_question": (twin(Note),),
    "summary_published_at_a_time": (change(Summary, published=None), change(Summary, published_at=None)),
    "nextstep_once_a_gathering": (twin(NextStep),),
    "nextstep_placed_says_something": (change(NextStep, text="", placed_at=NOON),),
    "groupanswer_once_a_question": (twin(GroupAnswer),),
    "releasedtext_position_once_a_question": (twin(ReleasedText),),
    "groupset_of_a_day_has_its_gathering": (
        change(GroupSet, purpose="day"),
        change(GroupSet, purpose="whim"),
        change(GroupSet, gathering=first(Gathering)),
    ),
    "group_position_once_a_set": (twin(Group, key="another"),),
    "group_name_once_a_set": (twin(Group, position=99),),
    "groupmember_ends_after_it_starts": (change(GroupMember, until=LONG_AGO),),
    "groupmember_one_group_of_a_set": (twin(GroupMember),),
    "stage_join_code_once": (join_codes("K74MPX"),),
    "stage_that_is_on_is_somewhere": (
        change(Stage, item=None),
        change(Stage, entered_at=None),
        change(Stage, started_at=None),
        change(Stage, item=None, state="rehearsed"),
    ),
    "stage_code_dies_with_the_day": (change(Stage, state="ended", ends_at=None),),
    "stage_clock_only_while_on": (
        change(Stage, state="planned"),
        change(Stage, state="planned", ends_at=None, seconds_left=5),
        change(Stage, state="ended", join_code=""),
    ),
    "stage_clock_runs_or_stands": (change(Stage, seconds_left=5),),
    "stage_clock_stands_at_the_door": (
        change(Stage, is_at_the_door=True),
        change(Stage, is_at_the_door=True, state="planned", ends_at=None, join_code=""),
    ),
    "stage_phase_has_its_exercise": (change(Stage, exercise=None),),
    "stage_input_is_between_exercises": (change(Stage, after=first(Exercise)), change(Stage, page=1)),
    "stage_state_known": (change(Stage, state="asleep", ends_at=None),),
    "stage_screen_known": (change(Stage, screen="film"),),
    "stage_recap_page_of_a_summary": (change(Stage, recap_page=1),),
    "inputpage_position_once_an_item": (twin(InputPage),),
    "inputpage_has_a_heading": (change(InputPage, heading=""),),
    "inputpage_source_is_of_a_quotation": (change(InputPage, quote_source="Edmondson"),),
    "inputpicture_has_an_alternative": (change(InputPicture, alt=""),),
    "inputpicture_at_most_1920": (
        change(InputPicture, width=0),
        change(InputPicture, width=1921),
        change(InputPicture, height=0),
        change(InputPicture, height=1921),
    ),
    "slideimport_state_known": (change(SlideImport, state="asleep", content=None),),
    "slideimport_keeps_no_file_afterwards": (change(SlideImport, state="done"), change(SlideImport, content=None)),
    "slideimport_never_half": (change(SlideImport, pages=1),),
    "round_number_once_an_exercise": (twin(Round, closed_at=NOON),),
    "round_one_open_an_exercise": (twin(Round, number=99),),
    "round_closed_before_revealed": (change(Round, revealed_at=NOON),),
    "round_respondents_counted_at_close": (change(Round, respondents=5),),
    "elector_once_a_round": (twin(Elector),),
    "presence_once_a_process": (twin(Presence),),
    "grouprole_taken_by_one": (twin(GroupRole), twin(GroupRole, participation_id=first(Participation))),
    "grouprole_known": (change(GroupRole, role="king"),),
    "floor_once_a_group_and_phase": (twin(Floor), twin(Floor, number=5)),
    "diamond_once_a_group": (twin(Diamond),),
    "card_word_once_a_diamond": (twin(Card, slot=None),),
    "card_one_a_slot": (twin(Card, key="another"),),
    "card_slot_1_to_9": (change(Card, slot=0), change(Card, slot=10)),
    "card_word_not_empty": (change(Card, key=""),),
    "agreement_once_a_member": (twin(Agreement),),
    "merge_into_another": (change(Merge, into=F("id")),),
    "mergedword_once_a_round": (twin(MergedWord),),
    "mergedword_not_empty": (change(MergedWord, key=""),),
    "keptapart_once_a_round": (twin(KeptApart),),
    "missedvalue_once_a_round": (twin(MissedValue),),
    "missedvalue_word_not_empty": (change(MissedValue, key=""),),
    "missedvalue_says_why": (change(MissedValue, reason=""),),
    "missedvalue_nobodys_once_decided": (
        change(MissedValue, state="taken_in"),
        change(MissedValue, state="left_out"),
        change(MissedValue, state="asleep", participation=None),
    ),
    "namedallocation_once_a_round": (twin(NamedAllocation),),
    "decision_number_once_a_round": (twin(Decision),),
    "decision_says_why": (change(Decision, reason=""),),
    "decidedvalue_position_once": (twin(DecidedValue),),
    "decidedvalue_not_empty": (change(DecidedValue, label=""),),
    "decidedvalue_mean_0_to_100": (change(DecidedValue, mean=-1), change(DecidedValue, mean=101)),
    "platform_link_once": (twin(Platform, programme_id=second(Programme)),),
    "purposesentence_says_something": (change(PurposeSentence, text=""),),
    "platformvalue_says_something": (change(PlatformValue, text=""),),
    "platformaction_says_something": (change(PlatformAction, text=""),),
    "platformedition_number_once": (twin(PlatformEdition),),
    "platformedition_withdrawn_says_why": (
        change(PlatformEdition, withdrawn_at=NOON),
        change(PlatformEdition, withdrawn_why="Feil"),
    ),
    "stand_once_a_group": (twin(Stand, number=9),),
    "stand_number_once_a_round": (twin(Stand, group_id=second(Group)),),
    "ideapile_position_once_a_round": (twin(IdeaPile),),
    "ideapile_has_a_heading": (change(IdeaPile, heading=""),),
    "piledidea_in_one_pile": (twin(PiledIdea),),
    "gallerycomment_says_something": (change(GalleryComment, text=""),),
    "gallerycomment_set_aside_with_a_word": (
        change(GalleryComment, state="set_aside"),
        change(GalleryComment, state="worked_in", why="Nei"),
        change(GalleryComment, state="asleep"),
    ),
    "linevalue_position_once_a_round": (twin(LineValue, label="Annet"),),
    "linevalue_once_a_round": (twin(LineValue, position=99),),
    "dealt_once": (twin(Dealt),),
    "wish_one_a_group": (twin(Wish),),
    "statement_says_something": (change(Statement, text=""),),
    "statement_members_wrote_its_lines": (
        change(Statement, lines=1, members=2),
        change(Statement, lines=2, members=0),
    ),
    "ownline_says_something": (change(OwnLine, text=""),),
    "ownline_used_is_put_forward": (change(OwnLine, is_put_forward=False, used_in=first(Statement)),),
    "ownline_put_to_is_put_forward": (change(OwnLine, is_put_forward=False, put_to=first(Group)),),
    "shortlistvalue_position_once": (twin(ShortlistValue, label="En annen"),),
    "shortlistvalue_once": (twin(ShortlistValue, position=90),),
    "origin_once": (twin(Origin),),
    "origin_slot_1_to_9": (change(Origin, slot=0), change(Origin, slot=10)),
    "candidate_position_once_a_round": (twin(Candidate),),
    "allocation_once_a_round": (twin(Allocation),),
    "allocation_counts_only_at_100": (change(Allocation, total=99), change(Allocation, total=101)),
    "pointsresult_givers_among_the_asked": (change(PointsResult, asked=4),),
    "pointsresult_no_figures_below_five": (change(PointsResult, givers=4),),
    "rating_0_to_100": (change(Rating, value=110),),
    "rating_in_tens": (change(Rating, value=55),),
    "rating_once_a_day": (twin(Rating),),
    "source_once_a_belief": (twin(Source),),
    "source_kind_known": (change(Source, kind="luck"),),
    "source_not_empty": (change(Source, feeds="", could=""),),
    "ladder_title_not_empty": (change(Ladder, title=""),),
    "ladderstep_position_once_a_ladder": (change(LadderStep, position=2),),
    "ladderstep_text_not_empty": (change(LadderStep, text=""),),
    "attainment_title_not_empty": (change(Attainment, title=""),),
    "attainment_numbering_known": (change(Attainment, numbering="roman"),),
    "scaledgoal_position_once_a_table": (twin(ScaledGoal),),
    "scaledgoal_one_of_six": (change(ScaledGoal, position=0), change(ScaledGoal, position=7)),
    "scaledgoal_weight_0_to_10": (change(ScaledGoal, weight=11),),
    "scaledgoal_baseline_1_or_2": (change(ScaledGoal, baseline=0), change(ScaledGoal, baseline=3)),
    "scaletext_once_a_level": (twin(ScaleText),),
    "scaletext_row_known": (change(ScaleText, row="luck"),),
    "scaletext_level_1_to_5": (change(ScaleText, level=0), change(ScaleText, level=6)),
    "scaletext_not_empty": (change(ScaleText, text=""),),
    "review_number_once_a_table": (twin(Review),),
    "review_number_from_one": (change(Review, number=0),),
    "mark_once_a_row": (twin(Mark),),
    "mark_row_known": (change(Mark, row="luck"),),
    "mark_level_1_to_5": (change(Mark, level=0), change(Mark, level=6)),
    "logline_says_something": (change(LogLine, text="", effort=""),),
    "logline_effort_known": (change(LogLine, effort="huge"),),
    "planline_text_not_empty": (change(PlanLine, text=""),),
    "planline_times_1_to_14": (change(PlanLine, times=0), change(PlanLine, times=15)),
    "planline_weeks_1_to_26": (change(PlanLine, weeks=0), change(PlanLine, weeks=27)),
    "periodplan_weeks_1_to_26": (change(PeriodPlan, weeks=0), change(PeriodPlan, weeks=27)),
    "periodplan_once_for_the_same_weeks": (twin(PeriodPlan),),
    "editionpicture_number_once_an_edition": (twin(EditionPicture),),
    "picture_at_most_1600": tuple(
        change(Picture, **{side: length}) for side in ("width", "height") for length in (0, 1601)
    ),
    "instrument_shipped_once": (twin(Instrument),),
    "instrument_version_once": (twin(Instrument, municipality_id=first(Municipality)),),
    "instrument_version_from_1": (change(Instrument, version=0),),
    "assessment_floor_is_five_or_more": (change(Assessment, floor=4), change(Assessment, floor=0)),
    "assessmentresult_answered_among_the_asked": (change(AssessmentResult, asked=4),),
    "assessmentresult_nothing_below_five": (change(AssessmentResult, respondents=4),),
    "namedanswer_once_a_round": (twin(NamedAnswer),),
    "selfrating_once_a_day": (twin(SelfRating),),
    "selfscore_once_an_area": (twin(SelfScore),),
    "selfscore_1_to_7": (change(SelfScore, value=0), change(SelfScore, value=8)),
    "selfscore_says_something": (change(SelfScore, value=None),),
    "caseboard_once_a_group": (twin(CaseBoard),),
    "case_position_once_a_board": (twin(Case, key="another"),),
    "case_title_once_a_board": (twin(Case, position=99),),
    "case_title_not_empty": (change(Case, key=""),),
    "case_lies_in_a_situation": (change(Case, situation=5),),
    "case_minutes_1_to_600": (change(Case, minutes=0), change(Case, minutes=601)),
    "goalcard_calendar_once": (twin(GoalCard, membership_id=second(Membership), calendar_token="token"),),
    "area_position_once_a_card": (twin(Area),),
    "area_title_not_empty": (change(Area, title=""),),
    "goal_position_once_an_area": (twin(Goal),),
    "goal_first_or_second": (change(Goal, position=0), change(Goal, position=3)),
    "indicator_position_once_a_goal": (twin(Indicator),),
    "indicator_not_empty": (change(Indicator, text="", target=""),),
    "goal_checklist_known": (change(Goal, checklist="wise"), change(Goal, ticked="S")),
    "action_position_once_a_goal": (twin(Action),),
    "action_status_known": (change(Action, status="asleep"),),
    "action_starts_before_it_is_due": (change(Action, start=date.max, due=LONG_AGO),),
    "action_not_empty": (change(Action, text="", deadline=""),),
    "explanation_style_known": (
        change(Explanation, time="x"),
        change(Explanation, control="x"),
        change(Explanation, scope="x"),
    ),
    "worry_handles_0_to_10": tuple(change(Worry, **{name: 11}) for name in HANDLES),
    "weighing_once_a_day": (twin(Weighing),),
    "weighing_handles_0_to_10": tuple(change(Weighing, **{name: 11}) for name in HANDLES),
    "mood_0_to_10": tuple(change(Mood, **{f"{moment}_mood": 11}) for moment in MOMENTS),
    "mood_picture_known": tuple(change(Mood, **{f"{moment}_picture": "x"}) for moment in MOMENTS),
    "moodpicture_once_a_moment": (twin(MoodPicture),),
    "moodpicture_moment_known": (change(MoodPicture, moment="x"),),
    "moodpicture_at_most_1600": tuple(
        change(MoodPicture, **{side: length}) for side in ("width", "height") for length in (0, 1601)
    ),
    "platformanswer_once_a_question": (twin(PlatformAnswer),),
    "platformanswer_one_of_nine": (change(PlatformAnswer, number=0), twin(PlatformAnswer, number=10)),
    "export_form_known": (change(Export, form="doc"),),
    "export_counted_when_ready": (change(Export, ready_at=NOON), change(Export, count=1)),
}

# What comes close to breaking a law, and does not: unique is what still holds, not what is over.
KEEP: dict[str, tuple[Attempt, ...]] = {
    "stage_input_is_between_exercises": (change(Stage, exercise=None, phase=None, after=first(Exercise), page=4),),
    "inputpage_source_is_of_a_quotation": (change(InputPage, quote="Si fra", quote_source="Edmondson"),),
    "inputpicture_at_most_1920": (change(InputPicture, width=1920, height=1),),
    "slideimport_never_half": (change(SlideImport, state="done", content=None, pages=9),),
    "job_progress_within_total": (change(Job, progress=3), change(Job, progress=4, total=None)),
    "job_leased_while_running": (change(Job, state="running", lease_until=NOON),),
    "person_email_once_whatever_its_case": (twin(Person, email=None),),
    "membership_ends_after_it_starts": (change(Membership, until=F("since")),),
    "membership_once_a_municipality": (twin(Membership, until=date.max),),
    "nearestmanager_one_at_a_time": (twin(NearestManager, until=date.max),),
    "office_once_a_role": (twin(Office, until=date.max), twin(Office, role="administrator")),
    "participation_once_a_role": (twin(Participation, until=date.max), twin(Participation, role="leader")),
    "participation_guest_has_a_name_and_a_day": (guest(), guest(membership=first(Membership))),
    "participation_only_guests_pretend": (guest(is_pretend=True),),
    "placement_one_at_a_time": (twin(Placement, until=date.max),),
    "leave_one_at_a_time": (twin(Leave, until=date.max),),
    "leave_deputy_is_another": (change(Leave, deputy=None),),
    "invitation_sent_or_failed": (change(Invitation, failed_at=NOON), change(Invitation, sent_at=NOON)),
    "admission_once_a_device": (
        twin(Admission, by_card=False, state="withdrawn"),
        twin(Admission, by_card=False, device="b" * 64),
    ),
    "admission_card_used_once": (twin(Admission, device="b" * 64, by_card=False),),
    "admission_is_for_somebody": (change(Admission, state="waiting", participation=None, guest_name="Per"),),
    "admission_admits_a_participant": (change(Admission, state="withdrawn", participation=None, guest_name="Per"),),
    "admission_admitted_was_in": (change(Admission, state="withdrawn", was_in=False),),
    "share_has_one_named_receiver": (
        change(Share, audience="manager", programme=None, nearest=first(NearestManager)),
        change(Share, audience="group", programme=None, seat=first(GroupMember)),
    ),
    "share_once_an_audience": (twin(Share, shared_at=NOON, withdrawn_at=NOON),),
    "gathering_number_from_one": (change(Gathering, number=1),),
    "summary_published_at_a_time": (change(Summary, published=None, published_at=None),),
    "nextstep_placed_says_something": (change(NextStep, placed_at=NOON),),
    "agendaitem_minutes_1_to_720": (change(AgendaItem, minutes=1), change(AgendaItem, minutes=720)),
    "phase_minutes_1_to_240": (change(Phase, minutes=1), change(Phase, minutes=240)),
    "phase_turns_are_taken_in_groups": (change(Phase, in_turn=True, mode="pairs"),),
    "round_respondents_counted_at_close": (change(Round, respondents=5, closed_at=NOON),),
    "groupset_of_a_day_has_its_gathering": (change(GroupSet, purpose="day", gathering=first(Gathering)),),
    "groupmember_one_group_of_a_set": (twin(GroupMember, until=date.max),),
    "stage_join_code_once": (join_codes(""),),
    "stage_code_dies_with_the_day": (change(Stage, state="ended", ends_at=None, join_code=""),),
    "stage_clock_runs_or_stands": (change(Stage, ends_at=None, seconds_left=-5),),
    "round_one_open_an_exercise": (twin(Round, number=99, closed_at=NOON, revealed_at=NOON),),
    "grouprole_taken_by_one": (twin(GroupRole, role="guard"), twin(GroupRole, group_id=first(Group))),
    "floor_once_a_group_and_phase": (twin(Floor, phase_id=first(Phase)),),
    "card_one_a_slot": (twin(Card, key="another", slot=None),),
    "card_slot_1_to_9": (change(Card, slot=1), change(Card, slot=9)),
    "origin_slot_1_to_9": (change(Origin, slot=9),),
    "missedvalue_nobodys_once_decided": (
        change(MissedValue, participation=None),
        change(MissedValue, state="taken_in", participation=None),
        change(MissedValue, state="left_out", participation=None),
    ),
    "decidedvalue_mean_0_to_100": (change(DecidedValue, mean=None), change(DecidedValue, mean=0)),
    "platform_link_once": (twin(Platform, programme_id=second(Programme), link=""),),
    "platformedition_withdrawn_says_why": (change(PlatformEdition, withdrawn_at=NOON, withdrawn_why="Feil"),),
    "gallerycomment_set_aside_with_a_word": (
        change(GalleryComment, state="set_aside", why="Nei"),
        change(GalleryComment, state="worked_in"),
    ),
    "statement_members_wrote_its_lines": (
        change(Statement, lines=0, members=0),
        change(Statement, lines=2, members=2),
    ),
    "ownline_used_is_put_forward": (
        change(OwnLine, is_put_forward=True, used_in=first(Statement)),
        change(OwnLine, is_put_forward=True, used_in=None),
    ),
    "ownline_put_to_is_put_forward": (
        change(OwnLine, is_put_forward=True, put_to=first(Group)),
        change(OwnLine, is_put_forward=True, put_to=None),
    ),
    "allocation_counts_only_at_100": (change(Allocation, total=99, handed_in=False),),
    "pointsresult_no_figures_below_five": (
        change(PointsResult, givers=4, figures=[]),
        change(PointsResult, givers=2, is_named=True),
    ),
    "rating_in_tens": (change(Rating, value=0), change(Rating, value=100)),
    "rating_once_a_day": (twin(Rating, turn=2),),
    "source_not_empty": (change(Source, feeds=""), change(Source, feeds="a", could="")),
    "ladderstep_position_once_a_ladder": (change(LadderStep, position=2, deleted_at=NOON),),
    "scaledgoal_position_once_a_table": (twin(ScaledGoal, deleted_at=NOON),),
    "scaledgoal_baseline_1_or_2": (change(ScaledGoal, baseline=1), change(ScaledGoal, baseline=None)),
    "logline_says_something": (change(LogLine, text="", effort="as"), change(LogLine, text="a", effort="")),
    "picture_at_most_1600": (change(Picture, width=1600, height=1),),
    "planline_weeks_1_to_26": (change(PlanLine, weeks=1), change(PlanLine, weeks=26)),
    "periodplan_once_for_the_same_weeks": (twin(PeriodPlan, weeks=9), twin(PeriodPlan, deleted_at=NOON)),
    "editionpicture_number_once_an_edition": (twin(EditionPicture, number=7),),
    "instrument_shipped_once": (twin(Instrument, version=2),),
    "instrument_version_once": (twin(Instrument, municipality_id=first(Municipality), version=2),),
    "assessment_floor_is_five_or_more": (change(Assessment, floor=5), change(Assessment, floor=12)),
    "assessmentresult_nothing_below_five": (change(AssessmentResult, respondents=4, figures={}),),
    "selfrating_once_a_day": (twin(SelfRating, on=LONG_AGO),),
    "selfscore_1_to_7": (change(SelfScore, value=1), change(SelfScore, value=7)),
    "selfscore_says_something": (change(SelfScore, value=None, reason="Fordi"),),
    "case_lies_in_a_situation": (change(Case, situation=0), change(Case, situation=4)),
    "case_minutes_1_to_600": (change(Case, minutes=1), change(Case, minutes=600), change(Case, minutes=None)),
    "goalcard_calendar_once": (twin(GoalCard, membership_id=second(Membership), calendar_token=""),),
    "area_position_once_a_card": (twin(Area, deleted_at=NOON),),
    "goal_position_once_an_area": (
        twin(Goal, position=None, belief=None),
        twin(Goal, deleted_at=NOON, belief=None),
    ),
    "action_position_once_a_goal": (twin(Action, deleted_at=NOON),),
    "goal_checklist_known": (change(Goal, checklist="smarte", ticked="SMA"),),
    "action_starts_before_it_is_due": (
        change(Action, start=LONG_AGO, due=None),
        change(Action, start=None, due=LONG_AGO),
        change(Action, start=LONG_AGO, due=LONG_AGO),
    ),
    "goal_first_or_second": (change(Goal, position=2),),
    "indicator_not_empty": (change(Indicator, text="", target="a"), change(Indicator, text="a", target="")),
    "action_not_empty": (change(Action, text="", deadline="a"), change(Action, text="a", deadline="")),
    "export_counted_when_ready": (change(Export, ready_at=NOON, count=0),),
    "explanation_style_known": (change(Explanation, time="passing", control="within", scope=""),),
    "moodpicture_once_a_moment": (twin(MoodPicture, moment="became"),),
    "moodpicture_moment_known": (change(MoodPicture, moment="became"),),
    "moodpicture_at_most_1600": (change(MoodPicture, width=1600, height=1),),
    "mood_0_to_10": (change(Mood, now_mood=0, became_mood=10, became_picture="sun"),),
    "worry_handles_0_to_10": (change(Worry, probability=None, rescue=0, escape=10),),
}

LAWS = {
    law.name: (model, law)
    for model in apps.get_models()
    if model._meta.app_label in APPS
    for law in model._meta.constraints
}


def each(table: dict[str, tuple[Attempt, ...]]) -> list[Any]:
    rows = [(name, number, attempt) for name, attempts in table.items() for number, attempt in enumerate(attempts, 1)]
    return [pytest.param(name, attempt, id=f"{name}-{number}") for name, number, attempt in rows]


@pytest.fixture
def filled(db: Any) -> None:
    kept("filled", lambda: fill(place("Seljordmerke")))


def fill(here: Place) -> None:
    """A row of each model, and each of them as it should be: gathering 3 is at its diamond."""
    seat, group = here.leaders[0], here.groups[0]
    stage = go_to(here.gathering, DIAMOND, here.facilitator)
    saved(here)
    Stage.objects.create(gathering=Gathering.objects.create(programme=here.programme, number=4, date=date.max))
    round = Round.objects.get(exercise=stage.exercise)
    GroupRole.objects.create(gathering=here.gathering, group=here.groups[1], role="chair", participation=seat)
    Floor.objects.create(round=round, phase=Phase.objects.latest("pk"), group=group, number=1, began_at=timezone.now())
    Card.objects.filter(pk=Card.objects.earliest("pk").pk).update(slot=1)
    value = ShortlistValue.objects.create(round=round, position=1, label="Tillit")
    Origin.objects.create(value=value, group=group, word="tillit", slot=1)
    candidate = Candidate.objects.create(round=round, position=1, label="Tillit")
    Agreement.objects.create(diamond=Diamond.objects.earliest("pk"), participation=seat)
    MergedWord.objects.create(merge=Merge.objects.create(round=round), round=round, key="tillit")
    KeptApart.objects.create(round=round, keys="mot\ntillit")
    MissedValue.objects.create(round=round, participation=seat, word="glede", reason="Den bærer")
    NamedAllocation.objects.create(round=round, participation=seat, points=[100])
    decision = Decision.objects.create(round=round, number=1, reason="Vi valgte den")
    DecidedValue.objects.create(decision=decision, position=1, label="Tillit", candidate=candidate, mean=17.5)
    written = LineValue.objects.create(round=round, position=1, label="Tillit")
    Dealt.objects.create(value=written, group=group)
    Wish.objects.create(round=round, group=group, value=written)
    Statement.objects.create(value=written, group=group, text="lytte")
    OwnLine.objects.create(value=written, participation=seat, text="lytte")
    Stand.objects.create(round=round, group=group, number=0, host=seat)
    GalleryComment.objects.create(round=round, group=group, text="Godt")
    Programme.objects.create(municipality=here.municipality, name="Et annet")
    platform = Platform.objects.create(programme=here.programme, link="a" * 20)
    PurposeSentence.objects.create(platform=platform, text="Vi gir retning")
    PlatformAction.objects.create(value=PlatformValue.objects.create(platform=platform, text="Tillit"), text="lytte")
    PlatformEdition.objects.create(platform=platform, number=1, content={})
    Allocation.objects.create(round=round, participation=seat, points=[100], total=100, handed_in=True)
    PointsResult.objects.create(round=round, asked=6, givers=5, figures=[500])
    belief = Belief.objects.create(membership=here.membership, about="Målet")
    Rating.objects.create(belief=belief, value=50)
    Source.objects.create(belief=belief, kind="model", feeds="a", could="b")
    pictured(here)
    planned(here)
    shared_period(here)
    fill_assessments(here, round)
    Attendance.objects.create(gathering=here.gathering, participation=seat, was_there=True)
    OwnScreen.objects.create(gathering=here.gathering, participation=seat)
    Admission.objects.create(
        gathering=here.gathering, participation=seat, device="a" * 64, state="admitted", by_card=True, was_in=True
    )
    question = Question.objects.create(exercise=round.exercise, position=1, text="Hva nå?")
    ShelvedExercise.objects.create(person=here.facilitator, kind="cloud", title="Ordsky", phases=[])
    Note.objects.create(question=question, participation=seat)
    parts = [{"heading": "Verdiene", "text": "Tillit"}]
    Summary.objects.create(gathering=here.gathering, parts=parts, published=parts, published_at=NOON)
    NextStep.objects.create(gathering=here.gathering, participation=seat, text="Ringe")
    GroupAnswer.objects.create(round=round, question=question, group=group)
    idea = ReleasedText.objects.create(round=round, question=question, position=1, text="Et svar")
    PiledIdea.objects.create(pile=IdeaPile.objects.create(round=round, position=1, heading="Retning"), text=idea)
    page = InputPage.objects.create(item=round.exercise.item, position=1, heading="Tillit")
    InputPicture.objects.create(page=page, content=b"", width=9, height=9, alt="En varde")
    SlideImport.objects.create(item=page.item, name="a.pdf", content=b"%PDF-")
    Presence.objects.create(gathering=here.gathering, process="here-1", participants=[], at=timezone.now())
    GoalCard.objects.update(calendar_token="token")
    worried(here.membership)
    Explanation.objects.create(membership=here.membership, event="Et møte")
    moody(here)
    unit = Unit.objects.create(municipality=here.municipality, name="Oppvekst")
    marked(here)
    Placement.objects.create(membership=here.membership, unit=unit)
    Leave.objects.create(membership=here.membership, deputy=here.leaders[1].membership)
    Change.objects.create(
        membership=here.membership, programme=here.programme, kind="unit", since=timezone.localdate(), rows=[]
    )
    Invitation.objects.create(participation=seat)
    DayInvitation.objects.create(gathering=here.gathering, participation=seat, sequence=0)
    Job.objects.all().delete()
    Export.objects.create(programme=here.programme, person=here.hr, form="zip")
    Job.objects.create(kind="mail.send", key="mail.send 1", progress=1, total=3)


def fill_assessments(here: Place, round: Round) -> None:
    seat, content = here.leaders[0], shipped.DYSFUNCTIONS.to_json()
    instrument = Instrument.objects.create(slug="trust", content=content)
    Instrument.objects.create(municipality=here.municipality, slug="trust", content=content)
    Assessment.objects.create(exercise=round.exercise, instrument=instrument)
    AssessmentResult.objects.create(
        round=round, instrument=instrument, asked=6, respondents=5, figures={"trust": {"mean": 3.4}}
    )
    NamedAnswer.objects.create(round=round, participation=seat, answers={})
    rating = SelfRating.objects.create(membership=here.membership, instrument=instrument)
    SelfScore.objects.create(rating=rating, key="trust", value=4)
    board = CaseBoard.objects.create(round=round, group=here.groups[0])
    Case.objects.create(board=board, position=1, title="Budsjettet", key="budsjettet")


def test_every_law_has_something_that_breaks_it() -> None:
    assert set(BREAK) == set(LAWS)


def speaks(name: str, error: IntegrityError) -> bool:
    """Whether the database says that it is this law that was broken."""
    cause = error.__cause__
    if connection.vendor == "postgresql":
        return bool(cause.diag.constraint_name == name)
    model, law = LAWS[name]
    if isinstance(law, models.CheckConstraint):
        return str(cause) == f"CHECK constraint failed: {name}"
    assert isinstance(law, models.UniqueConstraint)
    table = model._meta.db_table
    columns = ", ".join(f"{table}.{model._meta.get_field(field).column}" for field in law.fields)
    return str(cause) == f"UNIQUE constraint failed: {columns or f'index {chr(39)}{name}{chr(39)}'}"


@pytest.mark.parametrize(("name", "attempt"), each(BREAK))
def test_what_breaks_a_law_is_refused_by_the_database_in_its_name(filled: None, name: str, attempt: Attempt) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        attempt()
    assert speaks(name, refused.value), refused.value


@pytest.mark.parametrize(("name", "attempt"), each(KEEP))
def test_what_only_comes_close_is_accepted(filled: None, name: str, attempt: Attempt) -> None:
    with transaction.atomic():
        attempt()
