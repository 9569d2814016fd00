"""Applications to the project support fund (项目扶持资金), from the draft to the approval."""
