from stores.models.areas import CenterArea
from stores.models.bulk import BulkEdit, BulkLine
from stores.models.catalogue import HandsetModel, Price, Sku
from stores.models.classification import (
    ClassificationEntry,
    ClassificationRule,
    ClassificationRun,
    ClassOverride,
)
from stores.models.contacts import CustomerContact, StoreContact
from stores.models.customers import Customer
from stores.models.distribution import DistributionLine
from stores.models.distribution_weeks import DistributionWeek, StoreDistributionWeek
from stores.models.hand_overs import HandOver, HandOverLine
from stores.models.handsets import SoldHandset
from stores.models.merges import MergedRows, MergeRecord
from stores.models.proposals import StoreProposal
from stores.models.sales import SalesMonth, SalesRecord, StockCount
from stores.models.samples import DisplaySample
from stores.models.stores import Store, StoreResponsibility
from stores.models.twins import CustomerTwins, StoreTwins
from stores.models.weights import CompletenessWeights

__all__ = [
    "BulkEdit",
    "BulkLine",
    "CenterArea",
    "ClassOverride",
    "ClassificationEntry",
    "ClassificationRule",
    "ClassificationRun",
    "CompletenessWeights",
    "Customer",
    "CustomerContact",
    "CustomerTwins",
    "DisplaySample",
    "DistributionLine",
    "DistributionWeek",
    "HandOver",
    "HandOverLine",
    "HandsetModel",
    "MergeRecord",
    "MergedRows",
    "Price",
    "SalesMonth",
    "SalesRecord",
    "Sku",
    "SoldHandset",
    "StockCount",
    "Store",
    "StoreContact",
    "StoreDistributionWeek",
    "StoreProposal",
    "StoreResponsibility",
    "StoreTwins",
]
