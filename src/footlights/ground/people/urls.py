"""A person's own pages; sign-in and passkeys are allauth's, under /account/."""

from django.urls import path

from .views import circle, entry, inbox, profile, tokens

app_name = "people"
urlpatterns = [
    path("", profile.profile, name="profile"),
    path("consents/<str:purpose>", profile.consent, name="consent"),
    path("export", profile.export, name="export"),
    path("erase", profile.erase, name="erase"),
    path("erased", profile.erased, name="erased"),
    path("inbox", inbox.inbox, name="inbox"),
    path("inbox/read", inbox.read_all, name="read_all"),
    path("inbox/<str:notice>", inbox.read, name="read"),
    path("tokens", tokens.tokens, name="tokens"),
    path("tokens/<str:token>/withdraw", tokens.withdraw, name="withdraw_token"),
    path("circle", circle.circle, name="circle"),
    path("who/<str:other>", circle.person, name="person"),
    path("who/<str:other>/tie", circle.tie, name="tie"),
    path("invitations", entry.invitations, name="invitations"),
    path("invitations/<str:invitation>/withdraw", entry.withdraw, name="withdraw_invitation"),
    path("invitation/<str:secret>", entry.accept, name="invitation"),
    path("reset/<str:other>/<str:proof>", entry.reset, name="reset"),
]
plain_urlpatterns = [path("territory", profile.territory, name="territory")]
