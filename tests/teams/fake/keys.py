"""The keys with which the service signs what it sends, and signing right and wrong with them; leaves checking to the bot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"
ENDORSED = ("msteams", "msteams-canary")
HOUR = 3600
_SHARED = "a secret that everybody could have guessed by now"


@cache
def pair(number: int) -> rsa.RSAPrivateKey:
    """A key pair; made once, as that takes its time."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Keys:
    """The key set. Its first key is good; beside it stand one for another channel and one endorsed for nothing."""

    def __init__(self, app_id: str, clock: Callable[[], datetime]) -> None:
        self.app_id, self._clock = app_id, clock
        self.service_url = ""
        self.asked = 0
        """How often the key set was fetched."""
        self._set: dict[str, tuple[int, Sequence[str] | None]] = {}
        self._made = 0
        self.kid = self.new_key()
        self.foreign = self.new_key(("skype",), current=False)
        self.bare = self.new_key(None, current=False)

    def new_key(
        self, endorsements: Sequence[str] | None = ENDORSED, *, current: bool = True, drop_old: bool = False
    ) -> str:
        """One more key; the next tokens are signed with it if it is current. Gives its `kid`."""
        kid = f"kid-{self._made}"
        if drop_old:
            self._set.clear()
        self._set[kid] = (self._made, endorsements)
        self._made += 1
        if current:
            self.kid = kid
        return kid

    def jwks(self) -> dict[str, Any]:
        """The key set as it is published."""
        self.asked += 1
        return {"keys": [self._shown(kid, number, ends) for kid, (number, ends) in self._set.items()]}

    def _shown(self, kid: str, number: int, endorsements: Sequence[str] | None) -> dict[str, Any]:
        key = RSAAlgorithm.to_jwk(pair(number).public_key(), as_dict=True)
        shown = {"kty": "RSA", "use": "sig", "kid": kid, "x5t": kid, "n": key["n"], "e": key["e"]}
        return shown | ({} if endorsements is None else {"endorsements": list(endorsements)})

    def token(self, **wrongs: Any) -> str:
        """A caller's token, good unless made wrong; None leaves a claim or the `kid` out.

        `iss`, `aud`, `serviceurl`; `exp` and `nbf` in seconds from now; `alg` (none, HS256, RS512); `kid`;
        `signer`: the number of another key pair; `endorsements`: those of a key that is made for it.
        """
        now = int(self._clock().timestamp())
        if "endorsements" in wrongs:
            wrongs["kid"] = self.new_key(wrongs["endorsements"], current=False)
        kid, alg = wrongs.get("kid", self.kid), wrongs.get("alg", "RS256")
        times = {name: wrongs.get(name, good) for name, good in (("exp", HOUR), ("nbf", -300))}
        claims: dict[str, Any] = {
            "iss": wrongs.get("iss", ISSUER), "aud": wrongs.get("aud", self.app_id),
            "serviceurl": wrongs.get("serviceurl", self.service_url),
            **{name: None if value is None else now + value for name, value in times.items()},
        }  # fmt: skip
        number = wrongs.get("signer", self._set.get(kid or self.kid, self._set[self.kid])[0])
        key: Any = {"none": None, "HS256": _SHARED}.get(alg, pair(number))
        left = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(left, key, alg, headers={"kid": kid} if kid is not None else {})


STRANGER = 99
"""The number of a key pair that is in no key set."""


def good(keys: Keys) -> dict[str, str]:
    """Name -> an Authorization header that must be let in."""
    return {"good": f"Bearer {keys.token()}", "expired 4 min ago": f"Bearer {keys.token(exp=-240)}"}


def bad(keys: Keys) -> dict[str, tuple[str | None, dict[str, Any]]]:
    """Name -> an Authorization header and changes to the body (None = without it) that must be answered 401."""
    claims: dict[str, dict[str, Any]] = {
        "wrong audience": {"aud": "00000000-0000-0000-0000-00000000dead"}, "no audience": {"aud": None},
        "wrong issuer": {"iss": "https://sts.windows.net/x/"}, "no issuer": {"iss": None},
        "expired 10 min": {"exp": -600}, "not yet valid": {"nbf": 600}, "no exp": {"exp": None},
        "wrong serviceurl": {"serviceurl": "https://smba.example/emea/"}, "no serviceurl": {"serviceurl": None},
        "wrong key with a known kid": {"signer": STRANGER}, "unknown kid": {"kid": "kid-x", "signer": STRANGER},
        "no kid": {"kid": None}, "alg none": {"alg": "none"}, "HS256": {"alg": "HS256"}, "RS512": {"alg": "RS512"},
        "key endorsed for another channel": {"kid": keys.foreign}, "key without endorsements": {"kid": keys.bare},
    }  # fmt: skip
    table: dict[str, tuple[str | None, dict[str, Any]]] = {
        name: (f"Bearer {keys.token(**wrongs)}", {}) for name, wrongs in claims.items()
    }
    fine = f"Bearer {keys.token()}"
    return table | {
        "no header": (None, {}), "empty bearer": ("Bearer ", {}), "scheme Basic": (f"Basic {keys.token()}", {}),
        "garbage": ("Bearer not.a.token", {}), "body serviceUrl differs": (fine, {"serviceUrl": "https://x.example/"}),
        "body channelId changed": (fine, {"channelId": "skype"}), "body without serviceUrl": (fine, {"serviceUrl": None}),
    }  # fmt: skip
