"""Captions, initials, licence lines and furniture, kept apart from the body."""

from __future__ import annotations

import pytest

from tasks.news.boilerplate import is_furniture, part, split_captions, split_initials, split_license

LICENSE = (
    "All Content by Gulf Desk is licensed under a Creative Commons Attribution 4.0"
    " International License."
)


def test_everything_on_one_line_is_parted() -> None:
    line = f"He left on Monday. CAPTION: The envoy waves. Behind him, a dog. {LICENSE}"
    parted = part([line])
    assert parted.paragraphs == ("He left on Monday.",)
    assert parted.captions == ("The envoy waves. Behind him, a dog.",)
    assert (parted.initials, parted.license) == (None, LICENSE)


def test_initials_stand_before_the_licence() -> None:
    parted = part(["First.", f"He left on Monday. KL/RM {LICENSE}"])
    assert parted.paragraphs == ("First.", "He left on Monday.")
    assert (parted.initials, parted.license) == ("KL/RM", LICENSE)


def test_initials_and_licence_may_have_their_own_paragraphs() -> None:
    parted = part(["He left on Monday.", "MNA/5712345", LICENSE])
    assert parted.paragraphs == ("He left on Monday.",)
    assert (parted.initials, parted.license) == ("MNA/5712345", LICENSE)


@pytest.mark.parametrize(
    "text",
    [
        "They listened to AC/DC",
        "He spoke of HIV/AIDS and TB.",
        "The album is licensed under new terms.",
        "The caption: a joke that nobody got.",
    ],
)
def test_sentences_with_the_same_words_stay(text: str) -> None:
    assert part([text]).paragraphs == (text,)


def test_this_work_is_licensed() -> None:
    text = "It rained. This article is licensed under CC BY 4.0."
    assert split_license(text) == ("It rained.", "This article is licensed under CC BY 4.0.")


def test_several_captions_in_a_paragraph() -> None:
    assert split_captions("CAPTION: One. CAPTION: Two.") == ("", ("One.", "Two."))


def test_initials_follow_a_sentence() -> None:
    assert split_initials("“We go.” SP/PA") == ("“We go.”", "SP/PA")
    assert split_initials("the team of SP/PA") == ("the team of SP/PA", None)


@pytest.mark.parametrize(
    "line",
    [
        "© 2023 Gulf Desk",
        "Copyright 2023 Gulf Desk. All rights reserved.",
        "Reporting by Ann Roe in Baghdad; Editing by Jo Doe",
        "Photo: Gulf Desk/Ann Roe",
        "Source: Gulf Desk",
        "Read more",
        "Read more: Fleet gets new tugboat",
        "Also read: Who pays for the dam?",
        "Related articles",
        "Share this article",
        "Facebook Twitter WhatsApp",
        "Subscribe to our newsletter.",
        "Follow us on Telegram",
        "ADVERTISEMENT",
        "* * *",
    ],
)
def test_furniture_is_recognised(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday.",
        "Share this burden, the minister told his guests, or carry it alone.",
        "Reporting by the agency showed that ten men died.",
        "Read the report before you speak, he said.",
        "Print media were banned on Monday.",
        "Photos by the agency showed smoke.",
        "Copyright law was changed by parliament on Tuesday.",
        "The end of the war is near, he said.",
    ],
)
def test_sentences_are_no_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "text",
    [
        "Follow us on Facebook, Telegram and X.",
        "Follow the Gulf Desk on Instagram for pictures of the day.",
        "Get our best stories by mail: sign up for the weekly newsletter.",
        "If you enjoyed this story, join the readers of our newsletter today.",
        "Have a tip? Ann Roe reads her mail at desk@gulf.example.",
        "Write to Ann Roe at ann@gulf.example",
        "12 comments",
        "Updated at 14:20",
    ],
)
def test_invitations_are_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "Like his father, he announced his departure on Twitter on Monday.",
        "Published 10 days after the vote, the report names 3 ministers.",
        "The newsletter of the party says that he will stand again.",
        "Two comments on the treaty were heard in the hall.",
        "He was told to contact the embassy in the capital.",
    ],
)
def test_sentences_about_the_same_things_are_not(text: str) -> None:
    assert not is_furniture(text)


def test_a_heading_of_links_takes_its_list_and_no_sentence() -> None:
    lines = ("It rained.", "Don’t miss:", "What the dam cost", "Who owns the river", "It stopped.")
    assert part(lines).paragraphs == ("It rained.", "It stopped.")
