"""Résumés: who writes one, what comes of it, and where a résumé is only a file that is sent along."""

import re

import pytest

from millwright.factory.generation import read
from millwright.factory.generation.compiler.tree import compile_app
from millwright.factory.generation.refinement import refine

DISPLAY = (
    "A personal resume display mini-program with registration, login, personal information editing, work experience "
    "addition and resume preview. Users edit their personal information and share their resume with others."
)
SITE = "A personal resume website with my education, work experience, skills and projects"


@pytest.mark.parametrize(
    "prompt",
    [
        DISPLAY,
        SITE,
        "An online resume maker for students with PDF download",
        "A CV builder where users enter their education and skills, preview the CV and share it by link",
        "An online CV for a nurse with experience and education, and a contact form",
        "Interactive resume for a developer with projects",
    ],
)
def test_who_writes_a_resume_gets_one(prompt: str) -> None:
    spec = read(prompt)
    assert [part.entity for part in spec.parts_of("resume")] == ["resume_entry"]
    assert spec.parts_of("person_details")
    assert not spec.parts_of("sharing")
    entry = spec.entity("resume_entry")
    assert entry.visitors.read == "none"
    assert not any("resume" in one.subject.lower() or one.subject == "PDF" for one in spec.not_built)


@pytest.mark.parametrize(
    "prompt",
    [
        "A job board where candidates upload their resume",
        "A recruitment system where HR reviews CVs and schedules interviews",
        "A portfolio site for a photographer with projects and a contact page",
        "A podcast app where listeners resume playback",
        "A shop that sells resume templates and CV templates",
    ],
)
def test_nobody_else_does(prompt: str) -> None:
    assert not read(prompt).parts_of("resume")


def test_beside_applications_it_is_said_that_nobody_writes_one() -> None:
    spec = read("A job board with online resume management: job seekers write their resume, employers post jobs")
    assert not spec.parts_of("resume")
    assert any(one.subject.lower() == "online resume" for one in spec.not_built)


def test_a_site_shows_it_first_and_its_parts_in_the_menu() -> None:
    files = compile_app(read(SITE))
    assert "<ResumeSection" in files["frontend/src/pages/site/HomeSitePage.tsx"]
    menu = files["frontend/src/components/site/SiteLayout.tsx"].partition("const menu = [")[2].partition("]")[0]
    labels = re.findall(r'label: "([^"]+)"', menu)
    assert labels == ["Home", "Résumé", "About me", "Experience", "Education", "Skills"]
    assert "/front-resume" in files["backend/app/routes/resumes.py"]


def test_in_a_workspace_there_is_none_that_everybody_reads() -> None:
    files = compile_app(read(DISPLAY))
    assert "front-resume" not in files["backend/app/routes/resumes.py"]
    assert '<Route path="/cv/:token"' in files["frontend/src/App.tsx"]


def test_everybody_keeps_their_own() -> None:
    spec = read(DISPLAY)
    entry = spec.entity("resume_entry")
    for role in spec.roles:
        assert spec.access(role, entry).create
        assert role.admin or spec.access(role, entry).read == "own"
    assert not entry.samples


def test_its_entries_are_extended_like_other_records() -> None:
    later = refine(read(DISPLAY), "Add a city to résumé entries").spec
    assert later.entity("resume_entry").field("city")
    assert later.parts_of("resume")
    assert "city" in compile_app(later)["backend/app/models/resume_entry.py"]
