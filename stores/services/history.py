"""The trail of deeds that touch many rows at once (handbook H2.3)."""

from salesops.workflow.services.deeds import Deed, record_deeds

__all__ = ["Deed", "record_deeds"]
