"""What a visit found, as plain values (handbook H5.2)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """One SKU in a visit: stock found and pieces sold since the last visit, either unknown."""

    stock: int | None = None
    sold: int | None = None

    @property
    def is_empty(self) -> bool:
        return self.stock is None and self.sold is None


@dataclass(frozen=True, slots=True)
class Measured:
    """One item of the image standard: the number or level found, or not applicable."""

    value: int | None = None
    not_applicable: bool = False

    @property
    def is_answered(self) -> bool:
        return self.not_applicable or self.value is not None
