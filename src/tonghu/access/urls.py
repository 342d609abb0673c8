"""地址 of `access`."""

from django.urls import URLPattern

from tonghu.access.permissions import P
from tonghu.access.queries.accounts import post_subject, user_subject
from tonghu.access.views import accounts, audit, me, reach, signing_in
from tonghu.core.routes import PUBLIC, SIGNED_IN, page

app_name = "access"
BOTH, POST = ("GET", "POST"), ("POST",)

# fmt: off
urlpatterns: list[URLPattern] = [
    page("sign-in/", signing_in.sign_in, name="sign_in", needs=PUBLIC, methods=BOTH),
    page("sign-in/code/", signing_in.second_factor, name="second_factor", needs=PUBLIC, methods=BOTH),
    page("start/", signing_in.start, name="start", needs=PUBLIC, methods=BOTH),
    page("sign-out/", signing_in.sign_out, name="sign_out", needs=SIGNED_IN, methods=POST),
    page("me/", me.me, name="me", needs=SIGNED_IN),
    page("me/post/", signing_in.posts, name="posts", needs=SIGNED_IN, methods=BOTH),
    page("me/password/", me.password, name="password", needs=SIGNED_IN, methods=BOTH),
    page("me/phone/", me.phone, name="phone", needs=SIGNED_IN, methods=BOTH),
    page("me/phone/off/", me.phone_off, name="phone_off", needs=SIGNED_IN, methods=BOTH),
    page("me/sessions/end/", me.end_others, name="end_others", needs=SIGNED_IN, methods=POST),
    page("me/sessions/<uuid:id>/end/", me.end_session, name="end_session", needs=SIGNED_IN, methods=POST),
    page("who-sees-what/", reach.reach, name="reach", needs=SIGNED_IN),
    page("accounts/", accounts.people, name="people", needs=P.ACCOUNT_VIEW, methods=BOTH),
    page("audit/", audit.reads, name="reads", needs=P.AUDIT_VIEW, methods=BOTH),
    page("accounts/new/", accounts.person_new, name="person_new", needs=P.ACCOUNT_MANAGE, methods=BOTH),
    page("accounts/<uuid:id>/", accounts.person, name="person", needs=P.ACCOUNT_VIEW, of=user_subject),
    page("accounts/<uuid:id>/posts/new/", accounts.post_new, name="post_new", needs=P.ACCOUNT_MANAGE, of=user_subject, methods=BOTH),
    page("accounts/<uuid:id>/start/", accounts.code_start, name="code_start", needs=P.ACCOUNT_MANAGE, of=user_subject, methods=POST),
    page("accounts/<uuid:id>/reset/", accounts.code_reset, name="code_reset", needs=P.ACCOUNT_MANAGE, of=user_subject, methods=POST),
    page("accounts/<uuid:id>/end/", accounts.person_end, name="person_end", needs=P.ACCOUNT_MANAGE, of=user_subject, methods=POST),
    page("accounts/<uuid:id>/reopen/", accounts.person_reopen, name="person_reopen", needs=P.ACCOUNT_MANAGE, of=user_subject, methods=POST),
    page("posts/<uuid:id>/confirm/", accounts.post_confirm, name="post_confirm", needs=P.ROLE_GRANT, of=post_subject, methods=POST),
    page("posts/<uuid:id>/refuse/", accounts.post_refuse, name="post_refuse", needs=P.ROLE_GRANT, of=post_subject, methods=POST),
    page("posts/<uuid:id>/end/", accounts.post_end, name="post_end", needs=P.ACCOUNT_MANAGE, of=post_subject, methods=POST),
]
