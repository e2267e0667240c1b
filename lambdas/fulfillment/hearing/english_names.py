"""English introductions and the words no name is made of: words and rules, no code.

Knows words; refuses to know anybody's name.
"""

from .grammar import Table, word_set

LEADS: Table = {
    "last": (
        "last|family|sur name is|would|was|be?",
        "surname is|was|would be?",
        "last|family name would be",
        "last|family name it is",
        "lastname|surname is?",
    ),
    "whole": (
        "my|the|her|his full|whole|legal|complete? name is",
        "name is|was",
        "name",
        "this is",
        "it is|was|will be? under|for|in?",
        "i am|go",
        "that is|would be?",
        "here is",
        "call me",
        "speaking with|to",
        "under|with the? name",
        "under",
        "mr|mrs|ms|miss|mister",
        "i said",
        "my name",
        "spelled",
    ),
}

NAME_FILLERS = word_set(
    """
    um uh er ah hmm well so yes yeah yep sure okay ok oh hi hello hey and just like please of course again
    actually sorry mr mrs ms miss mister the is its good morning afternoon evening right alright no wait
    """
)

NOT_NAMES = word_set(
    """
    i you he she it we they me my mine your yours his her hers their our us them this that these those there
    here a an the and or but so if then than because as at by for from in into of off on onto out over to up
    with without about am is are was were be been being do does did done doing have has had having would
    can could shall should might must not no nope nah yes yeah yep yup sure okay ok what when where who why how
    which whose whom whatever um uh er ah hmm oh well like just please thanks thank sorry hello hi hey bye
    goodbye agent representative operator human person someone somebody anyone anybody nobody people robot
    machine computer bot help repeat again stop cancel appointment appointments visit reschedule move change
    book booking schedule order orders password reset number birth birthday born date dob phone doctor dr nurse
    patient patients clinic office insurance bill billing payment prescription refill test results speak talk
    talking speaking calling call called need want wanted know think tell say said says saying get got getting
    give gave go going come coming make making take see look looking today tomorrow yesterday now later soon
    morning afternoon evening night month year time minute second hour zero one two three four five six
    seven eight nine ten eleven twelve first third name last full spell spelled spelling spelt correct right
    wrong exactly nothing something anything everything never mind already told asked asking ask question sounds
    good fine great hold moment really very too also only even still any some all both each every more most
    other another same such much many lot maybe perhaps don't can't private business none hang forget remember
    idea understand hear sir maam
    """
)

DOUBTFUL_NAMES = word_set("may will bill day week mark grant long")
"""Names only where nothing follows."""

PARTICLES = word_set(
    """
    o van von der den de del della di da dos das du la las los le el al bin ibn ben abu san santa st saint ter ten
    op mac mc zu zur y
    """
)

SURNAMES = word_set(
    """
    smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson
    moore perez thompson white harris sanchez ramirez robinson walker wright torres nguyen hill flores adams baker
    rivera campbell roberts gomez phillips evans turner diaz edwards collins reyes stewart morales murphy cook rogers
    gutierrez ortiz cooper peterson reed ramos kim cox richardson watson brooks chavez wood bennett mendoza ruiz hughes
    alvarez castillo sanders patel myers ross foster jimenez powell jenkins perry russell sullivan coleman butler
    henderson barnes fisher vasquez simmons romero patterson reynolds hamilton graham gonzales wallace woods cole west
    owens mcdonald cruz marshall ortega gibson medina fernandez castro wells vargas henry tran soto guzman webb simpson
    crawford porter herrera silva mendez okafor chen shah schmidt schneider fischer weber
    """
)
"""Names that are rarely given names, so that before another one they are the first half of a double name."""

_LETTERS = """
    ay:a bee:b cee:c dee:d ee:e eff:f gee:g aitch:h jay:j kay:k el:l em:m en:n pee:p cue:q queue:q ar:r ess:s tee:t
    vee:v ex:x wye:y zee:z zed:z
"""
LETTERS = {name: letter for name, _, letter in (pair.partition(":") for pair in _LETTERS.split())}
"""Names of letters, as they are transcribed."""
