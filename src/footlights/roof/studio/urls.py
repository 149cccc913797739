"""Addresses of the studio."""

from __future__ import annotations

from django.urls import path

from .views import deals, evidence

app_name = "studio"
urlpatterns = [
    path("", deals.home, name="home"),
    path("works", deals.works_list, name="works"),
    path("deals", deals.deals, name="deals"),
    path("deals/sign", deals.sign, name="sign"),
    path("deals/<str:memorandum>", deals.deal, name="deal"),
    path("deals/<str:memorandum>/partnership", deals.partnership, name="partnership"),
    path("partnerships/<str:partnership>/commitment", deals.commitment, name="commitment"),
    path("partnerships/<str:partnership>/agreement", deals.agreement, name="agreement"),
    path("partnerships/<str:partnership>/move", deals.move, name="move"),
    path("grants/<str:grant>/revoke", deals.revoke, name="revoke"),
    path("grants/<str:grant>/reissue", deals.reissue, name="reissue"),
    path("partnerships/<str:partnership>/deliverable", evidence.deliverable, name="deliverable"),
    path("partnerships/<str:partnership>/link", evidence.link, name="link"),
    path("partnerships/<str:partnership>/declaration", evidence.declaration, name="declaration"),
    path("agreements/<str:agreement>/amendment", evidence.amendment, name="amendment"),
    path("agreements/<str:agreement>/holdback", evidence.holdback, name="holdback"),
    path("agreements/<str:agreement>/statement", evidence.statement, name="statement"),
    path("statements/<str:statement>/correct", evidence.correct, name="correct"),
    path("deliverables/<str:deliverable>/deliver", evidence.deliver, name="deliver"),
    path("deliverables/<str:deliverable>/approve", evidence.approve, name="approve"),
    path("holdbacks/<str:holdback>/lift", evidence.lift, name="lift"),
    path("components", deals.components, name="components"),
]
