"""Emergencies, wishes for a person, questions."""

import pytest

from fulfillment.hearing import hear_emergency, is_question, wants_person

EN = "en_US"

EMERGENCIES = (
    "I'm bleeding",
    "i have a pain in my left arm and chest",
    "i feel like i'm gonna pass out",
    "my wife is in labor",
    "she's not breathing right",
    "heart attack last year and now my chest hurts",
    "i swallowed bleach",
    "cancel it or I'll kill myself",
    "I have chest pain",
    "I can't breathe",
    "I think I'm having a stroke",
    "she's bleeding badly",
    "he is unconscious",
    "I took too many pills",
    "I want to kill myself",
    "call 911",
    "my chest hurts",
    "my husband passed out",
    "I'm having trouble breathing",
    "it's an emergency",
    "this is an emergency",
    "my mother had a stroke",
    "he is not breathing",
    "the bleeding won't stop",
    "I want to die",
    "she won't wake up",
    "my baby is choking",
    "I'm suicidal",
    "I overdosed",
    "heart attack",
    "my face is drooping",
    "not an emergency but I have chest pain",
    "no wait my chest hurts",
    "I need an ambulance",
    "there's a tightness in my chest",
    "I had chest pain last night and it's back now",
    "my throat is closing",
    "I can't catch my breath",
    "I don't want to live anymore",
    "can you help I have chest pain",
    "pain in my chest",
    "my son is having a seizure",
    "he had a heart attack just now",
    "I'm not okay I have chest pain",
    "emergency",
    "I feel like ending my life",
    "I'm going to hurt myself",
    "medical emergency",
    "i don't have insurance but i have chest pain",
    "she stopped breathing",
    "the medicine gave me chest pain",
    "hey i can't breathe",
    "nine one one",
)

NO_EMERGENCIES = (
    "i'd rather die than wait on hold",
    "i had an emergency so i missed my appointment",
    "you're killing me",
    "my phone died",
    "stress test because I had chest pain last month",
    "do I go to the emergency room",
    "i have chest congestion",
    "where is the emergency entrance",
    "do you have emergency contraception",
    "my mother had a stroke last year",
    "it's not an emergency",
    "I don't have chest pain",
    "no chest pain",
    "I'm dying to know",
    "I need a follow up after my heart attack",
    "update my emergency contact",
    "my back is killing me",
    "you almost gave me a heart attack",
    "do you treat chest pain",
    "history of stroke",
    "I had a heart attack two years ago",
    "I have a bill from the emergency room",
    "I can't breathe through my nose",
    "stroke of luck",
    "what time do you open",
    "I'm not suicidal",
    "I'm not having chest pain",
    "poison ivy",
    "how much does an ambulance cost",
    "I want to cancel my appointment",
    "I had a seizure in 2019",
    "I don't think it's an emergency",
    "he died of a heart attack",
    "are you open in an emergency",
    "when is flu season",
    "the traffic is killing me",
    "I passed the test",
    "I need to reset my password",
    "emergency room bill",
)

PERSON = (
    "can you get someone on the phone",
    "i need to talk to the billing department",
    "stop this i want to talk",
    "can the nurse call me",
    "i hate robots",
    "is there anybody I can talk to",
    "agent",
    "a real person",
    "talk to someone",
    "representative",
    "operator",
    "human",
    "can I speak to a person",
    "I want to talk to a human being",
    "let me talk to somebody",
    "get me an agent",
    "transfer me to the front desk",
    "customer service",
    "please connect me with a representative",
    "I don't want to talk to a robot",
    "is there a person I can talk to",
    "speak with the nurse",
    "I need a human",
    "could I talk to a real person please",
    "agent agent agent",
    "put me through to reception",
    "can someone help me",
    "operator please",
    "i want a supervisor",
    "talk to a live agent",
    "speak to a manager",
    "human please",
    "just get me a person",
    "no agent please",
    "stop I want a person",
    "can i have a real person",
    "front desk please",
    "i'd like to speak with someone about my bill",
    "give me a human",
    "person",
)

NO_PERSON = (
    "transfer my records to another doctor",
    "I need help",
    "can someone else pick up my order",
    "what does the agent do",
    "do I talk to a person at the desk when I arrive",
    "who is the person who drew my blood",
    "I don't need an agent",
    "my insurance agent told me",
    "are you a real person",
    "I spoke to someone yesterday",
    "the nurse told me to call",
    "I talked to a person last week",
    "what time do you open",
    "am I talking to a robot",
    "is the front desk open on saturday",
    "travel agent",
    "I want to move my appointment",
    "in person visit",
    "how many people per appointment",
    "an agent called me yesterday",
    "the person I spoke to said thursday",
    "human papillomavirus vaccine",
    "I don't want to talk to a person",
    "can I see the nurse on friday",
    "another person",
)

QUESTIONS = (
    "what are your hours",
    "do you take insurance",
    "can I bring my kids",
    "is there parking",
    "how much is parking",
    "when do you open",
    "actually, what does parking cost?",
    "I was wondering if you take medicare",
    "where are you located",
    "could you tell me your address",
    "I have a question",
    "um what time do you close",
    "who is doctor chen",
    "is it far",
    "are you open on saturday",
    "do I need to fast",
    "what about parking",
    "tell me about your hours",
    "any chance you're open sunday",
    "parking?",
    "why do you need that",
    "wait how much does it cost",
    "does the clinic validate parking",
    "and how long does it take",
    "can I move my appointment",
    "i'd like to know if you take walk ins",
)

NO_QUESTIONS = (
    "how about friday",
    "what about thursday at ten",
    "Thursday",
    "yes",
    "I want to move my appointment",
    "do it",
    "will do",
    "when I called yesterday they said no",
    "may fifth",
    "the second one",
    "Rivera",
    "what I need is an appointment",
    "have a nice day",
    "March 12 1984",
    "Thursday?",
    "how about in the morning",
    "can't make it",
    "next week",
    "my last name is Rivera",
    "is fine",
    "what about the third",
)


@pytest.mark.parametrize("said", EMERGENCIES)
def test_danger_now_is_an_emergency(said: str) -> None:
    assert hear_emergency(said, locale=EN)


@pytest.mark.parametrize("said", NO_EMERGENCIES)
def test_what_is_denied_long_ago_or_idiom_is_no_emergency(said: str) -> None:
    assert not hear_emergency(said, locale=EN)


@pytest.mark.parametrize("said", PERSON)
def test_a_person_is_asked_for(said: str) -> None:
    assert wants_person(said, locale=EN)


@pytest.mark.parametrize("said", NO_PERSON)
def test_speaking_of_people_does_not_ask_for_one(said: str) -> None:
    assert not wants_person(said, locale=EN)


@pytest.mark.parametrize("said", QUESTIONS)
def test_the_form_of_a_question_is_recognised(said: str) -> None:
    assert is_question(said, locale=EN)


@pytest.mark.parametrize("said", NO_QUESTIONS)
def test_statements_and_proposals_are_no_questions(said: str) -> None:
    assert not is_question(said, locale=EN)
