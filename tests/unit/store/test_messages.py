import threading

import pytest

from store.errors import Gone
from store.messages import Buttons, Inbox, Incoming, Outbox, Outgoing
from store.people import People

ONE = [
    {
        "text": "Hello",
        "buttons": [{"title": "Yes", "payload": {"intent": "affirm"}}, {"title": "No", "payload": {"v": 2}}],
    }
]


def ask(db, person="ann", external="m1", text="hi") -> int:
    return Inbox(db).receive(person, "web", external, {"text": text}).id


def test_a_duplicate_is_not_new_and_has_the_id_of_the_first(db):
    first = Inbox(db).receive("ann", "web", "m1", {"text": "hi"})
    again = Inbox(db).receive("ann", "web", "m1", {"text": "something else"})
    assert first.new and not again.new and again.id == first.id
    assert Inbox(db).unfinished()[0].body == {"text": "hi"}


def test_the_same_external_id_of_two_people_is_two_messages(db):
    assert Inbox(db).receive("bob", "web", "m1", {"text": "b"}).new
    assert Inbox(db).receive("ann", "web", "m1", {"text": "a"}).new


def test_the_same_message_at_the_same_time_is_received_once(db):
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(Inbox(db).receive("ann", "web", "m1", {"text": "hi"})))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(r.new for r in found) == [False, False, False, True]
    assert len({r.id for r in found}) == 1


def test_a_message_of_somebody_unknown_is_gone(db):
    with pytest.raises(Gone):
        ask(db, "eve")


def test_finishing_stores_the_replies_in_order_with_a_token_for_each_button(db):
    message = ask(db)
    assert Inbox(db).start(message) == 1
    made = Inbox(db).finish(
        message, [*ONE, {"kind": "notice", "text": "Two", "image": {"id": "abc", "alt": "a chart"}}]
    )
    assert [(o.text, o.kind, o.state, o.reply_to) for o in made] == [
        ("Hello", "message", "pending", message),
        ("Two", "notice", "pending", message),
    ]
    assert (made[1].image_id, made[1].image_alt) == ("abc", "a chart")
    assert [title for title, _ in made[0].buttons] == ["Yes", "No"]
    assert all(len(token) == 16 for _, token in made[0].buttons)
    assert Inbox(db).replies_to(message) == made == Outbox(db).pending("web")


def test_finishing_twice_gives_the_first_replies_and_adds_none(db):
    message = ask(db)
    first = Inbox(db).finish(message, ONE)
    assert Inbox(db).finish(message, [{"text": "other"}]) == first
    assert len(Outbox(db).history("ann")) == 2


def test_an_answer_of_nothing_is_final_too(db):
    message = ask(db)
    assert Inbox(db).finish(message, []) == []
    assert Inbox(db).finish(message, ONE) == []
    assert Inbox(db).unfinished() == []


def test_a_reply_that_cannot_be_stored_leaves_the_message_unfinished(db):
    message = ask(db)
    with pytest.raises(KeyError):
        Inbox(db).finish(message, [{"text": "ok"}, {"no": "text"}])
    assert [m.id for m in Inbox(db).unfinished()] == [message]
    assert Inbox(db).replies_to(message) == []


def test_unfinished_ones_come_back_in_order_with_their_attempts(db):
    first, second = ask(db, "bob", "m1", "one"), ask(db, "bob", "m2", "two")
    done = ask(db)
    Inbox(db).finish(done, [])
    Inbox(db).start(first), Inbox(db).start(first)
    found = Inbox(db).unfinished()
    assert [(m.id, m.body["text"], m.state, m.attempts) for m in found] == [
        (first, "one", "working", 2),
        (second, "two", "received", 0),
    ]


def test_a_done_message_does_not_go_back_to_work(db):
    message = ask(db)
    Inbox(db).finish(message, ONE)
    Inbox(db).start(message)
    assert Inbox(db).unfinished() == []


def test_a_turn_whose_person_was_deleted_meanwhile_is_gone(db):
    message = ask(db)
    People(db).delete("ann")
    with pytest.raises(Gone):
        Inbox(db).start(message)
    with pytest.raises(Gone):
        Inbox(db).finish(message, ONE)


def test_what_was_sent_or_failed_is_pending_no_more(db):
    a, b, c = Outbox(db).add("ann", "x", [{"text": "a"}, {"text": "b"}, {"text": "c"}])
    Outbox(db).sent(a.id)
    Outbox(db).failed(b.id, "blocked")
    assert [o.id for o in Outbox(db).pending("web")] == [c.id]
    assert Outbox(db).pending("telegram") == []
    assert [o.state for o in Outbox(db).after("ann", 0)] == ["sent", "failed", "pending"]


def test_adding_the_same_follow_up_twice_adds_it_once(db):
    first = Outbox(db).add("ann", "followup:1", [{"kind": "followup", "text": "a"}, {"text": "b"}])
    assert Outbox(db).add("ann", "followup:1", [{"text": "other"}]) == first
    assert Outbox(db).add("ann", "followup:2", [{"text": "c"}]) != first
    assert Outbox(db).add("bob", "followup:1", [{"text": "for bob"}])[0].text == "for bob"
    with pytest.raises(Gone):
        Outbox(db).add("eve", "followup:1", ONE)


def test_an_external_id_cannot_be_mistaken_for_a_reply(db):
    message = ask(db)
    Outbox(db).add("ann", f"re:{message}", [{"text": "notice"}])
    assert Inbox(db).finish(message, ONE)[0].text == "Hello"


def test_history_has_both_directions_in_order_and_pages(db):
    ids = []
    for number in range(3):
        message = ask(db, external=str(number), text=f"q{number}")
        ids += [message, *(o.id for o in Inbox(db).finish(message, [{"text": f"a{number}"}]))]
    whole = Outbox(db).history("ann")
    assert [m.id for m in whole] == ids
    assert isinstance(whole[0], Incoming) and isinstance(whole[1], Outgoing)
    assert [m.id for m in Outbox(db).history("ann", limit=2)] == ids[-2:], "without a cursor: the newest"
    assert [m.id for m in Outbox(db).history("ann", after=ids[0], limit=2)] == ids[1:3], "with one: the next"
    assert [m.id for m in Outbox(db).after("ann", ids[1])] == [ids[3], ids[5]]


def test_another_person_sees_none_of_it(db):
    token = Inbox(db).finish(ask(db), ONE)[0].buttons[0][1]
    assert Outbox(db).history("bob") == [] == Outbox(db).after("bob", 0)
    assert Buttons(db).look_up("bob", token) is None
    assert Buttons(db).look_up("ann", token) == {"intent": "affirm"}
    assert Buttons(db).look_up("ann", "A" * 16) is None


def test_a_button_is_used_once_but_still_tells_what_it_meant(db):
    token = Inbox(db).finish(ask(db), ONE)[0].buttons[1][1]
    assert [Buttons(db).use(token), Buttons(db).use(token), Buttons(db).use("nope")] == [True, False, False]
    assert Buttons(db).look_up("ann", token) == {"v": 2}


def test_ids_are_never_given_twice_even_after_deletion(db):
    last = Inbox(db).finish(ask(db), ONE)[0].id
    People(db).delete("ann")
    People(db).get_or_make("ann", "web")
    assert ask(db) > last
