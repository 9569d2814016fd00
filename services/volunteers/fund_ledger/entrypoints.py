"""Requests about budgets and the ledger."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.fund_ledger import (
    ExportFundLedger,
    ListFundBudgets,
    SetFundBudget,
    ShowFundBudget,
    ShowFundStatement,
)
from services.volunteers.fund_ledger import operations, queries


class FundLedgerEntrypoints(Service):
    """Setting budgets, and reading the ledger."""

    set_fund_budget = writes(SetFundBudget, operations.set_budget)
    show_fund_budget = reads(ShowFundBudget, queries.show)
    list_fund_budgets = reads(ListFundBudgets, queries.page)
    show_fund_statement = reads(ShowFundStatement, queries.statement)
    export_fund_ledger = reads(ExportFundLedger, queries.exported)
