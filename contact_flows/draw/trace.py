"""What calls passed of a flow, as a picture shows it: counts over many calls, or the order of one.

Knows which mark a block and a branch get; refuses to know how a mark looks and where the calls come from.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from contact_flows.coverage import Passed
from contact_flows.draw.blocks import Block, Port

PASSED, UNREACHED, NO_MARK = "passed", "unreached", ""


class Trace:
    """The marks of one flow's blocks and branches.

    Args:
        flow: The flow's name, as in what was passed.
        passed: How often each branch was taken; None: nothing is counted.
        path: What one call passed, in order; it goes before `passed`.
    """

    def __init__(self, flow: str, *, passed: Counter[Passed] | None, path: Sequence[Passed] | None) -> None:
        self.is_path, self.is_counted = path is not None, path is None and passed is not None
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(path or (), 1):
            if each.flow == flow:
                self._numbers[each.action].append(number)
        taken = Counter(path) if path is not None else passed or Counter()
        self._taken = Counter({(each.action, each.branch): count for each, count in taken.items() if each.flow == flow})
        self._visits: Counter[str] = Counter()
        for (action, _), count in self._taken.items():
            self._visits[action] += count

    @property
    def classes(self) -> list[str]:
        """What the picture as a whole is."""
        return ["path"] * self.is_path + ["counted"] * self.is_counted

    @property
    def entry(self) -> str:
        """The mark of the way in."""
        return PASSED if self._visits else NO_MARK

    def of(self, block: Block) -> str:
        """A block's mark."""
        if self._visits[block.identifier]:
            return PASSED
        return UNREACHED if self.is_counted and not block.missing else NO_MARK

    def mark(self, block: Block, port: Port) -> str:
        """A branch's mark; none where no contact can take it."""
        if self._taken[block.identifier, port.way.branch]:
            return PASSED
        return UNREACHED if self.is_counted and port.way.possible else NO_MARK

    def count(self, block: Block) -> str:
        """How often calls came to a block; empty where nothing is counted."""
        return f"{self._visits[block.identifier]}×" if self.is_counted else ""

    def taken(self, block: Block, port: Port) -> str:
        """How often a branch was taken; empty where nothing is counted or no contact can take it."""
        if not self.is_counted or not port.way.possible:
            return ""
        return f"{self._taken[block.identifier, port.way.branch]}×"

    def numbers(self, block: Block) -> list[int]:
        """As the how-manieth of the whole call a block was passed; 1 is the call's first."""
        return self._numbers.get(block.identifier, [])

    def branches(self, blocks: Sequence[Block]) -> tuple[int, int]:
        """How many branches that a contact can take were taken, and how many there are."""
        marks = [
            self._taken[block.identifier, port.way.branch]
            for block in blocks
            for port in block.ports
            if port.way.possible
        ]
        return sum(count > 0 for count in marks), len(marks)

    def about(self, blocks: Sequence[Block]) -> str:
        """What of the flow was passed, as a sentence; empty where nothing is shown."""
        if self.is_path:
            return f"The call passed {len(self._numbers)} of its blocks, numbered in order."
        if not self.is_counted:
            return ""
        taken, all_of_them = self.branches(blocks)
        return f"Calls took {taken} of {all_of_them} branches."
