"""Spanish, in every way it is listened to, on Tuesday, December 1, 2026."""

from datetime import date

import pytest

from fulfillment import hearing
from fulfillment.hearing import Hour

ES = "es_US"
TODAY = date(2026, 12, 1)

DAYS = (
    ("el jueves", "2026-12-03"),
    ("jueves", "2026-12-03"),
    ("mañana", "2026-12-02"),
    ("pasado mañana", "2026-12-03"),
    ("hoy", "2026-12-01"),
    ("el 3 de diciembre", "2026-12-03"),
    ("tres de diciembre", "2026-12-03"),
    ("el jueves 3 de diciembre", "2026-12-03"),
    ("el tres", "2026-12-03"),
    ("el día diez", "2026-12-10"),
    ("el primero de enero", "2027-01-01"),
    ("el viernes de la próxima semana", "2026-12-11"),
    ("el viernes que viene", "2026-12-04"),
    ("el próximo viernes", "2026-12-04"),
    ("en dos semanas", "2026-12-15"),
    ("dentro de 3 días", "2026-12-04"),
    ("3/12", "2026-12-03"),
    ("3/12/2026", "2026-12-03"),
    ("2026-12-03", "2026-12-03"),
    ("treinta y uno de diciembre", "2026-12-31"),
    ("el veintitrés", "2026-12-23"),
    ("mañana por la mañana", "2026-12-02"),
    ("5 de enero de 2027", "2027-01-05"),
    ("cinco de enero del dos mil veintisiete", "2027-01-05"),
    ("esta tarde", "2026-12-01"),
    ("la próxima semana", "2026-12-07/2026-12-13"),
    ("la semana que viene", "2026-12-07/2026-12-13"),
    ("este mes", "2026-12-02/2026-12-31"),
    ("en enero", "2027-01-01/2027-01-31"),
    ("después del diez", "2026-12-11/2027-01-09"),
    ("antes del viernes", "2026-12-01/2026-12-03"),
    ("a más tardar el viernes", "2026-12-01/2026-12-04"),
    ("entre el diez y el doce", "2026-12-10/2026-12-12"),
    ("lo antes posible", "2026-12-01/2026-12-31"),
    ("a finales de la próxima semana", "2026-12-10/2026-12-13"),
    ("un segundo", ""),
    ("la segunda", ""),
    ("el jueves pasado", "2026-11-26"),
    ("ayer", "2026-11-30"),
    ("12 de marzo de 1984", ""),
    ("nací el 12 de marzo", ""),
    ("a las tres", ""),
    ("hace dos semanas", ""),
    ("buenos días", ""),
    ("la tercera opción", ""),
    ("el fin de semana", "2026-12-05/2026-12-06"),
)

ROLES = (
    ("cualquier día de la próxima semana menos el lunes", "plain"),
    ("después de navidad", "plain"),
    ("la cita con el doctor Chen el jueves", "from"),
    ("necesito cambiar mi cita del jueves para el viernes", "from to"),
    ("quiero mover mi cita del jueves", "from"),
    ("mover mi cita del jueves al viernes", "from to"),
    ("cambiarla para el viernes", "to"),
    ("quiero una cita el jueves", "plain"),
    ("no puedo el jueves", "from"),
    ("la del jueves", "from"),
    ("tengo una cita el jueves", "from"),
    ("mejor el viernes", "to"),
    ("¿tienen algo el jueves?", "plain"),
    ("mi cita el jueves a las dos y media", "from"),
    ("el viernes en vez del jueves", "to from"),
    ("pasar la cita al tres de diciembre", "to"),
)

