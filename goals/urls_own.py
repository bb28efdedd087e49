"""What a leader follows their goals up with."""

from django.urls import path

from goals.views import attainment as views_attainment
from goals.views import beliefs as views_beliefs
from goals.views import circle as views_circle
from goals.views import ladders as views_ladders
from goals.views import log as views_log
from goals.views import moods as views_moods

urlpatterns = [
    path("leaders/<pid:leader>/ladders/", views_ladders.ladders, name="ladders"),
    path("leaders/<pid:leader>/ladders/<pid:ladder>/", views_ladders.ladder, name="ladder"),
    path("leaders/<pid:leader>/ladders/<pid:ladder>/edit/", views_ladders.edit_ladder, name="ladder-edit"),
    path("leaders/<pid:leader>/ladders/<pid:ladder>/pdf/", views_ladders.ladder_pdf, name="ladder-pdf"),
    path("leaders/<pid:leader>/ladders/<pid:ladder>/steps/<pid:step>/", views_ladders.step, name="ladder-step"),
    path("leaders/<pid:leader>/attainments/", views_attainment.attainments, name="attainments"),
    path("leaders/<pid:leader>/attainments/<pid:attainment>/", views_attainment.attainment, name="attainment"),
    path(
        "leaders/<pid:leader>/attainments/<pid:attainment>/edit/",
        views_attainment.edit_attainment,
        name="attainment-edit",
    ),
    path(
        "leaders/<pid:leader>/attainments/<pid:attainment>/pdf/", views_attainment.attainment_pdf, name="attainment-pdf"
    ),
    path(
        "leaders/<pid:leader>/attainments/<pid:attainment>/goals/new/",
        views_attainment.new_scaled,
        name="attainment-goal-new",
    ),
    path(
        "leaders/<pid:leader>/attainments/<pid:attainment>/goals/<pid:goal>/",
        views_attainment.edit_scaled,
        name="attainment-goal",
    ),
    path(
        "leaders/<pid:leader>/attainments/<pid:attainment>/reviews/new/",
        views_attainment.new_review,
        name="attainment-review-new",
    ),
    path(
        "leaders/<pid:leader>/attainments/<pid:attainment>/reviews/<pid:review>/",
        views_attainment.edit_review,
        name="attainment-review",
    ),
    path("leaders/<pid:leader>/goal-circle/", views_circle.goal_circle, name="goal-circle"),
    path("leaders/<pid:leader>/follow-up/", views_log.follow_up, name="follow-up"),
    path("leaders/<pid:leader>/log/", views_log.log, name="log"),
    path("leaders/<pid:leader>/log/<pid:line>/", views_log.log_line, name="log-line"),
    path("leaders/<pid:leader>/log/<pid:line>/picture/", views_log.log_picture, name="log-picture"),
    path(
        "leaders/<pid:leader>/moods/<pid:sheet>/pictures/<slug:moment>/", views_moods.mood_picture, name="mood-picture"
    ),
    path(
        "leaders/<pid:leader>/moods/<pid:sheet>/pictures/<slug:moment>/file/",
        views_moods.mood_picture_file,
        name="mood-picture-file",
    ),
    path("leaders/<pid:leader>/plan/new/", views_log.new_plan, name="plan-new"),
    path("leaders/<pid:leader>/plan/<pid:line>/", views_log.plan_line, name="plan-line"),
    path("leaders/<pid:leader>/beliefs/", views_beliefs.beliefs, name="beliefs"),
    path("leaders/<pid:leader>/beliefs/<pid:belief>/", views_beliefs.belief, name="belief"),
    path("leaders/<pid:leader>/beliefs/<pid:belief>/pdf/", views_beliefs.belief_pdf, name="belief-pdf"),
    path("leaders/<pid:leader>/beliefs/<pid:belief>/sources/", views_beliefs.sources, name="belief-sources"),
    path("leaders/<pid:leader>/sources/", views_beliefs.sources_list, name="sources"),
    path("leaders/<pid:leader>/sources/<pid:goal>/", views_beliefs.goal_sources, name="goal-sources"),
]
