"""From an update of Telegram to `Incoming`. Pure: no network, no store."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from telegram import Bot, CallbackQuery, Chat, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.door import Incoming

COMMANDS = ("start", "help", "urgent", "stop", "delete")
_COMMAND = re.compile(rf"/({'|'.join(COMMANDS)})(?:@\w+)?(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)
#: Commands that stay commands with words behind them. The words are screened for danger like any others. "/stop it"
#: and "/delete everything" are plain words: what they mean is decided where all words are understood.
_WITH_WORDS = ("start", "urgent")
_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


class What(Enum):
    """What an update asks of the door."""

    TURN = "turn"
    PRESS = "press"  #: a turn too; the press has to be answered, the keyboard to go
    BLOCKED = "blocked"
    GROUP = "group"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Read:
    """An update, understood. chat: its id as text. album: the id shared by pictures sent together."""

    what: What
    chat: str = ""
    incoming: Incoming | None = None
    album: str = ""
    query_id: str = ""
    keyboard_of: int = 0


def read(raw: dict[str, Any], bot: Bot, person_id: Callable[[str], str]) -> Read:
    """Understands an update as Telegram sends it. Raises what the library raises for a malformed one."""
    update = Update.de_json(raw, bot)
    if update.callback_query is not None:
        return _press(update.update_id, update.callback_query, person_id)
    member = update.my_chat_member
    if member is not None:
        gone = member.new_chat_member.status in _GONE
        if member.chat.type == ChatType.PRIVATE:
            return Read(What.BLOCKED if gone else What.NOTHING, str(member.chat.id))
        return Read(What.NOTHING if gone else What.GROUP, str(member.chat.id))
    message, edited = update.message or update.edited_message, update.message is None
    if message is None:
        return Read(What.NOTHING)
    chat = str(message.chat.id)
    if message.chat.type != ChatType.PRIVATE:
        left = message.left_chat_member
        return Read(What.NOTHING if left is not None and left.id == _own_id(bot) else What.GROUP, chat)
    return _message(update.update_id, message, edited, person_id(chat))


def _message(update_id: int, message: Message, edited: bool, person: str) -> Read:
    text, command = message.text, None
    if edited:
        # A live location is "edited" every few seconds, and a preview that loads counts as an edit of nothing.
        kind, text = "edited", message.text or message.caption
        if not text:
            return Read(What.NOTHING)
    elif text:
        kind = "text"
        found = _COMMAND.fullmatch(text.strip())
        if found and (not found[2] or found[1].lower() in _WITH_WORDS):
            kind, command, text = "command", found[1].lower(), found[2] or None
    elif message.caption:
        kind, text = "caption", message.caption
    elif _has_content(message):
        kind = "unreadable"
    else:
        return Read(What.NOTHING)  # "pinned a message" and the like: nobody waits for an answer
    chat = str(message.chat.id)
    incoming = Incoming(
        "telegram", person, f"u{update_id}", chat, text, command=command, kind=kind, sent_at=message.date
    )  # fmt: skip
    return Read(What.TURN, chat, incoming, album=message.media_group_id or "")


def _has_content(message: Message) -> bool:
    """Whether a person sent something. `api_kwargs`: fields newer than the library, perhaps a new kind of content."""
    return bool(
        message.effective_attachment or message.checklist or message.giveaway or message.dice or message.api_kwargs
    )


def _press(update_id: int, query: CallbackQuery, person_id: Callable[[str], str]) -> Read:
    if query.message is None or not query.data or not _private(query.message.chat):
        return Read(What.NOTHING, query_id=query.id)
    chat = str(query.message.chat.id)
    incoming = Incoming("telegram", person_id(chat), f"u{update_id}", chat, button=query.data, kind="button")
    return Read(What.PRESS, chat, incoming, query_id=query.id, keyboard_of=query.message.message_id)


def _private(chat: Chat) -> bool:
    return chat.type == ChatType.PRIVATE


def _own_id(bot: Bot) -> int:
    """A token begins with its bot's id."""
    head = bot.token.partition(":")[0]
    return int(head) if head.isdigit() else 0
