"""Errors and walls served as pages, in several wordings; and news that uses their words."""

from __future__ import annotations

import pytest

from tasks.news.stubs import find_stub

LONG = "The council met again and spoke about the dam and its price. " * 20
BRIEF = (
    "The council met again on Monday and spoke about the dam. Its price had risen by a third since"
    " the spring, the treasurer said, and nobody could tell why. A vote was put off to June."
)
PARTNERS = (
    "We value your privacy. We and our 812 partners store and access information on a device, such"
    " as cookies, and process personal data for advertising. You may click to accept or reject all"
    " of it. Your choices apply to this site alone, and you can change your settings at any time."
)


def reason(title: str, *paragraphs: str, seen: str = "") -> str | None:
    """Return the reason that a page is given for."""
    found = find_stub([title], paragraphs, lambda: seen)
    return found.reason if found else None


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404", ""),
        ("404", LONG),
        ("Page not found", LONG),
        ("404 - Page Not Found", LONG),
        ("Oops! That page can’t be found.", "It looks like nothing was found at this location."),
        ("Page not found | Harbour Post", "Try the search."),
        ("Sorry, the page you are looking for could not be found", ""),
        ("Sorry, the page you’re looking for doesn’t exist", ""),
        ("This article is no longer available", "Go back to the home page."),
        ("Harbour Post", "The page you requested could not be found. Check the link or search."),
        ("Harbour Post", "Sorry, we couldn’t find that page. It may have been moved."),
    ],
)
def test_what_is_not_found_is_told(title: str, body: str) -> None:
    assert reason(title, body) == "soft_404"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Dam talks", "We use our own and other cookies. Accept all cookies."),
        ("Harbour Post", PARTNERS),
        ("Before you continue to Harbour Post", "Choose what we may store."),
        ("Harbour Post", "This website uses cookies to improve your experience. Manage cookies."),
        ("Dam talks", "Please accept all cookies to go on. Reject them to leave."),
    ],
)
def test_requests_for_consent_are_told(title: str, body: str) -> None:
    assert reason(title, body) == "consent_wall"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Dam talks", "The talks failed. Subscribe now to continue reading."),
        ("Dam talks", "The talks failed on Monday. Log in or create a free account to read on."),
        ("Dam talks", f"{BRIEF}\n\nThis article is for subscribers only."),
        ("Dam talks", "To continue reading this article, please register."),
        ("Dam talks", "You have reached your limit of free articles. Choose a plan."),
        ("Sign in", "Your name and your password, please."),
        ("Log in to Harbour Post", ""),
    ],
)
def test_walls_of_payment_and_log_in_are_told(title: str, body: str) -> None:
    assert reason(title, *body.split("\n\n")) == "paywall"


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Dam talks", "Please enable JavaScript.", "needs_javascript"),
        ("Dam talks", "JavaScript is disabled in your browser. Reload it.", "needs_javascript"),
        ("Dam talks", "You need to enable JavaScript to run this app.", "needs_javascript"),
        ("Just a moment...", "", "bot_check"),
        ("Harbour Post", "Verify you are human by completing the action below.", "bot_check"),
        (
            "Harbour Post",
            "Our systems have detected unusual traffic from your network.",
            "bot_check",
        ),
        ("Harbour Post", "Checking your browser before you go on. Ray ID: 7f.", "bot_check"),
        ("Access Denied", "You have no permission.", "error_page"),
        ("Error 403: Forbidden", "", "error_page"),
        ("503 Service Unavailable", "Come back later.", "error_page"),
    ],
)
def test_other_pages_in_place_of_an_article_are_told(title: str, body: str, expected: str) -> None:
    assert reason(title, body) == expected


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (f"World\nPolitics\n{PARTNERS}\nAccept all\nReject all", "consent_wall"),
        ("World\nPlease enable JavaScript to view this page.", "needs_javascript"),
        (f"World\n{LONG}\nWe use cookies.", None),
        ("World\nPolitics\nSport", None),
    ],
)
def test_where_there_is_no_body_all_of_the_page_is_looked_at(
    seen: str, expected: str | None
) -> None:
    assert reason("Harbour Post", seen=seen) == expected
    assert reason("Harbour Post", BRIEF, seen=seen) is None


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404 dead in floods", ""),
        ("500 days of war", ""),
        ("Access denied: reporters barred from court", ""),
        ("Access denied - reporters barred from court", LONG),
        ("Access denied", LONG),
        ("Are you a robot?", LONG),
        ("Before you continue", LONG),
        ("Lost page of the treaty not found in archive", ""),
        ("Browsers drop cookies", f"{LONG} The firms said they would accept all cookies."),
        ("Cookie law passes", f"{BRIEF} Firms must let readers reject cookies, the minister said."),
        ("Cookie law passes", f"{BRIEF} “We use cookies and we will go on,” a publisher said."),
        ("Paper ends paywall", f"{BRIEF} Readers will no longer subscribe to continue reading."),
        ("Paper ends paywall", f'{BRIEF} "Subscribe now to continue reading," it used to say.'),
        ("Robots vote", f"{BRIEF} A clerk asked each to verify that it was not human."),
        ("Old treaty found", f"{BRIEF} The page could not be found for a century, he said."),
        ("Dam talks", f"{BRIEF} {BRIEF}\n\nPlease enable JavaScript to view the comments."),
        ("", LONG),
        ("", ""),
    ],
)
def test_news_in_the_same_words_is_kept(title: str, body: str) -> None:
    assert reason(title, *body.split("\n\n")) is None
