"""OrderStatus: how an order stands.

Knows which order is meant and how its status is said; refuses to know how orders are kept.
"""

from fulfillment.prompts import called, has
from fulfillment.records import Order
from fulfillment.session import PendingAction
from fulfillment.speech import say_list
from fulfillment.tried import Code, entry
from fulfillment.turn import Queue, Step

from .policy import Ask, Desk, Finished, Move, no_action


class OrderStatus:
    queue = Queue.GENERAL
    steps = (Step.ORDER_NUMBER,)

    def advance(self, desk: Desk) -> Move:
        orders = desk.office.orders(desk.patient.patient_id)
        if desk.session.orders is None:
            desk.session.orders = list(orders)
        wanted = desk.task.wanted
        if not orders:
            return Finished(desk.say("order.none"), Code.NO_ORDERS)
        if wanted.order_number is None and len(orders) == 1:
            return self._report(desk, orders[0])
        found = next((order for order in orders if order.number == wanted.order_number), None)
        if found:
            return self._report(desk, found)
        if wanted.order_number is not None:
            desk.session.tried.append(entry(Code.ORDER_UNKNOWN, wanted.order_number))
        if len(orders) == 1:
            wanted.order_number = None
            known = self._status(desk, orders[0])
            return Finished(desk.say("order.unknown", question=known), self._told(orders[0]))
        desk.task.orders = [order.number for order in orders]
        desk.task.order_words = [
            desk.say("order.item", number=order.number, status=called("status", order.status, desk.locale))
            for order in orders
        ]
        listed = say_list(desk.task.order_words, conjunction="and", locale=desk.locale)
        question = desk.say("ask.OrderNumber", orders=listed)
        if wanted.order_number is None:
            return Ask(Step.ORDER_NUMBER, question)
        wanted.order_number = None
        return Ask(Step.ORDER_NUMBER, desk.say("order.unknown", question=question))

    def act(self, desk: Desk, pending: PendingAction) -> Move:  # noqa: ARG002
        raise no_action(desk.task.intent)

    def _report(self, desk: Desk, order: Order) -> Finished:
        return Finished(self._status(desk, order), self._told(order))

    def _told(self, order: Order) -> str:
        return entry(Code.ORDER_TOLD, f"{order.number}, {order.status}")

    def _status(self, desk: Desk, order: Order) -> str:
        key = f"order.words.{order.status}"
        words = desk.say(key) if has(key, desk.locale) else desk.say("order.words.other", status=order.status)
        if order.due is None or order.due < desk.today or "pickup" in order.status:
            return desk.say("order.status", number=order.number, status=words)
        return desk.say("order.status_due", number=order.number, status=words, date=desk.date_words(order.due))
