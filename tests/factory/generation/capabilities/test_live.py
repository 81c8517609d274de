"""Pages that refresh by themselves."""

from millwright.factory.generation import read


def test_asking_for_real_time_has_pages_refresh_by_themselves():
    spec = read("Build a task management app with real-time collaboration and deadline tracking")
    assert [part.capability for part in spec.parts_of("live")] == ["live"]
    assert any(reason.subject == "Live" and "real-time" in reason.because for reason in spec.reasons)


def test_nothing_refreshes_where_nobody_asks_or_somebody_refuses():
    assert not read("Build a task management app with deadlines").parts_of("live")
    assert not read("Build a task management app without real-time updates").parts_of("live")
