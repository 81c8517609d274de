"""The embedded reader: a prompt in English becomes an `AppSpec`, without a model, a key or a network.

The stages, each a file: `normalise`, `segment`, `statements` and `fieldlists` (what is said), `domain`, `mentions`,
`choosing`, `shaping`, `relations` (which records, with which fields), `roles`, `access` (who may do what),
`capabilities`, `boards`, `charts` (views), `samples`, `theme`, `naming`, `explaining`, `freezing`.
All words are data, under ``lexicon/``.
"""

from millwright.factory.generation.reader.pipeline import read

__all__ = ["read"]
