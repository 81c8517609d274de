"""Where pages are passed on: what a prompt names beside the usual places."""

from millwright.factory.generation import read
from millwright.factory.generation.compiler.tree import compile_app

BUTTON = "frontend/src/components/sharing/ShareButton.tsx"


def test_networks_that_a_prompt_names_are_places_to_share_on() -> None:
    spec = read("A news site. Members browse articles and share articles to WeChat groups or Telegram.")
    assert [part.options for part in spec.parts_of("sharing")] == [{"on": "wechat telegram"}]
    assert "WeChat groups" not in [reason.subject for reason in spec.not_built]
    button = compile_app(spec)[BUTTON]
    assert "`https://t.me/share/url?url=${address}&text=${words}`" in button
    assert 'copy("WeChat")' in button


def test_sharing_without_a_name_has_the_usual_places() -> None:
    button = compile_app(read("A news site. Members browse articles and share articles."))[BUTTON]
    assert "paste it into" not in button
    assert "onClick={copy}>" in button


def test_networks_that_are_refused_or_for_signing_in_are_none_to_share_on() -> None:
    for more in ("share articles without sharing to Telegram.", "share articles, and log in with LinkedIn."):
        spec = read(f"A news site. Members browse articles and {more}")
        assert [part.options for part in spec.parts_of("sharing")] == [{}]
