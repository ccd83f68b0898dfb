"""The tracker store, driven as Rasa's processor drives it: retrieve, a turn of events, save."""

import asyncio
import json
import statistics
import time
from pathlib import Path

import pytest
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy import select

from store.database import Database, open_database
from store.errors import StoreError
from store.models import trackers
from store.people import People
from store.tracker_store import KEPT_EVENTS, HearthTrackerStore

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [set_limit, inform, greet]
entities: [amount]
slots:
  skill: {type: text, influence_conversation: true, mappings: [{type: custom}]}
  mood: {type: categorical, values: [low, high], initial_value: low, mappings: [{type: custom}]}
  step: {type: float, min_value: 0, max_value: 1000, mappings: [{type: custom}]}
  notes: {type: any, mappings: [{type: custom}]}
actions: [action_coach]
forms: {limit_form: {required_slots: []}}
session_config: {session_expiration_time: 60, carry_over_slots_to_new_session: true}
"""
)


def turn(number: int) -> list[Event]:
    """What one turn adds, with the fat that a real pipeline brings."""
    ranking = [{"name": f"intent_{n}", "confidence": 0.1} for n in range(40)]
    parsed = {
        "text": f"message {number}",
        "intent": {"name": "set_limit" if number % 3 else "inform", "confidence": 0.9, "extra": "fat-ranking"},
        "entities": [{"entity": "amount", "value": "20", "start": 0, "end": 2, "extractor": "fat-ranking"}],
        "intent_ranking": [*ranking, {"name": "fat-ranking", "confidence": 0.0}],
        "text_tokens": [(0, 7)],
        "metadata": {"secret": "fat-ranking"},
    }
    said = UserUttered(
        f"message {number}",
        parsed["intent"],
        parsed["entities"],
        parsed,
        input_channel="web",
        message_id="fat-ranking",
        metadata={"client": "fat-ranking"},
    )
    bot = BotUttered(f"answer {number}", {"buttons": [{"payload": "fat-ranking"}]}, {"utter_action": "fat-ranking"})
    return [
        said,
        DefinePrevUserUtteredFeaturization(False),
        SlotSet("step", float(number)),
        SlotSet("mood", "high" if number % 2 else "low"),
        ActionExecuted("action_coach", policy="rule", confidence=1.0),
        bot,
        ActionExecuted(ACTION_LISTEN_NAME, policy="rule", confidence=1.0, hide_rule_turn=bool(number % 5 == 0)),
    ]


START: list[Event] = [
    ActionExecuted(ACTION_SESSION_START_NAME),
    SessionStarted(),
    SlotSet("skill", "boundary"),
    SlotSet("notes", {"deep": ["é", None]}),
    ActionExecuted(ACTION_LISTEN_NAME),
]


@pytest.fixture
def store(db: Database, url: str, master: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HEARTH_MASTER_KEY", master.decode())
    opened = HearthTrackerStore(DOMAIN, host=url)
    yield opened
    opened.close()


def converse(store: HearthTrackerStore, turns: int, person: str = "ann") -> DialogueStateTracker:
    """Run turns through the store; give the tracker that never forgot anything."""
    whole = DialogueStateTracker.from_events(person, START, DOMAIN.slots)
    asyncio.run(store.save(whole))
    for number in range(1, turns + 1):
        events = turn(number)
        whole.update_with_events(events, DOMAIN)
        kept = asyncio.run(store.retrieve(person))
        kept.update_with_events(events, DOMAIN, override_timestamp=False)
        asyncio.run(store.save(kept))
    return whole


def features(tracker: DialogueStateTracker) -> list:
    """What policies look at: the states of the last turns."""
    return tracker.past_states(DOMAIN)[-8:]


@pytest.mark.parametrize("turns", [0, 1, 4, 6, 7, 30])
def test_a_tracker_from_the_row_predicts_from_the_same_state_as_one_that_never_forgot(store, turns):
    whole = converse(store, turns)
    kept = asyncio.run(store.retrieve("ann"))
    assert kept.current_slot_values() == whole.current_slot_values()
    assert features(kept) == features(whole)
    assert (
        kept.past_states(DOMAIN, ignore_rule_only_turns=True)[-4:]
        == (whole.past_states(DOMAIN, ignore_rule_only_turns=True)[-4:])
    )
    assert kept.latest_action_name == whole.latest_action_name == ACTION_LISTEN_NAME
    assert kept.latest_message.text == whole.latest_message.text
    assert kept.latest_message.intent_name == whole.latest_message.intent_name
    assert [e.text for e in list(kept.events) if isinstance(e, BotUttered)][-1:] == [f"answer {turns}"][: bool(turns)]
    assert kept.followup_action == whole.followup_action and kept.active_loop_name is None


def test_the_row_stays_bounded_and_begins_with_a_session_start_and_one_set_per_slot(store):
    converse(store, 60)
    events = list(asyncio.run(store.retrieve("ann")).events)
    assert KEPT_EVENTS <= len(events) <= KEPT_EVENTS + 20
    assert isinstance(events[0], ActionExecuted) and isinstance(events[1], SessionStarted)
    first = next(at for at, event in enumerate(events) if isinstance(event, UserUttered))
    assert isinstance(events[first - 1], ActionExecuted) and events[first - 1].action_name == ACTION_LISTEN_NAME
    set_before = [event.key for event in events[:first] if isinstance(event, SlotSet)]
    assert len(set_before) == len(set(set_before)) and {"skill", "notes", "step"} <= set(set_before)


def test_rankings_metadata_and_button_data_are_not_kept(store, db):
    converse(store, 3)
    with db.session(write=False) as connection:
        data = db.box(connection, "ann").open(connection.execute(select(trackers.c.data)).scalar_one())
    assert "message 3" in json.dumps(data)
    assert "fat-ranking" not in json.dumps(data) and "intent_7" not in json.dumps(data)


def test_a_new_session_drops_what_was_before_it(store):
    converse(store, 4)
    tracker = asyncio.run(store.retrieve("ann"))
    tracker.update_with_events([*START, *turn(99)], DOMAIN)
    asyncio.run(store.save(tracker))
    kept = asyncio.run(store.retrieve("ann"))
    assert [e.text for e in kept.events if isinstance(e, UserUttered)] == ["message 99"]
    assert kept.get_slot("step") == 99.0 and features(kept) == features(tracker)


def fallback(text: str) -> list[Event]:
    """A turn that Rasa's fallback takes back."""
    return [
        UserUttered(text, {"name": "greet"}),
        SlotSet("notes", "taken back"),
        ActionExecuted("action_default_fallback"),
        BotUttered("what?"),
        UserUtteranceReverted(),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]


