"""The rules of incoming and returning money that somebody can break, one class each."""

from __future__ import annotations

from cooperatives.vietnam.errors import DomainError


class BankLineZero(DomainError):
    """A bank line moves an amount. Facts: ``account``, ``text``."""


class LineNotWaiting(DomainError):
    """Nothing of this bank line waits for a decision (it is used up, decided, or money going out). Facts: ``line_id``, ``state``."""


class MoreThanWaits(DomainError):
    """More is wanted of a bank line than still lies there. Facts: ``line_id``, ``wanted_vnd``, ``waiting_vnd``."""


class OrderTakesNoTransfer(DomainError):
    """This order is paid in another way, is paid already, or is gone. Facts: ``number``, ``reason`` (``method``, ``paid``, ``gone``)."""


class OrderNotLate(DomainError):
    """Only an order that expired or was cancelled before it was paid can be taken up again. Facts: ``number``, ``status``."""


class PaymentIncomplete(DomainError):
    """The money for the order has not all come. Facts: ``number``, ``received_vnd``, ``due_vnd``."""


class NothingToRefund(DomainError):
    """Nothing of what was asked was paid, or all of it went back before. Facts: ``number``."""


class RefundNotOpen(DomainError):
    """The refund is past this step. Facts: ``refund_id``, ``status``."""


class RefundNeedsAnother(DomainError):
    """Whoever asked for a refund does not send it: a second person does. Facts: ``refund_id``."""


class TransferDiffers(DomainError):
    """The bank line is not the transfer that it was said to be. Facts: ``line_id``, ``line_vnd``, ``wanted_vnd``."""


class RemittanceDiffers(DomainError):
    """The carrier's money is not what its list adds up to. Facts: ``remittance_id``, ``line_vnd``, ``listed_vnd``."""


class RemittanceBooked(DomainError):
    """The list was booked before with another bank line, or its money has not come yet. Facts: ``remittance_id``, ``reason``."""


class RowNotWaiting(DomainError):
    """The row of a carrier's list is decided, or cannot be decided like this. Facts: ``row_id``, ``state``."""


class OrderTakesNoCard(DomainError):
    """This order cannot be paid by card now. Facts: ``number``, ``reason`` (``method``, ``paid``, ``gone``, ``time_over``)."""


class CardMoneyNotWaiting(DomainError):
    """Nothing of this card payment waits for a decision. Facts: ``page_id``, ``state``."""


class CardRefundUnderWay(DomainError):
    """This refund goes, or may still go, to the card: sent by bank as well it would be paid twice. Facts: ``refund_id``."""


class TaxMoreThanHeld(DomainError):
    """More tax is to be paid on than the books hold. Facts: ``account``, ``wanted_vnd``, ``held_vnd``."""


class TaxPaymentOpen(DomainError):
    """Taxes of this month are proposed or approved already and not booked yet. Facts: ``period``."""


class TaxPaymentNotOpen(DomainError):
    """The payment of taxes is past this step. Facts: ``payment_id``, ``status``."""


class TaxPaymentNeedsAnother(DomainError):
    """Whoever proposed a payment of taxes does not approve it. Facts: ``payment_id``."""


class CardDisputed(DomainError):
    """The card's holder disputes this payment, or has got it back that way: nothing of it is sent now. Facts: ``refund_id``."""


class DisputeNotWaiting(DomainError):
    """The dispute is over, or is decided already. Facts: ``dispute_id``, ``state``."""


class MovementNotOpen(DomainError):
    """This movement of the card gateway's balance is explained, or is not on its way, any more. Facts: ``movement``."""


class AskedTooLate(DomainError):
    """Goods of this parcel cannot be given back: not delivered, not paid for, not of this order, or the window is over."""


class AskedTooMuch(DomainError):
    """More packs than there are to give back (or were asked for), none at all, or too many photos."""


class AskWaits(DomainError):
    """Another request of the same parcel waits for its answer."""


class RequestNotWaiting(DomainError):
    """The request was answered already. Facts: ``request_id``."""


class AnswerMissing(DomainError):
    """A customer who does not get all that she asked for is told why."""
