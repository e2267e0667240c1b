"""The patient portal: an Amazon Cognito user pool.

Knows how a reset is asked for; refuses to know whether the caller may have one.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError, ConnectTimeoutError, EndpointConnectionError

from fulfillment.aws.clients import error_code, speaking_of
from fulfillment.ports import PortalError

if TYPE_CHECKING:
    from types_boto3_cognito_idp.client import CognitoIdentityProviderClient

PAUSE_S = 0.1
"""Seconds before the one further attempt."""


class CognitoPortal:
    """The Portal port on Amazon Cognito."""

    def __init__(self, client_factory: "Callable[[], CognitoIdentityProviderClient]", user_pool_id: str) -> None:
        self._client = client_factory
        self._user_pool_id = user_pool_id

    def reset_password(self, username: str) -> None:
        """Have Cognito send the patient a code. Asked again only where the first request was certainly not carried out.

        Raises:
            PortalError: unknown, or in a state that allows no reset; or, retryable, the service failed: it may then
                have been sent.
        """
        with speaking_of("reset a password", raises=PortalError):
            try:
                self._ask(username)
            except (ClientError, BotoCoreError) as error:
                if not _refused_unread(error):
                    raise
                time.sleep(PAUSE_S)
                self._ask(username)

    def _ask(self, username: str) -> None:
        self._client().admin_reset_user_password(UserPoolId=self._user_pool_id, Username=username)


def _refused_unread(error: Exception) -> bool:
    throttled = error_code(error) == "TooManyRequestsException"
    return throttled or isinstance(error, EndpointConnectionError | ConnectTimeoutError)
