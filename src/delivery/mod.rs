//! Turns a row of the ledger into a message and sends it; knows no rule.
