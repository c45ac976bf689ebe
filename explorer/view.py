"""What the explorer shows of the graph: a centre, what was opened and hidden from there, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace

PAGE = 60
CAP = 300
MAX_HOPS = 3


@dataclass(frozen=True, slots=True)
class View:
    """One state of the explorer, a plain value; every change gives a new one that remembers the old.

    ``expanded`` are the nodes whose neighbours were fetched, ``hidden`` those taken out, ``limit`` how many
    nodes are asked for at most. ``node`` and ``line`` name what is chosen; choosing is no step to undo.

    >>> view = View("a").expand("b").hide("c")
    >>> view.undo().hidden, view.undo().undo() == View("a")
    ((), True)
    """

    centre: str = ""
    hops: int = 1
    limit: int = PAGE
    expanded: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    off_labels: tuple[str, ...] = ()
    off_types: tuple[str, ...] = ()
    node: str = ""
    line: str = ""
    past: View | None = None

    def move(self, centre: str) -> View:
        """Stand somewhere else."""
        if centre == self.centre:
            return self
        return View(centre, self.hops, off_labels=self.off_labels, off_types=self.off_types, past=self._step())

    def reach(self, hops: int) -> View:
        """Look one to three steps far."""
        hops = min(max(hops, 1), MAX_HOPS)
        return self if hops == self.hops else replace(self, hops=hops, limit=PAGE, past=self._step())

    def more(self) -> View:
        """Ask for another portion of nodes, up to the cap."""
        return replace(self, limit=min(self.limit + PAGE, CAP), past=self._step())

    def expand(self, node: str) -> View:
        """Fetch the neighbours of a node."""
        if not node or node in self.expanded:
            return self
        return replace(self, expanded=(*self.expanded, node), past=self._step())

    def hide(self, node: str) -> View:
        """Take a node out; the centre stays."""
        if not node or node == self.centre or node in self.hidden:
            return self
        return replace(self, hidden=(*self.hidden, node), node="", line="", past=self._step())

    def restore(self) -> View:
        """Bring back what was taken out."""
        return replace(self, hidden=(), past=self._step())

    def choose(self, node: str = "", line: str = "") -> View:
        """Choose a node, a line, or nothing."""
        return replace(self, node=node, line=line)

    def filter(self, labels: tuple[str, ...], types: tuple[str, ...]) -> View:
        """Leave types out of the picture, as the legend says."""
        return replace(self, off_labels=labels, off_types=types)

    def undo(self) -> View:
        """The state before the last step; what the legend hides stays hidden."""
        return self if self.past is None else self.past.filter(self.off_labels, self.off_types)

    def _step(self) -> View:
        return replace(self, node="", line="")