BIRTH_DATES = (
    ("doce del tres del ochenta y cuatro", "1984-03-12"),
    ("doce de marzo de mil novecientos ochenta y cuatro", "1984-03-12"),
    ("12 de marzo de 1984", "1984-03-12"),
    ("12 de marzo del 84", "1984-03-12"),
    ("doce de marzo del ochenta y cuatro", "1984-03-12"),
    ("cuatro de agosto de dos mil uno", "2001-08-04"),
    ("cinco de enero de mil novecientos cincuenta", "1950-01-05"),
    ("03121984", "1984-03-12"),
    ("hola soy Ana Rivera nací el 12 de marzo de 1984 quiero mover mi cita", "1984-03-12"),
    ("12/3/1984", "1984-03-12"),
    ("25 12 1984", "1984-12-25"),
    ("primero de enero de 1990", "1990-01-01"),
    ("1 de enero del 2000", "2000-01-01"),
    ("doce de marzo", None),
    ("3 de diciembre de 2026", None),
    ("doce tres ochenta y cuatro", "1984-03-12"),
    ("marzo 12 1984", "1984-03-12"),
    ("treinta de noviembre de mil novecientos setenta y uno", "1971-11-30"),
    ("ocho de julio del noventa y dos", "1992-07-08"),
    ("4 de agosto de dos mil doce", "2012-08-04"),
)

TIMES = (
    ("entre nueve y once", "09:00 21:00 - after"),
    ("entre las dos y media y las cuatro", "02:30 14:30 - after"),
    ("a eso de las cuatro", "04:00 16:00 - at"),
    ("a las diez", "10:00 22:00 - at"),
    ("a las dos y media", "02:30 14:30 - at"),
    ("a las dos y media de la tarde", "14:30 afternoon at"),
    ("dos y cuarto", "02:15 14:15 - at"),
    ("a las tres menos cuarto", "02:45 14:45 - at"),
    ("un cuarto para las tres", "02:45 14:45 - at"),
    ("2:30 PM", "14:30 afternoon at"),
    ("a la una", "01:00 13:00 - at"),
    ("a la una y media", "01:30 13:30 - at"),
    ("las diez de la mañana", "10:00 morning at"),
    ("al mediodía", "12:00 afternoon at"),
    ("por la mañana", "morning at"),
    ("mañana por la tarde", "afternoon at"),
    ("después de las dos", "02:00 14:00 - after"),
    ("antes de las diez", "10:00 22:00 - before"),
    ("14:30", "14:30 - at"),
    ("diez y media", "10:30 22:30 - at"),
    ("a las diez y diez", "10:10 22:10 - at"),
    ("a las diez treinta", "10:30 22:30 - at"),
    ("10 de la mañana", "10:00 morning at"),
    ("cambiar mi cita de las 2:30 a las diez", "10:00 22:00 - at"),
    ("mañana", "nothing"),
    ("diez de diciembre", "nothing"),
    ("buenas tardes", "nothing"),
    ("dos semanas", "nothing"),
    ("el jueves a las diez", "10:00 22:00 - at"),
    ("entre las dos y las cuatro", "02:00 14:00 - after"),
)

EXPECTED_TIMES = (
    ("diez", "10:00 22:00 - at"),
    ("diez y media", "10:30 22:30 - at"),
    ("la una", "01:00 13:00 - at"),
    ("dos treinta", "02:30 14:30 - at"),
    ("la segunda", "nothing"),
    ("número dos", "nothing"),
    ("diez de diciembre", "nothing"),
    ("el diez", "nothing"),
)

