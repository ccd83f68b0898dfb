"""The worker for what Hearth promised to say later: check-ins, reviews, the day after a planned talk.

Rows are claimed when due and go out by the same outbox as every reply, so a restart neither loses one nor says it
twice. Quiet hours are the person's own local time.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, time, timedelta, timezone
from typing import Any

from bot.house import House
from bot.turns import Turns
from coaching.zones import place, zone_for
from store.errors import Gone, StoreError
from store.retention import prune

logger = logging.getLogger(__name__)

QUIET_FROM, QUIET_UNTIL = time(21, 30), time(8, 0)
EVERY = {"day": timedelta(days=1), "week": timedelta(days=7)}
PAUSE = 5.0  #: seconds between looks


class FollowUpWorker:
    """Looks for due follow-ups and says them."""

    def __init__(self, house: House, turns: Turns) -> None:
        self._house, self._turns = house, turns

    async def run(self) -> None:
        """Until cancelled. Prunes old data once a day."""
        pruned: datetime | None = None
        while True:
            now = datetime.now(timezone.utc)
            try:
                await self.work(now)
                if pruned is None or now - pruned > timedelta(days=1):
                    await asyncio.to_thread(prune, self._house.database, now)
                    pruned = now
            except StoreError as error:
                logger.error("Follow-ups have to wait: %s", error)
            except Exception as error:  # its text could quote somebody
                logger.error("Follow-ups have to wait: %s", type(error).__name__)
            await asyncio.sleep(PAUSE)

    async def work(self, now: datetime) -> int:
        """Says everything that is due; gives how many."""
        claimed = await asyncio.to_thread(self._house.followups.claim_due, now, 20)
        for row in claimed:
            try:
                await self._say(row, now)
            except Gone:  # deleted everything meanwhile
                continue
        return len(claimed)

    async def _say(self, row: Any, now: datetime) -> None:
        house = self._house
        person = await asyncio.to_thread(house.people.get, row.person_id)
        if person is None or not person.reachable or person.consent_at is None:
            await asyncio.to_thread(house.followups.done, row.id)
            return
        zone = place(zone_for(person.profile.get("timezone", ""), house.country(person)))
        waking = after_quiet_hours(now.astimezone(zone))
        if waking > now:
            await asyncio.to_thread(house.followups.reschedule, row.id, waking)
            return
        key = f"checkin.due_{row.kind}"
        if key not in house.wording.lines:
            key = "checkin.due_other"
        name = person.profile.get("loved_one") or house.line("talk.loved_one")
        text = house.line(key, country=house.country(person), loved_one=name, Loved_one=name[:1].upper() + name[1:])
        title = house.wording.title("checkin.buttons.open")
        payload = {"intent": "open_check_in", "value": row.kind, "about": row.about, "title": title}
        await self._turns.say(
            row.person_id,
            row.external_id,
            [{"kind": "followup", "text": text, "buttons": [{"title": title, "payload": payload}]}],
        )
        if row.every in EVERY:
            await asyncio.to_thread(house.followups.reschedule, row.id, next_time(row.due_at, row.every, now))
        else:
            await asyncio.to_thread(house.followups.done, row.id)


def next_time(due: datetime, every: str, now: datetime) -> datetime:
    """When a repeating one is due after `now`: what was missed while nothing ran is not made up for."""
    missed = max(0, (now - due) // EVERY[every])
    return due + (missed + 1) * EVERY[every]


def after_quiet_hours(local: datetime) -> datetime:
    """The time itself, or the next morning when it falls into the quiet hours."""
    if local.time() >= QUIET_FROM:
        return datetime.combine(local.date() + timedelta(days=1), QUIET_UNTIL, local.tzinfo)
    if local.time() < QUIET_UNTIL:
        return datetime.combine(local.date(), QUIET_UNTIL, local.tzinfo)
    return local