def test_turns_that_were_taken_back_take_no_room(store):
    whole = DialogueStateTracker.from_events("ann", [*START, *turn(1), *turn(2)], DOMAIN.slots)
    for number in range(30):
        whole.update_with_events(fallback(f"nonsense {number}"), DOMAIN)
    asyncio.run(store.save(whole))
    kept = asyncio.run(store.retrieve("ann"))
    assert features(kept) == features(whole) and kept.latest_message.text == whole.latest_message.text == "message 2"
    assert kept.current_slot_values() == whole.current_slot_values()
    assert not any(isinstance(event, UserUtteranceReverted) for event in kept.events)
    assert len(kept.events) < 25


def test_an_action_taken_back_and_a_restart_have_their_effect(store):
    events = [*START, *turn(1), ActionExecuted("action_coach"), ActionReverted(), *turn(2)]
    whole = DialogueStateTracker.from_events("ann", events, DOMAIN.slots)
    asyncio.run(store.save(whole))
    assert features(asyncio.run(store.retrieve("ann"))) == features(whole)
    whole.update_with_events([Restarted(), ActionExecuted(ACTION_LISTEN_NAME), *turn(3)], DOMAIN)
    asyncio.run(store.save(whole))
    kept = asyncio.run(store.retrieve("ann"))
    assert features(kept) == features(whole) and kept.current_slot_values() == whole.current_slot_values()
    assert kept.get_slot("skill") is None


def test_the_cut_is_not_taken_for_the_start_of_the_conversation(store):
    converse(store, 30)
    states = asyncio.run(store.retrieve("ann")).past_states(DOMAIN, ignore_rule_only_turns=True)
    assert states[1]["prev_action"] == {"action_name": ACTION_SESSION_START_NAME}


def test_a_loop_begun_long_ago_is_still_active(store):
    tracker = DialogueStateTracker.from_events("ann", [*START, *turn(1), ActiveLoop("limit_form")], DOMAIN.slots)
    for number in range(2, 30):
        tracker.update_with_events(turn(number), DOMAIN)
    asyncio.run(store.save(tracker))
    kept = asyncio.run(store.retrieve("ann"))
    assert kept.active_loop_name == "limit_form"
    assert not any(event.text == "message 1" for event in kept.events if isinstance(event, UserUttered))
    assert features(kept) == features(tracker)


