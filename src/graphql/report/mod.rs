//! The room `report`, in the contract: follow-up reports and the decisions that they lead to.

pub mod decision;
pub mod inputs;
pub mod mutation;
pub mod result;
pub mod types;
