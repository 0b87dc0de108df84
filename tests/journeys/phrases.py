"""What people say in the plays; leaves what should then happen to the plays."""

from __future__ import annotations

ASSIGN = "Hur tilldelar jag en planering till min klass?"
"""Equal to the entry `tilldela-planering`."""
PASSWORD = "Jag har glömt mitt lösenord till Unikum, vad gör jag?"
"""Equal to the entry `glomt-losenord`."""
PRINT = "Var ligger knappen för att skriva ut klassens schema i Unikum?"
SIGNS = "Går det att skriva ut namnskyltar till krokarna direkt från Unikum?"
"""Real questions without an entry, unlike each other."""
UNSEEN = "Föräldrarna ser ingenting av det jag la upp i Unikum i går, vad kan det bero på?"
"""A question that several entries are near to."""
VAGUE = "det funkar inte"
HOW_TO = "Du hittar den under menyn med tre prickar ovanför schemat, välj Skriv ut."
"""A person's answer to PRINT."""
