//! The room `import`, in the contract.

pub mod mutation;
