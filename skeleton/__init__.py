"""A call that was, as the skeleton of a call script: `ivr call --from-contact`.

Knows what the deployed line remembers of a call, what of it may not travel and how a call script is written; refuses to
know how a call is held.
"""
