"""A municipality's own login through OpenID Connect: code flow with PKCE; the answer is checked by Authlib's joserfc.

Logs in only those who already are users here: the municipality says who someone is, Aktsam what she may see.
"""

from __future__ import annotations

from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.httpx_client import OAuth2Client
from itsdangerous import BadSignature, URLSafeTimedSerializer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from nlp.errors import InputError
from outputs.web.site import OpenId

SECONDS, MINUTES = 10.0, 10
ALGORITHMS = ["RS256", "PS256", "ES256"]
_PROBLEM = "Kommunens inloggning svarade inte som väntat. Försök igen, eller logga in med lösenord."
_signer = URLSafeTimedSerializer(generate_token(48), salt="openid")


def begin(settings: OpenId, answer_to: str, goal: str) -> tuple[str, str]:
    """Where to send the browser, and what it is to keep until it comes back."""
    verifier, nonce = generate_token(64), generate_token(32)
    with _client(settings, answer_to) as client:
        url, state = client.create_authorization_url(
            _discovered(settings)["authorization_endpoint"], nonce=nonce, code_verifier=verifier
        )
    return str(url), str(_signer.dumps({"state": state, "nonce": nonce, "verifier": verifier, "goal": goal}))


def finish(settings: OpenId, answer_to: str, kept: str, url: str, state: str) -> tuple[str, str]:
    """Name of the user and where she was going. Raises `InputError` for anything that does not add up."""
    try:
        asked = _signer.loads(kept, max_age=60 * MINUTES)
        if state != asked["state"]:
            raise InputError(_PROBLEM)
        found = _discovered(settings)
        with _client(settings, answer_to) as client:
            token = client.fetch_token(
                found["token_endpoint"], authorization_response=url, code_verifier=asked["verifier"]
            )
        keys = KeySet.import_key_set({"keys": _json(found["jwks_uri"])["keys"]})
        claims = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": settings.issuer},
            aud={"essential": True, "value": settings.client},
            nonce={"essential": True, "value": asked["nonce"]},
            exp={"essential": True},
        ).validate(claims)
        return str(claims[settings.claim]), str(asked["goal"])
    except (BadSignature, httpx.HTTPError, JoseError, AuthlibBaseError, KeyError, ValueError) as e:
        raise InputError(_PROBLEM) from e


def _client(settings: OpenId, answer_to: str) -> OAuth2Client:
    return OAuth2Client(
        settings.client, settings.secret, scope="openid profile", redirect_uri=answer_to,
        code_challenge_method="S256", timeout=SECONDS,
    )  # fmt: skip


def _discovered(settings: OpenId) -> dict[str, Any]:
    return _json(settings.issuer.rstrip("/") + "/.well-known/openid-configuration")


def _json(url: str) -> dict[str, Any]:
    answer = httpx.get(url, timeout=SECONDS)
    answer.raise_for_status()
    return dict(answer.json())
