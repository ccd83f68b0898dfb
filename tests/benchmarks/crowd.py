"""Many conversations at once: how long ordinary answers and danger answers take, and how many turns a second are made.

    .venv/bin/python -m tests.benchmarks.crowd [--people 50] [--seconds 60]

Everybody writes again as soon as they have their answer; five more people write a danger message every second.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.turns import SAID
from tests.service import Person, Service

DANGER = (
    "he took something and he is not breathing",
    "my husband is hitting me",
    "she says she will kill herself tonight",
    "i found him and his lips are blue",
    "he is drunk and driving off now",
)


def main() -> None:
    """Runs and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder), HEARTH_PER_MINUTE="1000000", HEARTH_COUNTRY="GB")
        try:
            service.start()
            _talk(service, arguments.people, arguments.seconds)
        finally:
            service.stop()


def _talk(service: Service, people: int, seconds: int) -> None:
    talkers = [service.person() for _ in range(people)]
    in_danger = [service.person() for _ in DANGER]
    over = threading.Event()

    def talk(person: Person, start: int) -> list[float]:
        times = []
        while not over.is_set():
            began = time.perf_counter()
            person.say(SAID[(start + len(times)) % len(SAID)])
            times.append(time.perf_counter() - began)
        return times

    def alarm(person: Person, text: str) -> list[float]:
        times = []
        while not over.is_set():
            began = time.perf_counter()
            person.say(text)
            times.append(time.perf_counter() - began)
            assert person.kinds[0] == "crisis", f"{text!r} got no danger answer"
            over.wait(1)
        return times

    with ThreadPoolExecutor(people + len(DANGER)) as pool:
        began = time.monotonic()
        talks = [pool.submit(talk, person, number) for number, person in enumerate(talkers)]
        alarms = [pool.submit(alarm, person, text) for person, text in zip(in_danger, DANGER)]
        time.sleep(seconds)
        over.set()
        ordinary = [took for future in talks for took in future.result()]
        urgent = [took for future in alarms for took in future.result()]
        took = time.monotonic() - began
    print(f"{people} people, {len(ordinary)} turns, {len(ordinary) / took:.1f} turns a second")
    for name, times in (("ordinary", ordinary), ("danger", urgent)):
        near = sorted(times)
        print(
            f"{name:9} p50 {statistics.median(near):6.2f} s   p95 {near[int(len(near) * 0.95)]:6.2f} s   {len(near)} answers"
        )


if __name__ == "__main__":
    main()
