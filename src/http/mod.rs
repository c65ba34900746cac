//! Routes, sign-in, health and the explorer.