ANSWERS = (
    ("no lo confirmo", False),
    ("pues sí", True),
    ("sí, mejor el viernes", None),
    ("sí", True),
    ("si", True),
    ("claro", True),
    ("claro que sí", True),
    ("correcto", True),
    ("sí por favor", True),
    ("está bien", True),
    ("de acuerdo", True),
    ("por supuesto", True),
    ("adelante", True),
    ("así es", True),
    ("no espere sí", True),
    ("ok", True),
    ("dale", True),
    ("perfecto", True),
    ("me parece bien", True),
    ("eso es", True),
    ("bueno", True),
    ("exacto", True),
    ("creo que sí", True),
    ("como no", True),
    ("sí claro", True),
    ("por favor", True),
    ("sí me gustaría", True),
    ("es correcto", True),
    ("vale", True),
    ("no", False),
    ("no gracias", False),
    ("para nada", False),
    ("no es correcto", False),
    ("no está bien", False),
    ("está mal", False),
    ("mejor no", False),
    ("todavía no", False),
    ("creo que no", False),
    ("claro que no", False),
    ("por supuesto que no", False),
    ("nada más", False),
    ("eso es todo", False),
    ("no lo haga", False),
    ("incorrecto", False),
    ("sí espere no", False),
    ("no quiero", False),
    ("no, eso es todo", False),
    ("olvídelo", False),
    ("no sé", None),
    ("tal vez", None),
    ("sí pero el viernes", None),
    ("no estoy seguro", None),
    ("no hay problema", None),
    ("jueves", None),
    ("", None),
    ("cómo dice", None),
    ("un momento", None),
    ("no tengo seguro", None),
    ("depende", None),
    ("sí o no", None),
)

SHIFTS = (
    ("algo más tarde", "later"),
    ("más temprano", "earlier"),
    ("otro día", "other_day"),
    ("ninguna de esas", "other"),
    ("no me sirven", "other"),
    ("¿qué más tienen?", "other"),
    ("la segunda", None),
    ("más tarde por favor", "later"),
    ("un día diferente", "other_day"),
    ("otra hora", "other"),
    ("llamo más tarde", None),
    ("la más tarde", None),
    ("ese día no puedo", "other_day"),
    ("es muy temprano", "later"),
    ("hasta luego", None),
)

OFFERED = ("9:00 AM", "9:30 AM", "2:00 PM")
CHOICES = (
    ("la segunda", 1),
    ("la primera opción", 0),
    ("número dos", 1),
    ("2", 2),
    ("la última", 2),
    ("la más tarde", 2),
    ("la más temprana", 0),
    ("dos", 2),
    ("uno", 0),
    ("las nueve y media", 1),
    ("a las dos", 2),
    ("la tercera", 2),
    ("ninguna", None),
    ("no la primera la segunda", 1),
    ("la del medio", 1),
    ("nueve", 0),
    ("la de la tarde", 2),
    ("la primera", 0),
    ("3", 2),
)

APPOINTMENTS = (
    "vacuna contra la gripe el miércoles 2 de diciembre a las 9:00 AM",
    "seguimiento con Dr. Okafor el jueves 10 de diciembre a las 11:00 AM",
)
CHOICES_OF_APPOINTMENTS = (
    ("la del jueves", 1),
    ("la vacuna", 0),
    ("el seguimiento", 1),
    ("con el doctor okafor", 1),
    ("la primera", 0),
    ("miércoles", 0),
    ("el diez", 1),
    ("a las once", 1),
)

DIGITS = (
    ("cero cero cuatro dos uno siete", "004217"),
    ("004217", "004217"),
    ("doble cero cuatro", "004"),
    ("cuarenta y dos diecisiete", "4217"),
    ("mi pedido es 004217", "004217"),
    ("", ""),
    ("cuatro mil doscientos diecisiete", "4217"),
    ("hola", ""),
    ("cero cero cero nueve ocho uno", "000981"),
    ("mil", "1000"),
)

LAST_NAMES = (
    ("García, G A R C I A", "García"),
    ("Rivera", "Rivera"),
    ("me llamo Ana Rivera", "Rivera"),
    ("mi apellido es García", "García"),
    ("mis apellidos son García Márquez", "García Márquez"),
    ("es Rivera", "Rivera"),
    ("R I V E R A", "Rivera"),
    ("de la Cruz", "de la Cruz"),
    ("no sé", None),
    ("", None),
    ("sí", None),
    ("hola soy Ana Rivera y quiero cambiar mi cita", "Rivera"),
    ("por qué", None),
    ("Peña", "Peña"),
    ("erre i uve e erre a", "Rivera"),
    ("agente", None),
    ("quiero una cita", None),
)

