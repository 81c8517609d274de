"""Charts: a place for one must hold marks that have a size."""

from pydantic import TypeAdapter

from bench.judge.report import Report
from bench.judge.sights import Chart
from bench.judge.tab import Tab
from bench.judge.verdicts import Kind, Verdict

NEWCOMER = "new account"
"""The role of somebody who has signed up."""
_CHARTS = TypeAdapter(list[Chart])


async def judge_charts(tab: Tab, report: Report) -> int:
    """Writes down each chart of the open page; answers how many have data."""
    found = _CHARTS.validate_python(await tab.ask("() => __judge.charts()"))
    # Who has only just signed up has nothing that could be counted.
    for chart in [chart for chart in found if chart.marks or tab.role != NEWCOMER]:
        name = chart.label or "a chart without a name"
        if chart.marks >= 2:
            verdict, seen = Verdict.YES, f"{chart.kind} with {chart.marks} marks"
        elif chart.marks == 1:
            verdict, seen = Verdict.PARTLY, f"{chart.kind} with a single mark"
        else:
            verdict, seen = Verdict.NO, f"{chart.kind} without a mark that has a size: {chart.text or 'no text either'}"
        await report.add(tab, Kind.CHART, name, verdict, seen)
    return sum(chart.marks >= 1 for chart in found)
