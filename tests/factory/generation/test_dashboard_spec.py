"""Charts, figures and filters refuse what cannot be drawn."""

import pytest
from pydantic import ValidationError

from millwright.factory.generation.spec import AppSpec
from tests.factories.specs import bike_shop


def changed(**parts: object) -> AppSpec:
    return AppSpec.model_validate(bike_shop().model_dump() | parts)


@pytest.mark.parametrize(
    ("chart", "message"),
    [
        ({"by": "status", "kind": "line"}, "cannot use status"),
        ({"by": "status", "kind": "stacked"}, "a split belongs to charts"),
        ({"by": "status", "split": "status", "kind": "stacked"}, "not split by what it goes along"),
        ({"by": "status", "measure": "average"}, "names the field that it is of"),
        ({"by": "status", "day": "status"}, "cannot use status"),
        ({"by": "status", "measure": "rate"}, "names the field that it is of"),
        ({"by": "status", "measure": "rate", "of": "status", "values": ["new"]}, "along something else"),
        ({"by": "bike", "measure": "rate", "of": "status", "values": ["lost"]}, "counts a value that status has not"),
        ({"by": "bike", "measure": "rate", "of": "title"}, "cannot use title"),
        ({"by": "bike", "kind": "funnel"}, "cannot use bike"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused(chart: dict[str, str], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        changed(charts=[{"name": "one", "label": "One", "entity": "repair", **chart}])


def test_a_filter_of_the_dashboard_goes_by_a_choice_or_a_reference() -> None:
    with pytest.raises(ValidationError, match="dashboard filter"):
        changed(dashboard_filters=[{"entity": "repair", "field": "title"}])
