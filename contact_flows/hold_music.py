"""What callers hear while they wait: a few calm chords, the same bytes on every machine.

Knows notes and the format of a prompt; refuses to know where it is stored and which flow plays it. All that shapes a
sample is integer arithmetic, so that no machine's floating point changes the file, and with it what is deployed.
"""

import io
import math
import wave
from array import array

RATE_HZ = 8000
"""Samples a second; Connect samples anything finer down. Source: adminguide/prompts.html."""
MAX_BYTES = 50_000_000
"""Of a prompt, which is at most five minutes long. Source: adminguide/prompts.html."""
CHORD_S = 4
CHORDS = (
    (65, 72, 76, 81),
    (62, 69, 72, 77),
    (67, 74, 77, 82),
    (60, 70, 76, 79),
    (65, 72, 77, 81),
    (69, 72, 76, 79),
    (70, 74, 77, 81),
    (60, 72, 76, 82),
)
"""Notes by their MIDI numbers, of which 69 is 440 Hz: F, Dm, Gm, C, F, Am, Bb, C, with sevenths."""
_TABLE = 4096
_FINE = 1 << 16
_LOUDEST = 3200
"""Of one note, of 32,767: four together stay well below what a telephone clips."""
_SINE = [round(_LOUDEST * math.sin(2 * math.pi * step / _TABLE)) for step in range(_TABLE)]
_RISE, _FALL = RATE_HZ // 2, RATE_HZ
_FULL = 1024


def hold_music() -> bytes:
    """A WAV file of 32 seconds, 8 kHz, 16 bits, mono, that begins and ends in silence so that it can be repeated."""
    samples = array("h")
    for chord in CHORDS:
        samples.extend(_chord(chord))
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE_HZ)
        written.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples))
    return file.getvalue()


def _chord(notes: tuple[int, ...]) -> list[int]:
    steps = [round(440 * 2 ** ((note - 69) / 12) * _TABLE * _FINE / RATE_HZ) for note in notes]
    length = CHORD_S * RATE_HZ
    return [
        sum(_SINE[(step * at // _FINE) % _TABLE] for step in steps) * _loudness(at, length) // _FULL
        for at in range(length)
    ]


def _loudness(at: int, length: int) -> int:
    """From 0 to `_FULL`: a chord comes slowly and goes more slowly."""
    return min(_FULL, at * _FULL // _RISE, (length - 1 - at) * _FULL // _FALL)
