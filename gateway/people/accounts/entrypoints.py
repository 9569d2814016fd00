"""What the gateway answers about accounts."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.gateway.accounts import (
    AccountHistory,
    AccountPage,
    AccountView,
    ChangeAccount,
    ChangeOwnAccount,
    CreateAccount,
    EndRole,
    GiveRole,
    ListAccounts,
    OwnAccount,
    RemoveSecondFactor,
    ShowAccount,
    ShowAccountHistory,
    ShowOwnAccount,
)
from gateway.people.accounts import operations, queries


class AccountsEntrypoints(Service):
    """Accounts and roles."""

    @rpc(CreateAccount, writes=True)
    def create_account(self, work: Work, request: CreateAccount) -> AccountView:
        return operations.create(work.session, work.actor, request)

    @rpc(ListAccounts)
    def list_accounts(self, work: Work, request: ListAccounts) -> AccountPage:
        return queries.page(work.session, work.actor, request)

    @rpc(ShowAccount)
    def show_account(self, work: Work, request: ShowAccount) -> AccountView:
        return queries.view(work.session, work.actor, request.account_id)

    @rpc(ShowAccountHistory)
    def show_account_history(self, work: Work, request: ShowAccountHistory) -> AccountHistory:
        return queries.history(work.session, work.actor, request)

    @rpc(ChangeAccount, writes=True)
    def change_account(self, work: Work, request: ChangeAccount) -> AccountView:
        return operations.change(work.session, work.actor, request)

    @rpc(GiveRole, writes=True)
    def give_role(self, work: Work, request: GiveRole) -> AccountView:
        return operations.give_role(work.session, work.actor, request)

    @rpc(EndRole, writes=True)
    def end_role(self, work: Work, request: EndRole) -> AccountView:
        return operations.end_role(work.session, work.actor, request)

    @rpc(RemoveSecondFactor, writes=True)
    def remove_second_factor(self, work: Work, request: RemoveSecondFactor) -> AccountView:
        return operations.remove_second_factor(
            work.session, work.actor, request.account_id, expected=request.expected_version
        )

    @rpc(ShowOwnAccount)
    def show_own_account(self, work: Work, _request: ShowOwnAccount) -> OwnAccount:
        return queries.own(work.session, work.actor)

    @rpc(ChangeOwnAccount, writes=True)
    def change_own_account(self, work: Work, request: ChangeOwnAccount) -> OwnAccount:
        return operations.change_own(work.session, work.actor, request)
