//! The store: the log first, ordinary tables in the same transaction.
