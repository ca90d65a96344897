"""Addresses as people paste them out of a browser: the tracker is found by its pages."""

import pytest

from leadline.sources.errors import BadAddress
from leadline.sources.trackers import KINDS, kind_of, tracker


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://github.com/acme/checkout", "github:acme/checkout"),
        ("https://www.github.com/acme/checkout/issues/3", "github:acme/checkout"),
        ("https://gitlab.com/acme/sub/checkout/-/issues/3", "gitlab:acme/sub/checkout"),
        ("https://git.acme.example/acme/checkout/-/boards", "gitlab:git.acme.example/acme/checkout"),
        ("https://acme.atlassian.net/browse/SHOP-12", "jira:acme.atlassian.net/SHOP"),
        ("https://tracker.acme.example/jira/browse/SHOP-12", "jira:tracker.acme.example/jira/SHOP"),
        ("https://linear.app/acme/team/ATL/active", "linear:acme/ATL"),
    ],
)
def test_a_web_address_is_the_tracker_whose_page_it_is(text: str, address: str) -> None:
    assert tracker(kind_of(text)).settings(text, {}).address == address


@pytest.mark.parametrize("kind", KINDS)
def test_the_word_before_the_colon_names_the_tracker(kind: str) -> None:
    assert kind_of(f"{kind.upper()}:acme/checkout") == kind


def test_a_page_that_could_be_of_several_asks_for_the_word() -> None:
    with pytest.raises(BadAddress, match=r"could be a page of several trackers.*redmine:https"):
        kind_of("https://tracker.acme.example/projects/shop")
