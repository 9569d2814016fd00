"""What the gateway answers about accounts."""

from __future__ import annotations

from bus.entrypoints import Service, Work, reads, rpc, writes
from contracts.gateway.accounts import (
    AccountView,
    ChangeAccount,
    ChangeOwnAccount,
    CreateAccount,
    EndRole,
    GiveRole,
    ListAccounts,
    LockAccount,
    OwnAccount,
    RemoveSecondFactor,
    ShowAccount,
    ShowAccountHistory,
    ShowOwnAccount,
    UnlockAccount,
)
from gateway.people.accounts import operations, queries


class AccountsEntrypoints(Service):
    """Accounts and roles."""

    create_account = writes(CreateAccount, operations.create)
    list_accounts = reads(ListAccounts, queries.page)
    show_account = reads(ShowAccount, queries.view, "account")
    show_account_history = reads(ShowAccountHistory, queries.history)
    change_account = writes(ChangeAccount, operations.change)
    lock_account = writes(LockAccount, operations.lock_out)
    unlock_account = writes(UnlockAccount, operations.unlock)
    give_role = writes(GiveRole, operations.give_role)
    end_role = writes(EndRole, operations.end_role)

    @rpc(RemoveSecondFactor, writes=True)
    def remove_second_factor(self, work: Work, request: RemoveSecondFactor) -> AccountView:
        return operations.remove_second_factor(
            work.session, work.actor, request.account, expected=request.expected_version
        )

    @rpc(ShowOwnAccount)
    def show_own_account(self, work: Work, _request: ShowOwnAccount) -> OwnAccount:
        return queries.own(work.session, work.actor)

    change_own_account = writes(ChangeOwnAccount, operations.change_own)
