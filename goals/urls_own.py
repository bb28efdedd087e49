"""What a leader follows their goals up with."""

from django.urls import path

from goals import views_ladders

urlpatterns = [
    path("leaders/<pid:leader>/ladders/", views_ladders.ladders, name="ladders"),
    path("leaders/<pid:leader>/ladders/<pid:ladder>/", views_ladders.ladder, name="ladder"),
    path("leaders/<pid:leader>/ladders/<pid:ladder>/edit/", views_ladders.edit_ladder, name="ladder-edit"),
    path("leaders/<pid:leader>/ladders/<pid:ladder>/pdf/", views_ladders.ladder_pdf, name="ladder-pdf"),
    path("leaders/<pid:leader>/ladders/<pid:ladder>/steps/<pid:step>/", views_ladders.step, name="ladder-step"),
]
