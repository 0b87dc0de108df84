"""Which consent of a team's owner the bot needs and what for; leaves asking for it to the manifest."""

from __future__ import annotations

PERMISSIONS = {
    "ChannelMessage.Read.Group": "what is written in the team's standard channels reaches the bot without a mention",
    "ChatMessage.Read.Chat": "what is written in a group chat reaches the bot without a mention",
    "ChatMessageReadReceipt.Read.Chat": "how far somebody has read their own conversation with the bot, for announcements",
}
"""Permission for one team or one chat -> what would not work without it. Names, addresses and members come by the bot's
own interface, which a bot may use wherever it is installed; so nothing more is asked for."""
SCOPES = ("team", "groupChat", "personal")
"""Where the bot can be added, in the schema's own spelling."""
