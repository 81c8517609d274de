"""Builds: immutable artefacts, addressed by the digest of their bytes, of what a revision was built into."""

from millwright.factory.builds.artefacts import ArtefactCache, StoredArtefact, of_revision, record, store
from millwright.factory.builds.models import Artefact

__all__ = ["Artefact", "ArtefactCache", "StoredArtefact", "of_revision", "record", "store"]
