from django.conf import settings
from django.urls import path

from programmes.views import (
    circle,
    demo,
    door,
    exercises,
    groups,
    join,
    paper,
    people,
    programme,
    questions,
    stage,
    start,
)

urlpatterns = [
    path("", start.start, name="start"),
    path("language/", start.language, name="language"),
    path("healthz", start.healthz, name="healthz"),
    path("join/", join.join, name="join"),
    path("join/<slug:code>/", join.join, name="join-code"),
    path("join/<slug:code>/who/", join.who, name="join-who"),
    path("card/<str:token>/", door.card, name="card"),
    path("programmes/<pid:programme>/", programme.programme, name="programme"),
    path("gatherings/<pid:gathering>/", stage.gathering, name="gathering"),
    path("gatherings/<pid:gathering>/cockpit/", stage.cockpit, name="cockpit"),
    path("gatherings/<pid:gathering>/door/", door.door, name="door"),
    path("gatherings/<pid:gathering>/next-person/", door.next_person, name="next-person"),
    path("gatherings/<pid:gathering>/claim/", door.claim, name="claim"),
    path("gatherings/<pid:gathering>/people/", people.people, name="people"),
    path("gatherings/<pid:gathering>/people/attendance.xlsx", people.attendance_sheet, name="attendance-sheet"),
    path("gatherings/<pid:gathering>/people/cards.pdf", people.entry_cards, name="entry-cards"),
    path("gatherings/<pid:gathering>/groups/", groups.groups, name="groups"),
    path("gatherings/<pid:gathering>/groups/new/", groups.new_groups, name="groups-new"),
    path("gatherings/<pid:gathering>/circle/", circle.circle, name="circle"),
    path("gatherings/<pid:gathering>/exercises/", exercises.exercises, name="exercises"),
    path("gatherings/<pid:gathering>/exercises/new/", exercises.new, name="exercise-new"),
    path("gatherings/<pid:gathering>/exercises/<pid:exercise>/edit/", exercises.edit, name="exercise-edit"),
    path("gatherings/<pid:gathering>/exercises/<pid:exercise>/delete/", exercises.delete, name="exercise-delete"),
    path("gatherings/<pid:gathering>/notes/", questions.notes, name="notes"),
    path("gatherings/<pid:gathering>/notes/<pid:question>/", questions.note, name="note"),
    path(
        "gatherings/<pid:gathering>/rounds/<pid:round>/answers/<pid:question>/",
        questions.group_answer,
        name="group-answer",
    ),
    path("gatherings/<pid:gathering>/rounds/<pid:round>/pen/", questions.pen, name="pen"),
    path("gatherings/<pid:gathering>/rounds/<pid:round>/ballot/", questions.ballot, name="ballot"),
    path("gatherings/<pid:gathering>/rounds/<pid:round>/texts/", questions.texts, name="texts"),
    path("gatherings/<pid:gathering>/rounds/<pid:round>/paper/<pid:group>/", paper.paper, name="paper"),
    path("gatherings/<pid:gathering>/evaluation/", questions.evaluation, name="evaluation"),
    path("projector/<str:token>/", stage.projector, name="projector"),
]
if settings.DEMO:
    urlpatterns += [path("demo/", demo.people, name="demo")]
