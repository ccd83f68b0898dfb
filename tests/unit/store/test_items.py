import pytest

from store.errors import Gone
from store.items import Items


def test_items_come_back_newest_last_and_by_kind(db):
    ids = [Items(db).add("ann", kind, {"n": n}) for n, kind in enumerate(("limit", "progress", "limit"))]
    assert [(i.id, i.fields) for i in Items(db).list("ann")] == [
        (ids[0], {"n": 0}),
        (ids[1], {"n": 1}),
        (ids[2], {"n": 2}),
    ]
    assert [i.fields["n"] for i in Items(db).list("ann", "limit")] == [0, 2]
    saved = Items(db).list("ann")[0].as_saved()
    assert (saved["id"], saved["n"]) == (ids[0], 0) and saved["at"].endswith("+00:00")


def test_a_turn_that_runs_again_saves_once(db):
    first = Items(db).add("ann", "limit", {"words": "first"}, "m7:0")
    assert Items(db).add("ann", "limit", {"words": "again"}, "m7:0") == first
    assert Items(db).add("ann", "progress", {}, "m7:0") != first
    assert Items(db).add("ann", "limit", {}, "m8:0") != first
    assert Items(db).add("ann", "limit", {}) != Items(db).add("ann", "limit", {})
    assert Items(db).list("ann")[0].fields == {"words": "first"}


def test_a_change_keeps_the_other_fields(db):
    item = Items(db).add("ann", "limit", {"words": "w", "state": "active"})
    Items(db).change("ann", item, {"state": "kept"})
    assert Items(db).list("ann")[0].fields == {"words": "w", "state": "kept"}


def test_nobody_sees_changes_or_removes_anothers_item(db):
    item = Items(db).add("ann", "limit", {"words": "w"})
    assert Items(db).list("bob") == []
    with pytest.raises(Gone):
        Items(db).change("bob", item, {"words": "x"})
    assert Items(db).remove("bob", item) is False
    assert Items(db).list("ann")[0].fields == {"words": "w"}


def test_a_removed_item_is_gone(db):
    item = Items(db).add("ann", "limit", {})
    assert Items(db).remove("ann", item) is True
    assert Items(db).list("ann") == [] and Items(db).remove("ann", item) is False
    with pytest.raises(Gone):
        Items(db).add("eve", "limit", {})
