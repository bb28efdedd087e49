from django.urls import path

from values import views

urlpatterns = [
    path("gatherings/<pid:gathering>/rounds/<pid:round>/diamond/place/", views.place, name="diamond-place"),
    path(
        "gatherings/<pid:gathering>/rounds/<pid:round>/diamond/words/new/",
        views.add_word,
        name="diamond-word",
    ),
    path("gatherings/<pid:gathering>/rounds/<pid:round>/points/", views.spread, name="points"),
]
