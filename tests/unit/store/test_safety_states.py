from datetime import date

import pytest
from sqlalchemy import select

from store.errors import Gone
from store.models import danger_counts
from store.safety import DangerCounts, SafetyStates


def test_a_state_is_set_replaced_and_cleared_for_one_person(db):
    assert SafetyStates(db).get("ann") is None
    SafetyStates(db).set("ann", {"level": "check"})
    SafetyStates(db).set("ann", {"level": "alarm"})
    SafetyStates(db).set("bob", {"level": "check"})
    assert SafetyStates(db).get("ann") == {"level": "alarm"}
    SafetyStates(db).clear("ann")
    assert SafetyStates(db).get("ann") is None and SafetyStates(db).get("bob") == {"level": "check"}
    with pytest.raises(Gone):
        SafetyStates(db).set("eve", {})


def test_dangers_are_counted_by_day_kind_level_and_country_and_hold_nobody(db):
    day = date(2026, 6, 1)
    for country in ("GB", "GB", ""):
        DangerCounts(db).add(day, "danger_overdose", "alarm", country)
    with db.session(write=False) as connection:
        found = connection.execute(select(danger_counts).order_by(danger_counts.c.country)).all()
    assert [tuple(row) for row in found] == [
        (day, "danger_overdose", "alarm", "", 1),
        (day, "danger_overdose", "alarm", "GB", 2),
    ]
