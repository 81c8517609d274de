"""Processes that wait, warm, in sandboxes of their own: the front-end builder and the preloaded Pythons."""

from millwright.factory.sandbox.workers.channel import ChannelError
from millwright.factory.sandbox.workers.node import NodeBuilder, Problem, WebBuild
from millwright.factory.sandbox.workers.python import Coverage, ProbeAnswer, PythonPool, Task, Zygote

__all__ = [
    "ChannelError",
    "Coverage",
    "NodeBuilder",
    "ProbeAnswer",
    "Problem",
    "PythonPool",
    "Task",
    "WebBuild",
    "Zygote",
]
