"""Which block of one version of a flow is which of another.

Knows names, contents and what leads where; refuses to know whether two blocks that are one do the same.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass

from contact_flows.meaning import Block


@dataclass(slots=True)
class Pairs:
    """Which block of the newer version is which of the older."""

    newer: dict[str, str]
    """Name in the older version -> name in the newer."""

    def same(self, older: str, newer: str) -> bool:
        """Whether both names mean one block. One that is not there, as in a draft, is the same under its name."""
        return self.newer.get(older, older) == newer


def paired(before: Mapping[str, Block], after: Mapping[str, Block], starts: tuple[str, str]) -> Pairs:
    """Blocks of one name are one block; a renamed one is found by what it does and where it leads, then by what leads
    to it.
    """
    pairs = Pairs({name: name for name in before if name in after})
    does = {id(block): _does(block) for block in (*before.values(), *after.values())}
    numbers = {key: number for number, key in enumerate(dict.fromkeys(does.values()))}
    search = _Search(before, after, pairs, starts, {each: numbers[key] for each, key in does.items()})
    ways = (search.alike_and_alone, search.alike_and_leading_alike, search.led_to_alike, search.alike_in_order)
    while any(way() for way in ways):
        pass
    return pairs


@dataclass(frozen=True, slots=True)
class _Search:
    """Each way pairs some blocks that have no partner yet, and says whether it did."""

    before: Mapping[str, Block]
    after: Mapping[str, Block]
    pairs: Pairs
    starts: tuple[str, str]
    numbers: Mapping[int, int]
    """id() of a block -> a number that blocks share which do the same."""

    def alike_and_alone(self) -> bool:
        """What does the same, and no other block does."""
        return self._pair_unique(self._does, self._does)

    def alike_and_leading_alike(self) -> bool:
        """What does the same and leads to the same blocks, and no other does."""
        return self._pair_unique(*self._with_targets())

    def led_to_alike(self) -> bool:
        """What is of one type, and is where the flow starts or what one branch leads to."""
        for was, now in self._steps():
            if self._is_free(was, now) and self.before[was].type == self.after[now].type:
                self.pairs.newer[was] = now
                return True
        return False

    def alike_in_order(self) -> bool:
        """Of blocks that do the same and lead to the same, each with the one in its place."""
        was_key, now_key = self._with_targets()
        left, right = self._grouped(was_key, now_key)
        for key, names in left.items():
            if len(names) == len(right.get(key, ())):
                self.pairs.newer.update(zip(names, right[key], strict=True))
                return True
        return False

    def _pair_unique(self, was_key: Callable[[Block], Hashable], now_key: Callable[[Block], Hashable]) -> bool:
        left, right = self._grouped(was_key, now_key)
        found = {names[0]: right[key][0] for key, names in left.items() if len(names) == len(right.get(key, ())) == 1}
        self.pairs.newer.update(found)
        return bool(found)

    def _grouped(
        self, was_key: Callable[[Block], Hashable], now_key: Callable[[Block], Hashable]
    ) -> tuple[dict[Hashable, list[str]], dict[Hashable, list[str]]]:
        """The names of blocks without a partner, by key."""
        left, right = defaultdict[Hashable, list[str]](list), defaultdict[Hashable, list[str]](list)
        taken = set(self.pairs.newer.values())
        for block in self.before.values():
            if block.name not in self.pairs.newer:
                left[was_key(block)].append(block.name)
        for block in self.after.values():
            if block.name not in taken:
                right[now_key(block)].append(block.name)
        return left, right

    def _with_targets(self) -> tuple[Callable[[Block], Hashable], Callable[[Block], Hashable]]:
        older = {now: was for was, now in self.pairs.newer.items()}

        def was_key(block: Block) -> Hashable:
            targets = (target if target in self.pairs.newer else "" for target in block.branches.values())
            return self._does(block), frozenset(zip(block.branches, targets, strict=True))

        def now_key(block: Block) -> Hashable:
            targets = (older.get(target, "") for target in block.branches.values())
            return self._does(block), frozenset(zip(block.branches, targets, strict=True))

        return was_key, now_key

    def _steps(self) -> Iterator[tuple[str, str]]:
        """What the starts and equal branches of blocks that are one lead to, in both versions."""
        yield self.starts
        for was, now in list(self.pairs.newer.items()):
            if was in self.before and now in self.after:
                for label, target in self.before[was].branches.items():
                    if label in self.after[now].branches:
                        yield target, self.after[now].branches[label]

    def _does(self, block: Block) -> Hashable:
        return self.numbers[id(block)]

    def _is_free(self, was: str, now: str) -> bool:
        there = was in self.before and now in self.after
        return there and was not in self.pairs.newer and now not in self.pairs.newer.values()


def _does(block: Block) -> Hashable:
    """All that counts of a block but where it leads."""
    parameters = json.dumps(block.parameters, sort_keys=True)
    return block.type, parameters, frozenset(block.branches), block.order
