"""Labels in code: each filter makes a literal that means the label and nothing more."""

import ast
import json

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from millwright.factory.generation.compiler import naming
from millwright.factory.generation.compiler.rendering import attr, comment, html, jsx, md, py, reach, render, ts
from millwright.factory.generation.spec import Entity, FieldSpec, FieldType
from tests.factories.specs import HOSTILE_LABELS

LABELS = [*HOSTILE_LABELS, "plain", "it's", "a \\ b", "{{ x }}", "é\u2028é"]


@pytest.mark.parametrize("label", LABELS)
def test_a_python_literal_means_the_label(label: str) -> None:
    assert ast.literal_eval(py(label)) == label


@pytest.mark.parametrize("label", LABELS)
def test_a_typescript_literal_means_the_label(label: str) -> None:
    assert json.loads(ts(label)) == label


def test_what_nobody_can_see_is_written_as_an_escape() -> None:
    assert py("a\u202eb\u200bc") == r'"a\u202eb\u200bc"'
    assert comment("a\u202eb") == r"a\u202eb"


@pytest.mark.parametrize(
    ("label", "text", "attribute"),
    [
        ("Bikes", "Bikes", '"Bikes"'),
        ("Spoke & Chain", '{"Spoke & Chain"}', '{"Spoke & Chain"}'),
        ("it's", '{"it\'s"}', '"it\'s"'),
        ('a "b"', r'{"a \"b\""}', r'{"a \"b\""}'),
        ("// no comment", '{"// no comment"}', '"// no comment"'),
    ],
)
def test_jsx_shows_the_label(label: str, text: str, attribute: str) -> None:
    assert (jsx(label), attr(label)) == (text, attribute)


def test_html_and_markdown_hold_text_alone() -> None:
    assert html('<b> & "c"') == "&lt;b&gt; &amp; &quot;c&quot;"
    assert md("*a* | [b](c) <i>") == r"\*a\* \| \[b\](c) &lt;i>"
    assert md("Spoke & Chain &amp;") == "Spoke & Chain &amp;amp;"


@pytest.mark.parametrize("label", LABELS)
def test_a_comment_cannot_be_ended_from_within(label: str) -> None:
    words = comment(label)
    assert '"' not in words
    assert "*/" not in words
    assert "\\" not in words.replace("\\u20", "")


def test_a_name_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("root/README.md.j2")
    with pytest.raises(TemplateNotFound):
        render("nothing.j2")


def test_names_are_spelt_as_their_place_asks() -> None:
    assert naming.pascal("repair_job") == "RepairJob"
    assert naming.camel("repair_job") == "repairJob"
    assert naming.kebab("repair_job") == "repair-job"
    assert naming.constant("repair_job") == "REPAIR_JOB"
    assert [naming.in_sentence(label) for label in ("Repair job", "VAT rate", "x")] == ["repair job", "VAT rate", "x"]


def test_a_filter_never_takes_the_name_of_a_parameter_that_every_list_has() -> None:
    size = FieldSpec(name="size", label="Size", type=FieldType.BOOLEAN)
    colour = FieldSpec(name="colour", label="Colour", type=FieldType.TEXT)
    assert [naming.filter_name(field) for field in (size, colour)] == ["size_is", "colour"]
    shirt = Entity(name="shirt", plural="t_shirts", label="Shirt", plural_label="Shirts", fields=(size, colour))
    assert (naming.api_path(shirt), naming.page_path(shirt)) == ("/api/t-shirts", "/t-shirts")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hello@mill.example", '<a href="mailto:hello@mill.example" className="underline">hello@mill.example</a>'),
        ("+44 20 7946 0789", '<a href="tel:+442079460789" className="underline">+44 20 7946 0789</a>'),
        ("12 Mill Lane", "12 Mill Lane"),
        ("09.00-17.00", "09.00-17.00"),
        ("1998-2026", "1998-2026"),
        ("{x}@y", '{"{x}@y"}'),
    ],
)
def test_what_reaches_somebody_is_a_link(text: str, code: str) -> None:
    assert reach(text) == code
