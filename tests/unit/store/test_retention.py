from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import update

from store.database import utc_now
from store.exercises import Exercises
from store.followups import FollowUps
from store.images import Images
from store.items import Items
from store.messages import Buttons, Inbox, Outbox
from store.models import buttons, people
from store.people import People
from store.retention import prune
from store.safety import SafetyStates

DAY = timedelta(days=1)


def test_free_text_goes_after_30_days_and_what_was_saved_stays(db):
    message = Inbox(db).receive("ann", "web", "m", {"text": "x"}).id
    token = Inbox(db).finish(message, [{"text": "y", "buttons": [{"title": "t", "payload": {}}]}])[0].buttons[0][1]
    image = Images(db).add("ann", b"png", "alt")
    SafetyStates(db).set("ann", {"level": "check"})
    Items(db).add("ann", "limit", {"words": "w"}, message)
    done = Exercises(db).open("ann", "boundary", {}, "text")
    Exercises(db).finish(done.id)
    Exercises(db).open("ann", "practice", {}, "line")
    FollowUps(db).add("ann", "checkin", utc_now() + 90 * DAY)
    now = utc_now()
    assert set(asdict(prune(db, now + 29 * DAY)).values()) == {0}
    gone = asdict(prune(db, now + 31 * DAY))
    assert {name: n for name, n in gone.items() if n} == {
        "messages": 2,
        "images": 1,
        "exercises": 1,
        "safety_states": 1,
    }
    assert Outbox(db).history("ann") == [] and Buttons(db).look_up("ann", token) is None
    assert Images(db).get("ann", image) is None and SafetyStates(db).get("ann") is None
    assert Exercises(db).current("ann").skill == "practice"
    assert [i.fields for i in Items(db).list("ann")] == [{"words": "w"}]
    assert len(FollowUps(db).list("ann")) == 1


def test_a_used_button_goes_after_a_week_and_an_unused_one_stays(db):
    message = Inbox(db).receive("ann", "web", "m", {"text": "x"}).id
    offered = [{"title": t, "payload": {"t": t}} for t in "ab"]
    (used, unused) = (token for _, token in Inbox(db).finish(message, [{"text": "y", "buttons": offered}])[0].buttons)
    Buttons(db).use(used)
    assert prune(db, utc_now() + 6 * DAY).buttons == 0
    assert prune(db, utc_now() + 8 * DAY).buttons == 1
    assert Buttons(db).look_up("ann", used) is None and Buttons(db).look_up("ann", unused) == {"t": "b"}


def test_settled_follow_ups_go_and_waiting_ones_stay(db):
    now = utc_now()
    sent = FollowUps(db).add("ann", "checkin", now)
    FollowUps(db).claim_due(now)
    FollowUps(db).done(sent)
    FollowUps(db).add("bob", "checkin", now)
    assert prune(db, now + 31 * DAY).followups == 1
    assert len(FollowUps(db).list("bob")) == 1


def test_people_go_after_12_months_without_a_word(db):
    with db.session() as connection:
        connection.execute(update(people).where(people.c.id == "ann").values(last_seen_at=utc_now() - 366 * DAY))
    assert prune(db, utc_now()).people == 1
    assert People(db).get("ann") is None and People(db).get("bob") is not None


def test_buttons_go_with_their_message(db):
    message = Inbox(db).receive("ann", "web", "m", {"text": "x"}).id
    Inbox(db).finish(message, [{"text": "y", "buttons": [{"title": "t", "payload": {}}]}])
    prune(db, utc_now() + 31 * DAY)
    with db.session(write=False) as connection:
        assert connection.execute(buttons.select()).all() == []