@pytest.mark.filterwarnings("ignore:Slot auto-fill")
def test_a_slot_that_a_newer_model_dropped_is_ignored(store, caplog):
    converse(store, 10)
    store.domain = Domain.from_yaml("version: '3.1'\nslots: {step: {type: float, mappings: [{type: custom}]}}")
    kept = asyncio.run(store.retrieve("ann"))
    assert kept.current_slot_values()["step"] == 10.0
    assert "non existent slot" not in caplog.text


def test_nobody_is_none_and_the_rasa_way_of_making_one_works(store):
    assert asyncio.run(store.retrieve("ann")) is None
    made = asyncio.run(store.get_or_create_tracker("ann", append_action_listen=False))
    assert made.sender_id == "ann" and list(made.events) == []
    assert asyncio.run(store.retrieve("ann")) is None, "an empty tracker takes no row"


def test_somebody_deleted_in_the_middle_of_a_turn_does_not_come_back(store, db):
    whole = converse(store, 2)
    People(db).delete("ann")
    asyncio.run(store.save(whole))
    assert asyncio.run(store.retrieve("ann")) is None
    assert list(asyncio.run(store.keys())) == []


def test_keys_lists_and_delete_forgets_one_conversation(store):
    converse(store, 1), converse(store, 1, "bob")
    assert sorted(asyncio.run(store.keys())) == ["ann", "bob"]
    asyncio.run(store.delete("ann"))
    assert list(asyncio.run(store.keys())) == ["bob"]
    assert asyncio.run(store.retrieve("ann")) is None
    assert asyncio.run(store.retrieve_full_tracker("bob")) is not None


def test_errors_are_raised(store, monkeypatch):
    whole = converse(store, 1)
    monkeypatch.setattr(store, "_db", Database("postgresql://u@127.0.0.1:1/d", store._db.keyring))
    with pytest.raises(StoreError):
        asyncio.run(store.retrieve("ann"))
    with pytest.raises(StoreError):
        asyncio.run(store.save(whole))


@pytest.mark.filterwarnings("error:Tracker store")
def test_rasa_loads_it_by_dotted_path_with_a_key_file(tmp_path: Path, sqlite_url: str, monkeypatch):
    monkeypatch.delenv("HEARTH_MASTER_KEY", raising=False)
    monkeypatch.setenv("HEARTH_KEY_FILE", str(tmp_path / "master.key"))
    made = open_database(sqlite_url, tmp_path / "master.key")
    made.migrate()
    People(made).get_or_make("ann", "web")
    loaded = TrackerStore.create(EndpointConfig(type="store.tracker_store.HearthTrackerStore", url=sqlite_url), DOMAIN)
    assert isinstance(loaded, HearthTrackerStore)
    asyncio.run(loaded.save(DialogueStateTracker.from_events("ann", [*START, *turn(1)], DOMAIN.slots)))
    assert asyncio.run(loaded.retrieve("ann")).get_slot("step") == 1.0
    (tmp_path / "master.key").unlink()
    with pytest.raises(StoreError, match="put the key file back"):
        TrackerStore.create(EndpointConfig(type="store.tracker_store.HearthTrackerStore", url=sqlite_url), DOMAIN)


def test_an_event_broker_is_refused():
    class Broker(EventBroker):
        pass

    with pytest.raises(StoreError, match="event broker"):
        HearthTrackerStore(DOMAIN, host="sqlite:///x.db", event_broker=Broker())


def test_turn_500_costs_no_more_than_one_and_a_half_times_turn_10(store):
    """Processor time of retrieve + save around turn 10 and turn 500, lower quartiles: the machine is shared."""
    asyncio.run(store.save(DialogueStateTracker.from_events("ann", START, DOMAIN.slots)))
    took = []

    async def run() -> None:
        for number in range(1, 511):
            events = turn(number)
            began = time.process_time()
            tracker = await store.retrieve("ann")
            tracker.update_with_events(events, DOMAIN, override_timestamp=False)
            await store.save(tracker)
            took.append(time.process_time() - began)

    asyncio.run(run())
    early, late = (statistics.quantiles(part, n=4)[0] for part in (took[9:29], took[490:510]))
    print(f"turn 10: {early * 1000:.1f} ms, turn 500: {late * 1000:.1f} ms")
    assert late <= 1.5 * early
