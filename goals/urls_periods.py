from django.urls import path

from goals.views import periods as views

urlpatterns = [
    path("leaders/<pid:leader>/plan/", views.plan, name="plan"),
    path("leaders/<pid:leader>/plan/sheets/<pid:period>/", views.period, name="period"),
    path("leaders/<pid:leader>/plan/sheets/<pid:period>/pdf/", views.period_pdf, name="period-pdf"),
]
