"""Long work: the page asks by itself, speaks every tenth, and needs no scripts."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest
from django.template import engines
from playwright.sync_api import Route

from tests.browser import DESK, PageAt
from tests.ui.conftest import SITE, show
from tonghu.ui import page
from tonghu.ui.jinja import answering
from tonghu.ui.shapes import JobView, Refused

Asked = Callable[..., HttpRequest]
RUNNING = JobView("比对", 12, 79, "正在读第12份", "running")
SOURCE = """{% extends "ui/base.html" %}{% block title %}比对{% endblock %}
{% block refresh %}{% if job.state == "running" %}3{% endif %}{% endblock %}
{% block main %}{{ ui.progress_job(job, "/poll/") }}{% endblock %}"""


def whole(asked: Asked, job: JobView) -> str:
    request = asked()
    with answering(request):
        made = engines["jinja2"].from_string(SOURCE)
        around = {**page.shell(request), "toasts": (), "job": job}
        return str(made.render(around, request))


def part(asked: Asked, job: JobView) -> str:
    answer = page.fragment(asked(), "ui/progress.html", job=job, poll_url="/poll/")
    return answer.content.decode()


def test_without_scripts_the_page_reloads_while_it_runs_and_stops_after(asked: Asked) -> None:
    refresh = '<noscript><meta http-equiv="refresh" content="3"></noscript>'
    assert refresh in whole(asked, RUNNING)
    assert 'http-equiv="refresh"' not in whole(asked, replace(RUNNING, state="done"))


def test_a_running_job_asks_again_and_a_finished_one_does_not(asked: Asked) -> None:
    assert 'hx-get="/poll/"' in part(asked, RUNNING)
    assert 'aria-valuenow="12"' in part(asked, RUNNING)
    assert "可以离开，做完会告诉你。" in part(asked, RUNNING)
    done = part(asked, replace(RUNNING, state="done", done=79, result_url="/result/"))
    assert "hx-get" not in done
    assert 'href="/result/"' in done


def test_what_is_read_aloud_changes_only_every_tenth(asked: Asked) -> None:
    said = {
        part(asked, replace(RUNNING, done=n)).partition('data-said="')[2].partition('"')[0]
        for n in range(80)
    }
    assert len(said) == 11  # begun, nine tenths, all


def test_refused_rows_are_listed_with_line_and_reason(asked: Asked) -> None:
    html = part(
        asked,
        replace(
            RUNNING,
            state="failed",
            problem="没读完",
            refused=(Refused(213, "少一位"),),
            excel_url="/x/",
        ),
    )
    assert "有1行没收" in html
    assert "213" in html
    assert 'href="/x/"' in html


def test_in_a_browser_the_bar_moves_is_spoken_and_ends(page_at: PageAt, asked: Asked) -> None:
    view = page_at(DESK)
    answers = [
        replace(RUNNING, done=40, step="正在读第40份"),
        replace(RUNNING, done=79, state="done", result_url="/r/"),
    ]
    texts = [part(asked, job) for job in answers]

    def poll(route: Route) -> None:
        route.fulfill(body=texts.pop(0), content_type="text/html; charset=utf-8")

    said = show(view, whole(asked, RUNNING).replace("every 2s", "every 100ms"))
    view.route(f"{SITE}/poll/", poll)
    texts[0] = texts[0].replace("every 2s", "every 300ms")
    view.get_by_text("正在读第40份").wait_for()
    view.get_by_text("看结果").wait_for()
    assert view.locator("[aria-live=polite].hide").inner_text() == "比对：已完成"
    assert not [line for line in said if "Content Security Policy" in line]
    assert texts == []
