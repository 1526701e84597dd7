//! Reading and writing one place of a slice, without a panic. What is not there reads as the
//! default and is not written; the searches never ask for it.

/// The value at `place`.
pub(super) fn at<T: Copy + Default>(slice: &[T], place: usize) -> T {
    slice.get(place).copied().unwrap_or_default()
}

/// Puts `value` at `place`.
pub(super) fn put<T>(slice: &mut [T], place: usize, value: T) {
    if let Some(slot) = slice.get_mut(place) {
        *slot = value;
    }
}

/// Adds `value` at `place`.
pub(super) fn add<T: std::ops::AddAssign>(slice: &mut [T], place: usize, value: T) {
    if let Some(slot) = slice.get_mut(place) {
        *slot += value;
    }
}
