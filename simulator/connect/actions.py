"""Every action type and what runs it.

Knows which function stands for which action type; refuses to know what any of them does.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from contact_flows import Action
from simulator.connect import functions, guide, routing, settings, talk
from simulator.connect.run import Outcome, Run

Handler = Callable[[Run, Action], Outcome]

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "MessageParticipant": talk.message_participant,
        "MessageParticipantIteratively": talk.message_participant_iteratively,
        "GetParticipantInput": talk.get_participant_input,
        "ConnectParticipantWithLexBot": talk.connect_participant_with_lex_bot,
        "DisconnectParticipant": talk.disconnect_participant,
        "ShowView": guide.show_view,
        "InvokeLambdaFunction": functions.invoke_lambda_function,
        "Compare": settings.compare,
        "CheckHoursOfOperation": settings.check_hours_of_operation,
        "CheckMetricData": settings.check_metric_data,
        "GetMetricData": settings.get_metric_data,
        "DistributeByPercentage": settings.distribute_by_percentage,
        "Loop": settings.loop,
        "Wait": settings.wait,
        "EndFlowExecution": settings.end_flow_execution,
        "EndFlowModuleExecution": settings.end_flow_execution,
        "InvokeFlowModule": settings.invoke_flow_module,
        "TransferToFlow": routing.transfer_to_flow,
        "UpdateFlowLoggingBehavior": settings.update_flow_logging_behavior,
        "UpdateFlowAttributes": settings.update_flow_attributes,
        "UpdateContactAttributes": settings.update_contact_attributes,
        "UpdateContactData": settings.update_contact_data,
        "UpdateContactEventHooks": settings.update_contact_event_hooks,
        "UpdateContactRecordingBehavior": settings.update_contact_recording_behavior,
        "UpdateContactRoutingBehavior": settings.update_contact_routing_behavior,
        "UpdateContactTextToSpeechVoice": settings.update_contact_text_to_speech_voice,
        "UpdateContactTargetQueue": routing.update_contact_target_queue,
        "TransferContactToQueue": routing.transfer_contact_to_queue,
        "TransferContactToAgent": routing.transfer_contact_to_agent,
        "DequeueContactAndTransferToQueue": routing.dequeue_contact_and_transfer_to_queue,
        "UpdateContactCallbackNumber": routing.update_contact_callback_number,
        "CreateCallbackContact": routing.create_callback_contact,
        "CreateWisdomSession": settings.create_wisdom_session,
        "TagContact": settings.tag_contact,
        "UntagContact": settings.untag_contact,
    }
)