EMERGENCIES = (
    ("se está desangrando", True),
    ("estoy sangrando", True),
    ("no necesito una ambulancia", False),
    ("me duele la cabeza", False),
    ("me duele el pecho", True),
    ("tengo dolor en el pecho", True),
    ("no puedo respirar", True),
    ("creo que es un derrame", True),
    ("está inconsciente", True),
    ("está sangrando mucho", True),
    ("quiero matarme", True),
    ("llame al 911", True),
    ("es una emergencia", True),
    ("mi esposo se desmayó", True),
    ("no respira", True),
    ("tomé demasiadas pastillas", True),
    ("necesito una ambulancia", True),
    ("le está dando un infarto", True),
    ("me quiero morir", True),
    ("quiero morirme", True),
    ("mi hijo está convulsionando", True),
    ("se está ahogando", True),
    ("no es una emergencia pero me duele el pecho", True),
    ("me falta el aire", True),
    ("dónde está la entrada de emergencias", False),
    ("mi madre tuvo un derrame hace dos años", False),
    ("no es una emergencia", False),
    ("no tengo dolor en el pecho", False),
    ("me muero de hambre", False),
    ("contacto de emergencia", False),
    ("anticonceptivo de emergencia", False),
    ("quiero una cita", False),
    ("una cita de seguimiento después de mi infarto", False),
    ("a qué hora abren", False),
    ("tuvo un infarto el año pasado", False),
)

PERSONS = (
    ("agente", True),
    ("una persona", True),
    ("quiero hablar con una persona", True),
    ("hablar con alguien", True),
    ("representante", True),
    ("operador", True),
    ("páseme con un agente", True),
    ("una persona real", True),
    ("quiero hablar con un ser humano", True),
    ("comuníqueme con recepción", True),
    ("no quiero hablar con una máquina", True),
    ("hay alguien con quien pueda hablar", True),
    ("necesito un agente", True),
    ("un humano por favor", True),
    ("puedo hablar con la enfermera", True),
    ("quién es la persona que me sacó sangre", False),
    ("es usted una persona", False),
    ("la enfermera me dijo", False),
    ("hablé con una persona ayer", False),
    ("a qué hora abren", False),
    ("en persona", False),
    ("quiero mover mi cita", False),
    ("alguien me llamó", False),
)

QUESTIONS = (
    ("a qué hora abren", True),
    ("¿aceptan mi seguro?", True),
    ("hay estacionamiento", True),
    ("cuánto cuesta", True),
    ("dónde están", True),
    ("puedo llevar a mis hijos", True),
    ("tengo una pregunta", True),
    ("qué horario tienen", True),
    ("quisiera saber si abren el sábado", True),
    ("cómo llego", True),
    ("necesito saber cuánto cuesta", True),
    ("por qué", True),
    ("qué tal el viernes", False),
    ("el jueves", False),
    ("sí", False),
    ("quiero mover mi cita", False),
    ("la segunda", False),
    ("Rivera", False),
    ("12 de marzo de 1984", False),
    ("no puedo", False),
    ("¿el jueves?", False),
    ("y si el viernes", False),
)

SERVICES = {"vacuna": ("vacunación",), "chequeo": ("revisión",), "vacuna contra la gripe": ()}
SERVICES_SAID = (
    ("la vacuna contra la gripe", "vacuna contra la gripe"),
    ("una vacuna", "vacuna"),
    ("revisión", "chequeo"),
    ("no una vacuna un chequeo", "chequeo"),
)

PROVIDERS = ("Dr. Chen", "Dr. Okafor", "Nurse Lee")
PROVIDERS_SAID = (
    ("doctor chen", "Dr. Chen"),
    ("la enfermera lee", "Nurse Lee"),
    ("con la doctora Okafor", "Dr. Okafor"),
    ("nadie", None),
)


def told(hour: Hour | None) -> str:
    if hour is None:
        return "nothing"
    times = [at.strftime("%H:%M") for at in hour.times]
    part = [hour.part.value] if hour.part else ["-"]
    return " ".join([*times, *part, hour.relation.value])


