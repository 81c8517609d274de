"""How long one event takes to reach the last of a thousand sockets.

It starts a server of its own and, in this second process, that many clients of the AiBuild socket, all subscribed to
one project; then it renames the project and takes the time from the request until the last client has heard of it.

    python bench/fanout.py [--sockets 1000] [--events 20]
"""

import argparse
import asyncio
import json
import resource
import statistics
import time

import httpx
import uvloop
import websockets
from seeded import seeded_server
from websockets.asyncio.client import ClientConnection

from millwright.doors.cli.servers import Server

AT_ONCE = 50
"""Connections being opened at a time."""


async def connected(server: Server, channel: str, turn: asyncio.Semaphore) -> ClientConnection:
    """A client that hears of the channel."""
    async with turn:
        address = server.url.replace("http:", "ws:")
        socket = await websockets.connect(f"{address}/aibuild/v1/ws", proxy=None, compression=None)
        await socket.send(json.dumps({"type": "auth", "token": server.key}))
        await socket.recv()
        await socket.send(json.dumps({"type": "subscribe", "channels": [channel]}))
        await socket.recv()
        return socket


async def heard(socket: ClientConnection, name: str) -> float:
    """When the client has heard of the project's new name."""
    while json.loads(await socket.recv())["data"].get("name") != name:
        pass
    return time.perf_counter()


async def measure(server: Server, project: str, sockets: int, events: int) -> list[tuple[float, float]]:
    """For each event, milliseconds until the first and until the last client has heard."""
    turn = asyncio.Semaphore(AT_ONCE)
    clients = await asyncio.gather(*(connected(server, f"project:{project}", turn) for _ in range(sockets)))
    measured: list[tuple[float, float]] = []
    url, headers = f"{server.url}/aibuild/v1/projects/{project}", {"Authorization": f"Bearer {server.key}"}
    async with httpx.AsyncClient(headers=headers) as client:
        for number in range(events):
            name = f"Shop {number} again"
            waiting = [asyncio.create_task(heard(socket, name)) for socket in clients]
            began = time.perf_counter()
            (await client.patch(url, json={"name": name})).raise_for_status()
            times = await asyncio.gather(*waiting)
            measured.append(((min(times) - began) * 1000, (max(times) - began) * 1000))
    await asyncio.gather(*(client.close() for client in clients))
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sockets", type=int, default=1000)
    parser.add_argument("--events", type=int, default=20)
    asked = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with seeded_server() as (server, project), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        measured = runner.run(measure(server, project, asked.sockets, asked.events))
    firsts, lasts = zip(*measured, strict=True)
    print(
        f"{asked.sockets} sockets: first heard after {statistics.median(firsts):.0f} ms, last after "
        f"{statistics.median(lasts):.0f} ms (at most {max(lasts):.0f} ms), medians of {asked.events} events"
    )


if __name__ == "__main__":
    main()
