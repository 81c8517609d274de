"""Players: what prompts ask to be played, and where it may come from."""

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.spec import FieldType

WEB = "backend/app/web.py"


def test_films_and_sound_are_played_from_files_and_addresses() -> None:
    spec = read("A music app where users browse songs by genre, play music and add songs to favourites")
    song = spec.entity("song")
    assert [field.name for field in song.fields if field.type is FieldType.FILE] == ["recording"]
    assert [part.entity for part in spec.parts_of("player")] == ["song"]
    assert not [reason for reason in spec.not_built if "play" in reason.subject]


@pytest.mark.parametrize(("prompt", "framed"), [("videos", True), ("recipes", False)])
def test_other_sites_are_framed_only_where_films_are_shown(prompt: str, framed: bool) -> None:
    files = compile_app(read(f"A site where visitors browse {prompt} by category"))
    assert ("frame-src https://www.youtube-nocookie.com" in files[WEB]) is framed
    assert any(path.endswith("VideoPlayer.tsx") for path in files) is framed


def test_what_is_broadcast_live_is_said_not_to_be_built() -> None:
    spec = read("A radio site with episodes that listeners play, and live streaming of the evening show")
    assert any("streaming" in reason.subject for reason in spec.not_built)
