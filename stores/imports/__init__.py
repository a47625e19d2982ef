"""What can be imported into the archive (handbook H2.4); registered in `StoresConfig.ready`."""

from stores.imports.catalogue import CATALOGUE
from stores.imports.customers import CUSTOMERS
from stores.imports.distribution import DISTRIBUTION
from stores.imports.sales import SALES
from stores.imports.stores import STORES

KINDS = (CUSTOMERS, STORES, CATALOGUE, SALES, DISTRIBUTION)

__all__ = ["KINDS"]
