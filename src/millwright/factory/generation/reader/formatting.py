"""Formatting: what is an article can have headings, lists, links and the like."""

from millwright.factory.generation.reader.data import word_set
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.reader.vocabulary import EntityKind
from millwright.factory.generation.spec import FieldType


def format_articles(reading: Reading) -> None:
    """Bodies of articles, news, posts, guides and lessons are written with marks."""
    for entity in reading.entities:
        if entity.kind is EntityKind.CONTENT and not entity.internal:
            for field in entity.fields:
                body = field.type is FieldType.LONG_TEXT and field.name in word_set("formatted_bodies")
                field.formatted = field.formatted or body
