"""Players: what can be played gets an address or a file for it, and its page plays both."""

from millwright.factory.generation.capabilities import Component, Contribution
from millwright.factory.generation.capabilities.community import subject_view
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.reader.adding import add_field, add_part, because_of
from millwright.factory.generation.reader.draft import DraftEntity, Reading
from millwright.factory.generation.spec import AppSpec, FieldType, Part

_FOLDER = "components/player"
_TEMPLATES = "capabilities/player/templates"
_PLAYED = frozenset({"episode", "movie", "song", "video"})
_SENT = {"audio_address": "recording file", "film_address": "film file", "video_address": "film file"}
"""What is sent as a file, where it is played from an address as well."""
_ADDRESSES = frozenset({"audio_address", "film_address", "music_link", "video_address"})


def _draft(reading: Reading) -> None:
    """What is to be played can be sent as a file."""
    wishes = reading.wished("player")
    for entity in reading.entities:
        for field in entity.fields:
            if field.name in _ADDRESSES and field.type is FieldType.TEXT:
                field.type, field.values, field.pool = FieldType.URL, (), ""
        address = _address_of(entity)
        line = _SENT.get(address) or ("recording file" if wishes and entity.key in _PLAYED else "")
        if line and not entity.internal and all(field.type is not FieldType.FILE for field in entity.fields):
            add_field(entity, line, because_of(wishes, ""))


def _settle(reading: Reading) -> None:
    wishes = reading.wished("player")
    for entity in reading.entities:
        because = because_of(wishes, "whoever gives the address of a film or of sound wants it played")
        address = _address_of(entity)
        recording = any(field.type is FieldType.FILE for field in entity.fields)
        if not entity.internal and (address or (wishes and recording)):
            options = {"address": address} if address else {}
            add_part(reading, Part(capability="player", entity=entity.name, options=options), because)


def _finish(reading: Reading) -> None:
    """In the demonstration films and sound are files, which can be played without the sites of others."""
    for entity in reading.entities:
        address = _address_of(entity)
        for row in entity.samples if address in _SENT else ():
            row[address] = None


def _address_of(entity: DraftEntity) -> str:
    return next((f.name for f in entity.fields if f.type is FieldType.URL and f.name in _ADDRESSES), "")


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    """A player below the facts; files are played where the record shows them."""
    entity, view = subject_view(spec, part)
    address = part.options.get("address")
    if address is None:
        return Contribution(readme=(f"Play {entity.plural_label.lower()} that are sent as files.",))
    player = Component(f"{view.type}Player", f"{_FOLDER}/{view.type}Player")
    here = {entity.name: (player,)}
    values: dict[str, object] = {"view": view, "address": address}
    return Contribution(
        files={
            f"frontend/src/{player.module}.tsx": render(f"{_TEMPLATES}/SubjectPlayer.tsx.j2", **values),
            f"frontend/src/{_FOLDER}/Player.tsx": render(f"{_TEMPLATES}/Player.tsx.j2"),
            f"frontend/src/{_FOLDER}/Player.test.tsx": render(f"{_TEMPLATES}/Player.test.tsx.j2"),
        },
        record_sections=here if view.public else {},
        workspace_sections=here,
        embeds=True,
        readme=(f"Play {entity.plural_label.lower()} by the address of a file, or of a page of YouTube or Vimeo.",),
    )


CAPABILITY = Capability("player", _draft, _settle, _contribute, after=("uploads",), finish=_finish)