@pytest.mark.parametrize(("said", "meant"), DAYS)
def test_days_are_heard(said: str, meant: str) -> None:
    days = hearing.hear_days(said, today=TODAY, locale=ES)
    assert " ".join(f"{day.earliest}" if day.exact else f"{day.earliest}/{day.latest}" for day in days) == meant


@pytest.mark.parametrize(("said", "roles"), ROLES)
def test_what_a_day_is_to_the_caller_is_heard(said: str, roles: str) -> None:
    assert " ".join(day.role.value for day in hearing.hear_days(said, today=TODAY, locale=ES)) == roles


@pytest.mark.parametrize(("said", "born"), BIRTH_DATES)
def test_dates_of_birth_are_heard(said: str, born: str | None) -> None:
    heard = hearing.hear_birth_date(said, today=TODAY, locale=ES)
    assert (heard.isoformat() if heard else None) == born


@pytest.mark.parametrize(("said", "meant"), TIMES)
def test_times_are_heard(said: str, meant: str) -> None:
    assert told(hearing.hear_time(said, locale=ES)) == meant


@pytest.mark.parametrize(("said", "meant"), EXPECTED_TIMES)
def test_bare_numbers_are_times_when_one_was_asked_for(said: str, meant: str) -> None:
    assert told(hearing.hear_time(said, locale=ES, expected=True)) == meant


@pytest.mark.parametrize(("said", "answer"), ANSWERS)
def test_yes_and_no_are_heard(said: str, answer: bool | None) -> None:
    assert hearing.hear_yes_no(said, locale=ES) is answer


@pytest.mark.parametrize(("said", "shift"), SHIFTS)
def test_something_else_than_offered_is_heard(said: str, shift: str | None) -> None:
    assert hearing.hear_shift(said, locale=ES) == shift


@pytest.mark.parametrize(("said", "place"), CHOICES)
def test_an_offered_time_is_picked(said: str, place: int | None) -> None:
    assert hearing.hear_choice(said, options=OFFERED, locale=ES) == place


@pytest.mark.parametrize(("said", "place"), CHOICES_OF_APPOINTMENTS)
def test_an_appointment_is_picked(said: str, place: int | None) -> None:
    assert hearing.hear_choice(said, options=APPOINTMENTS, locale=ES) == place


@pytest.mark.parametrize(("said", "digits"), DIGITS)
def test_digits_are_heard(said: str, digits: str) -> None:
    assert hearing.hear_digits(said, locale=ES) == digits


@pytest.mark.parametrize(("said", "name"), LAST_NAMES)
def test_last_names_are_heard(said: str, name: str | None) -> None:
    assert hearing.hear_last_name(said, locale=ES) == name


@pytest.mark.parametrize(("said", "alarm"), EMERGENCIES)
def test_emergencies_are_told_from_what_is_none(said: str, alarm: bool) -> None:
    assert hearing.hear_emergency(said, locale=ES) is alarm


@pytest.mark.parametrize(("said", "wanted"), PERSONS)
def test_a_wish_for_a_person_is_heard(said: str, wanted: bool) -> None:
    assert hearing.wants_person(said, locale=ES) is wanted


@pytest.mark.parametrize(("said", "asked"), QUESTIONS)
def test_questions_are_told_from_answers(said: str, asked: bool) -> None:
    assert hearing.is_question(said, locale=ES) is asked


@pytest.mark.parametrize(("said", "name"), SERVICES_SAID)
def test_services_are_heard(said: str, name: str | None) -> None:
    assert hearing.hear_service(said, names=SERVICES, locale=ES) == name


@pytest.mark.parametrize(("said", "name"), PROVIDERS_SAID)
def test_providers_are_heard(said: str, name: str | None) -> None:
    assert hearing.hear_provider(said, providers=PROVIDERS, locale=ES) == name
