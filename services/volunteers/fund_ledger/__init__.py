"""The ledger of the project support fund (项目扶持资金收支账): it always balances, to the fen."""
