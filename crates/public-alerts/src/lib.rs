//! Common Alerting Protocol 1.2: public warnings, read and checked.
