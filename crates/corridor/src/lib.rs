//! What the two nations agreed, as rules: a row of rooms entered in one order.

pub mod agreement;
pub mod record;
