from django.urls import path

from efficacy.views import assessment as views_assessment
from efficacy.views import cases as views_cases
from efficacy.views import instrument as views_instrument
from efficacy.views import own as views_own

urlpatterns = [
    path("gatherings/<pid:gathering>/rounds/<pid:round>/ratings/", views_assessment.rate, name="ratings"),
    path("gatherings/<pid:gathering>/rounds/<pid:round>/cases/new/", views_cases.add, name="case-new"),
    path("gatherings/<pid:gathering>/rounds/<pid:round>/cases/place/", views_cases.place, name="case-place"),
    path("gatherings/<pid:gathering>/rounds/<pid:round>/cases/remove/", views_cases.remove, name="case-remove"),
    path("gatherings/<pid:gathering>/self-rating/", views_own.in_room, name="self-rating-in-room"),
    path("programmes/<pid:programme>/instruments/", views_instrument.instruments, name="instruments"),
    path("programmes/<pid:programme>/instruments/new/", views_instrument.new, name="instrument-new"),
    path(
        "programmes/<pid:programme>/instruments/<pid:instrument>/edit/", views_instrument.edit, name="instrument-edit"
    ),
    path("leaders/<pid:leader>/self-ratings/", views_own.ratings, name="self-ratings"),
    path("leaders/<pid:leader>/self-ratings/today/", views_own.today, name="self-rating-today"),
    path("leaders/<pid:leader>/self-ratings/<pid:rating>/", views_own.rating, name="self-rating"),
    path("leaders/<pid:leader>/self-ratings/<pid:rating>/delete/", views_own.delete, name="self-rating-delete"),
]
