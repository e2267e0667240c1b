"""English greetings and ways to leave off: rules, no code."""

GREETING = {
    "greets": (
        "hi|hello|hey|howdy|greetings there|again?",
        "hi|hello|hey|howdy|greetings",
        "good morning|afternoon|evening|day",
        "morning|afternoon",
        "how are you doing|today?",
        "is anyone|anybody|someone there?",
        "can you hear me",
        "are you there",
        "um|uh|so|well|yes|yeah|ok|okay",
    ),
}

GIVE_UP = {
    "keeps": (
        "never mind the|that|what|about",
        "not stop|quit|forget|cancel",
        "stop by|in|taking|smoking",
    ),
    "drops": (
        "never mind",
        "nevermind",
        "forget it|that|this|about",
        "forget the whole thing",
        "cancel that|this|it $",
        "stop|quit|abort $",
        "stop this|it|that",
        "drop it|that",
        "leave it|that $",
        "leave it be|alone|as",
        "changed my mind",
        "not want that|this|it anymore|any",
        "start over",
    ),
}
