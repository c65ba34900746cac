//! The words of each language, and dates written out.
