"""What the flows record of a call and have analysed, and what callers are told of it: as the values of placeholders.

Knows the Flow language's words for it; refuses to know who decides. Source: the page
`contact-actions-updatecontactrecordingbehavior` of
https://docs.aws.amazon.com/connect/latest/APIReference/flow-language.html.
"""

OF_STAFF = "If you speak with our staff, that part of the call may be recorded."
OF_ALL = "This call may be recorded."


def recording_bindings(*, ivr: bool, contact_lens: bool, real_time: bool = False) -> dict[str, str]:
    """The value of every placeholder that stands for something recorded or analysed, as plain text.

    Args:
        ivr: Whether the caller's talk with the bot is recorded too.
        contact_lens: Whether the talk with staff is transcribed and analysed.
        real_time: Whether it is so while they talk, as agent assist needs it; else after the call.
    """
    return {
        "IvrRecording": "Enabled" if ivr else "Disabled",
        "ContactLens": str(contact_lens),
        "AnalyticsMode": "RealTime" if real_time else "PostContact",
        "RecordingNotice": OF_ALL if ivr else OF_STAFF,
    }
