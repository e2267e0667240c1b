"""What callers hear while they wait: a prompt as Connect takes it, the same bytes everywhere, pleasant to repeat."""

import hashlib
import io
import math
import wave
from array import array
from itertools import pairwise

from contact_flows.hold_music import _SINE, _TABLE, CHORDS, MAX_BYTES, RATE_HZ, hold_music

MUSIC = hold_music()


def samples() -> "array[int]":
    with wave.open(io.BytesIO(MUSIC)) as file:
        return array("h", file.readframes(file.getnframes()))


def test_it_is_a_wav_of_one_channel_at_eight_kilohertz_with_sixteen_bits() -> None:
    with wave.open(io.BytesIO(MUSIC)) as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (1, RATE_HZ, 2)
        assert file.getcomptype() == "NONE"
        assert 20 <= file.getnframes() / RATE_HZ <= 40


def test_it_is_smaller_than_what_connect_takes() -> None:
    assert len(MUSIC) < MAX_BYTES


def test_it_is_the_same_on_every_machine() -> None:
    assert hashlib.sha256(MUSIC).hexdigest() == "ae11d2d7dde054118e74fe01fec556f58f5b6ab1b3c363f3a299c3fb882ed73f"


def test_no_machine_rounds_its_sine_another_way() -> None:
    """A value near a half could fall to either side; none is nearer than what no machine's sine is wrong by."""
    exact = [max(_SINE) * math.sin(2 * math.pi * step / _TABLE) for step in range(_TABLE)]
    assert min(abs(value % 1 - 0.5) for value in exact) > 1e-6


def test_it_is_heard_and_never_clipped() -> None:
    assert 5_000 < max(map(abs, samples())) < 30_000


def test_it_can_be_repeated_without_a_crack() -> None:
    heard = samples()
    assert (heard[0], heard[-1]) == (0, 0)
    assert max(abs(later - earlier) for earlier, later in pairwise(heard)) < 8_000


def test_a_telephone_carries_every_note() -> None:
    """A line passes 300 Hz to 3.4 kHz; what is a little lower comes through weakly."""
    heard = [440 * 2 ** ((note - 69) / 12) for chord in CHORDS for note in chord]
    assert 250 < min(heard) < max(heard) < 3_400
    assert sum(frequency < 300 for frequency in heard) < len(heard) / 4
