"""Action types that read or write something outside of the contact: profiles, cases, data tables, other contacts.

Sources: the pages `interactions-*` of https://docs.aws.amazon.com/connect/latest/APIReference/interactions.html,
`createcase`, `getcase`, `updatecase`, `createtask`, `createwisdomsession`, `contact-actions-startoutboundchatcontact`,
the block pages of the administrator guide (`get-stored-content`, `data-table-block`, `send-message`,
`create-persistent-contact-association-block`, `create-campaigns-api-cli`), and what exports of the designer write.
What no page lists in full is open: parameters beside those known here are accepted.
"""

from collections.abc import Mapping

from contact_flows.actions.parameters import (
    TARGET,
    anything,
    choice,
    flag,
    number,
    record,
    reference,
    rows,
    table,
    text,
)
from contact_flows.language import CAMPAIGNS, ActionType, Alternatives, Variant

_LINKED = {"NoMatchingError": True, "ContactNotLinked": False}
_LINKS = {"NoMatchingError": True, "ContactNotLinked": True}
_LINKING = (Variant("LinkContactToCase", ("true",), None, _LINKS),)
_PROFILE = ActionType({"ProfileRequestData": table(required=True), "ProfileResponseData": anything()})
_NONE_FOUND = {"NoMatchingError": True, "NoneFoundError": True}
_TABLE = {"DataTableId": reference(required=True)}
_MESSAGE = record({"MessageSourceType": choice("RAW", "TEMPLATE")}, open=True)

TYPES: Mapping[str, ActionType] = {
    "CreateCase": ActionType(
        {
            "LinkContactToCase": flag(required=True),
            "CaseTemplateId": text(required=True),
            "CaseRequestFields": table(),
            "ContactToLink": TARGET,
        },
        errors=_LINKED,
        variants=_LINKING,
        open=True,
    ),
    "GetCase": ActionType(
        {
            "LinkContactToCase": flag(required=True),
            "GetLastUpdatedCase": flag(),
            "CustomerId": text(),
            "CaseRequestFields": table(),
            "CaseResponseFields": anything(),
            "ContactToLink": TARGET,
        },
        errors={**_LINKED, "MultipleFound": False, "NoneFound": False},
        open=True,
    ),
    "UpdateCase": ActionType(
        {
            "LinkContactToCase": flag(required=True),
            "CaseId": text(required=True),
            "CaseRequestFields": table(),
            "ContactToLink": TARGET,
        },
        errors=_LINKED,
        variants=_LINKING,
        open=True,
    ),
    "AssociateContactToCustomerProfile": ActionType(
        {
            "ProfileRequestData": record(
                {"ProfileId": text(required=True), "ContactId": text(required=True)}, required=True, open=True
            ),
            "ProfileResponseData": anything(),
        }
    ),
    "CreateCustomerProfile": _PROFILE,
    "UpdateCustomerProfile": _PROFILE,
    "GetCustomerProfile": ActionType(_PROFILE.parameters, errors={**_NONE_FOUND, "MultipleFoundError": True}),
    "GetCustomerProfileObject": ActionType(_PROFILE.parameters, errors=_NONE_FOUND),
    "GetCalculatedAttributesForCustomerProfile": ActionType(_PROFILE.parameters, errors=_NONE_FOUND),
    "CreateTask": ActionType(
        {
            "ContactFlowId": reference(),
            "Name": text(),
            "Description": text(),
            "Attributes": table(each=text()),
            "References": table(),
            "DelaySeconds": number(1, 518_400, required=False, dynamic=True),
            "ScheduledTime": text(),
            "TaskTemplateId": text(),
        },
        (Alternatives(("DelaySeconds", "ScheduledTime")),),
        open=True,
    ),
    "CreateWisdomSession": ActionType({"WisdomAssistantArn": reference(required=True)}),
    "EvaluateDataTableValues": ActionType({**_TABLE, "Queries": rows(required=True)}, open=True),
    "ListDataTableValues": ActionType({**_TABLE, "PrimaryKeyGroups": rows()}, open=True),
    "UpsertDataTableValues": ActionType(
        {**_TABLE, "LockVersion": anything(), "DataTableUpsertAttributes": anything()}, open=True
    ),
    "LoadContactContent": ActionType({"ContentType": choice("EmailMessage", required=True)}),
    "CreatePersistentContactAssociation": ActionType(
        {"RehydrationType": text(required=True), "SourceContactId": text(), "ClientToken": text()}, open=True
    ),
    "RenderMessageTemplate": ActionType(
        {"WisdomKnowledgeBaseArn": reference(required=True), "WisdomMessageTemplateArn": reference(required=True)},
        errors={"NoMatchingError": True, "TemplateRenderingError": True},
        open=True,
    ),
    "CreateContact": ActionType({"Channel": text(required=True), "RelatedContact": text()}, open=True),
    "StartOutboundEmailContact": ActionType(
        {
            "FromEmailAddress": record({"EmailAddress": text()}, open=True),
            "DestinationEmailAddress": anything(),
            "EmailMessage": _MESSAGE,
        },
        open=True,
    ),
    "StartOutboundChatContact": ActionType(
        {
            "SourceEndpoint": record({"Address": text(required=True), "Type": text()}, required=True, open=True),
            "DestinationEndpoint": record({"Address": text(required=True), "Type": text()}, required=True, open=True),
            "ContactFlowArn": reference(),
            "ContactSubtype": text(),
            "InitialSystemMessage": table(),
            "RelatedContact": text(),
        },
        open=True,
    ),
    "SendSMS": ActionType({"Message": _MESSAGE, "SourceEndpoint": table()}, flow_types=CAMPAIGNS, open=True),
    "SendOutboundEmail": ActionType(
        {"EmailMessage": _MESSAGE, "FromEmailAddress": table()}, flow_types=CAMPAIGNS, open=True
    ),
    "PutDialRequest": ActionType(flow_types=CAMPAIGNS, open=True),
}
