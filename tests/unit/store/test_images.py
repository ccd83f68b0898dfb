import pytest

from store.errors import Gone
from store.images import Images


def test_an_image_is_shown_to_its_person_only(db):
    image = Images(db).add("ann", b"\x89PNG\x00\xff", "three good days")
    assert len(image) == 16
    assert Images(db).get("ann", image) == (b"\x89PNG\x00\xff", "three good days")
    assert Images(db).get("bob", image) is None and Images(db).get("ann", "nope") is None
    with pytest.raises(Gone):
        Images(db).add("eve", b"", "")
