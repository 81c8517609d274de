"""Points, as the reader and the compiler know them."""

from collections.abc import Iterator

from millwright.factory.generation.capabilities import (
    Capability,
    Component,
    Contribution,
    NavigationItem,
    Place,
    Route,
)
from millwright.factory.generation.capabilities.points.reading import NAME, draft, finish, settle
from millwright.factory.generation.capabilities.points.view import PointsView
from millwright.factory.generation.compiler.rendering import render
from millwright.factory.generation.spec import AppSpec, Part

_TEMPLATES = f"capabilities/{NAME}/templates"
_PAGES = "frontend/src/pages/points"
_PARTS = "frontend/src/components/points"
_FILES = {
    "backend/app/points.py": "backend/points.py",
    "backend/app/routes/my_points.py": "backend/routes.py",
    "backend/app/schemas/my_points.py": "backend/schemas.py",
    "frontend/src/lib/points.ts": "frontend/points.ts",
    f"{_PAGES}/MyPointsPage.tsx": "frontend/MyPointsPage.tsx",
    f"{_PAGES}/PointsPage.tsx": "frontend/PointsPage.tsx",
    f"{_PAGES}/points.test.tsx": "frontend/points.test.tsx",
    f"{_PARTS}/PointMoves.tsx": "frontend/PointMoves.tsx",
    f"{_PARTS}/PointsCard.tsx": "frontend/PointsCard.tsx",
    "tests/test_points.py": "tests/test_points.py",
}
_RANKING = {f"{_PAGES}/PointsRankingPage.tsx": "frontend/RankingPage.tsx"}
_CLICKS = {
    "backend/app/routes/share_clicks.py": "backend/share_clicks.py",
    "frontend/src/lib/shares.ts": "frontend/shares.ts",
    f"{_PAGES}/MySharesPage.tsx": "frontend/MySharesPage.tsx",
    f"{_PAGES}/shares.test.tsx": "frontend/shares.test.tsx",
    f"{_PARTS}/ShareVisit.tsx": "frontend/ShareVisit.tsx",
    "tests/test_share_clicks.py": "tests/test_share_clicks.py",
}
_TASKS = {
    "backend/app/routes/my_tasks.py": "backend/my_tasks.py",
    "frontend/src/lib/tasks.ts": "frontend/tasks.ts",
    f"{_PARTS}/TaskSteps.tsx": "frontend/TaskSteps.tsx",
    f"{_PAGES}/MyTasksPage.tsx": "frontend/MyTasksPage.tsx",
    f"{_PAGES}/tasks.test.tsx": "frontend/tasks.test.tsx",
    "tests/test_my_tasks.py": "tests/test_my_tasks.py",
}
_REDEEM = {f"{_PARTS}/Redeem.tsx": "frontend/Redeem.tsx"}


def contribute(spec: AppSpec, part: Part) -> Contribution:
    """The pages of one's own points and of everybody's, and the button that redeems them."""
    points = PointsView(spec, part)
    files = _FILES | (_REDEEM if points.reward else {}) | (_RANKING if points.ranked else {})
    files |= (_TASKS if points.task else {}) | (_CLICKS if points.clicks else {})
    buttons = {
        view.spec.name: (Component(name, f"components/points/{module}"),)
        for view, name, module in (
            (points.reward, "RedeemReward", "Redeem"),
            (points.task, "TaskSteps", "TaskSteps"),
        )
        if view is not None
    }
    on_site = {name: button for name, button in buttons.items() if points.on_site(name)}
    for view in points.clicked:
        on_site[view.spec.name] = (Component(f"{view.type}Visit", "components/points/ShareVisit"),)
    rewards = {points.reward.spec.name} if points.reward else set[str]()
    return Contribution(
        files={path: render(f"{_TEMPLATES}/{name}.j2", points=points) for path, name in files.items()},
        routers=("my_points", *(["my_tasks"] if points.task else []), *(["share_clicks"] if points.clicks else [])),
        routes=tuple(_routes(points)),
        navigation=tuple(_links(points)),
        start=(Component("PointsCard", "components/points/PointsCard"),),
        card_actions={name: button for name, button in on_site.items() if name in rewards},
        record_actions=on_site,
        record_buttons={name: button for name, button in buttons.items() if name not in on_site},
        actors=True,
        readme=tuple(_told(points)),
    )


def _routes(points: PointsView) -> Iterator[Route]:
    place = Place.SITE if points.site else Place.WORKSPACE
    yield Route("/my-points", Component("MyPointsPage", "pages/points/MyPointsPage"), place, signed_in=points.site)
    if points.task:
        tasks = Component("MyTasksPage", "pages/points/MyTasksPage")
        yield Route("/my-tasks", tasks, place, signed_in=points.site)
    if points.clicks:
        shares = Component("MySharesPage", "pages/points/MySharesPage")
        yield Route("/my-shares", shares, place, signed_in=points.site)
    if points.ranked:
        page = Component("PointsRankingPage", "pages/points/PointsRankingPage")
        yield Route("/points-ranking", page, place, signed_in=points.site)
    yield Route("/points", Component("PointsPage", "pages/points/PointsPage"), Place.WORKSPACE)


def _links(points: PointsView) -> Iterator[NavigationItem]:
    holders = tuple(role.name for role in points.holders)
    place = Place.ACCOUNT if points.site else Place.WORKSPACE
    yield NavigationItem("My points", "/my-points", "Coins", place, roles=holders)
    if points.task:
        yield NavigationItem("My tasks", "/my-tasks", "ListChecks", place, roles=holders)
    if points.clicks:
        yield NavigationItem("My shares", "/my-shares", "Share2", place, roles=holders)
    if points.ranked:
        yield NavigationItem("Leaderboard", "/points-ranking", "Trophy", place)
    charging = tuple(role.name for role in points.charging)
    yield NavigationItem("Points", "/points", "Coins", Place.WORKSPACE, roles=charging)


def _told(points: PointsView) -> Iterator[str]:
    yield "Earn points, and see under My points how many there are and what moved them; each thing counts once."
    if points.task:
        yield "Mark tasks as done under My tasks, see how far one is, and claim their points, once each."
    if points.clicks:
        yield "Earn points when somebody comes through a link that one has shared; see the clicks under My shares."
    if points.reward:
        yield "Redeem points for rewards; those in charge hand them out under Points, or give the points back."
    yield "Those in charge see everybody's points, give or take some for a reason, and say what earns how many."


CAPABILITY = Capability(
    NAME,
    draft,
    settle,
    contribute,
    after=("booking", "cart", "clocking", "payments", "progress", "ranking", "reviews", "sharing"),
    finish=finish,
)
