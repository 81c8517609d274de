"""Likes, which in applications that vote on things are called votes."""

from dataclasses import replace

from millwright.factory.generation.capabilities import Contribution, marks
from millwright.factory.generation.capabilities.community import TALK_DOMAINS, subjects_of, talked_about
from millwright.factory.generation.capabilities.ranking.capability import ranked_by_likes
from millwright.factory.generation.capabilities.registry import Capability
from millwright.factory.generation.reader.draft import Reading
from millwright.factory.generation.spec import AppSpec, Part

LIKE = marks.Mark("likes", "like", "likes", ("Like", "Liked"), "Heart", counted=True)
_SAID = {
    "vote": replace(LIKE, labels=("Upvote", "Upvoted"), icon="ArrowBigUp"),
    "helpful": replace(LIKE, labels=("Helpful", "Helped me"), icon="ThumbsUp"),
}
_WORDS = {"helpful": ("helpful", "helped", "useful"), "vote": ("vot",)}


def _draft(reading: Reading) -> None:
    _absorb(reading)
    subjects = marks.wished_subjects(reading, LIKE)
    refused = reading.refuses("likes")
    if not subjects and not refused and (popular := ranked_by_likes(reading)):
        subjects = subjects_of(reading, popular)
    if not subjects and not refused and reading.domain and reading.domain.name in TALK_DOMAINS:
        subjects = talked_about(reading)[:1]
    marks.draft(reading, LIKE, subjects, "members of a community show what they like")


def _absorb(reading: Reading) -> None:
    """Votes on something are this capability rather than a survey of that name, and so is what says that it helped."""
    helped = any(form in wish.words.lower() for wish in reading.wished("likes") for form in _WORDS["helpful"])
    rated = next((entity for entity in reading.entities if entity.key == "review"), None)
    if helped and rated is not None and not reading.wished("reviews"):
        reading.forget(rated)
    record = reading.entity("survey")
    said = {token.lemma for sentence in reading.sentences for token in sentence.tokens}
    other = said & {"survey", "questionnaire", "poll", "ballot", "form"}
    if record is not None and "vote" in said and not other and reading.wished("likes") and len(reading.entities) > 1:
        reading.forget(record)


def _settle(reading: Reading) -> None:
    marks.settle(reading, LIKE)
    said = " ".join(wish.words.lower() for wish in reading.wished("likes"))
    word = next((word for word, forms in _WORDS.items() if any(form in said for form in forms)), None)
    if word is not None:
        reading.parts = [
            part.model_copy(update={"options": {"word": word}}) if part.capability == "likes" else part
            for part in reading.parts
        ]


def _contribute(spec: AppSpec, part: Part) -> Contribution:
    mark = _SAID.get(part.options.get("word", ""), LIKE)
    made = marks.contribute(spec, part, mark)
    many = spec.entity(str(part.entity)).plural_label.lower()
    did = f"Say which {many} helped you" if part.options.get("word") == "helpful" else f"{mark.labels[0]} {many}"
    return replace(made, readme=(f"{did}, and see how many others did.",))


def _finish(reading: Reading) -> None:
    marks.finish(reading, LIKE)


CAPABILITY = Capability("likes", _draft, _settle, _contribute, after=("member_posts",), finish=_finish)
