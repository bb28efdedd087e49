from django.urls import path

from efficacy import views_assessment

urlpatterns = [
    path("gatherings/<pid:gathering>/rounds/<pid:round>/ratings/", views_assessment.rate, name="ratings"),
]
