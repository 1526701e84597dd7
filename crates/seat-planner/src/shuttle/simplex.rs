//! A small revised simplex with a dense inverse: `min cost x, A x = right, x >= 0`, columns added
//! as they are found. What it answers is advice: bounds are proven from it in whole numbers.

use super::slot::{at, put};

/// What counts as nothing.
const NOTHING: f64 = 1e-9;

/// A column: its cost and its entries, by row.
#[derive(Debug, Clone, Default)]
pub(super) struct Column {
    pub(super) cost: f64,
    pub(super) entries: Vec<(usize, f64)>,
}

/// The program and its present basis.
#[derive(Debug)]
pub(super) struct Simplex {
    columns: Vec<Column>,
    /// The column of each row of the basis.
    basis: Vec<usize>,
    inverse: Vec<Vec<f64>>,
    value: Vec<f64>,
}

impl Simplex {
    /// Starts from one column for each row that has a single entry, 1, in it.
    pub(super) fn new(start: Vec<Column>, right: Vec<f64>) -> Self {
        let rows = right.len();
        let unit = |row| (0..rows).map(|c| if c == row { 1.0 } else { 0.0 }).collect();
        Self {
            basis: (0..rows).collect(),
            inverse: (0..rows).map(unit).collect(),
            value: right,
            columns: start,
        }
    }

    pub(super) fn add(&mut self, column: Column) {
        self.columns.push(column);
    }

    pub(super) fn columns(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn objective(&self) -> f64 {
        self.basis.iter().zip(&self.value).map(|(c, v)| self.cost(*c) * v).sum()
    }

    fn cost(&self, column: usize) -> f64 {
        self.columns.get(column).map_or(0.0, |c| c.cost)
    }

    /// The price of each row.
    pub(super) fn prices(&self) -> Vec<f64> {
        let mut prices = vec![0.0; self.value.len()];
        for (column, row) in self.basis.iter().zip(&self.inverse) {
            let cost = self.cost(*column);
            if cost != 0.0 {
                for (price, cell) in prices.iter_mut().zip(row) {
                    *price += cost * cell;
                }
            }
        }
        prices
    }

    /// Exchanges the best column for one of the basis. Whether there was one that helps.
    pub(super) fn pivot(&mut self) -> bool {
        let prices = self.prices();
        let mut best = (-1e-7, None);
        for (number, column) in self.columns.iter().enumerate() {
            let earned: f64 = column.entries.iter().map(|(r, e)| at(&prices, *r) * e).sum();
            let reduced = column.cost - earned;
            if reduced < best.0 {
                best = (reduced, Some(number));
            }
        }
        best.1.is_some_and(|number| self.enter(number))
    }

    fn enter(&mut self, number: usize) -> bool {
        let Some(column) = self.columns.get(number) else { return false };
        let reach =
            |row: &Vec<f64>| -> f64 { column.entries.iter().map(|(r, e)| at(row, *r) * e).sum() };
        let direction: Vec<f64> = self.inverse.iter().map(reach).collect();
        let mut leaves: Option<(f64, f64, usize)> = None;
        for (row, (reach, value)) in direction.iter().zip(&self.value).enumerate() {
            if *reach <= NOTHING {
                continue;
            }
            let ratio = value.max(0.0) / reach;
            let better = leaves.is_none_or(|(least, pivot, _)| {
                ratio < least - NOTHING || (ratio < least + NOTHING && *reach > pivot)
            });
            if better {
                leaves = Some((ratio, *reach, row));
            }
        }
        let Some((step, pivot, row)) = leaves else { return false };
        self.exchange(number, row, pivot, step, &direction);
        true
    }

    fn exchange(&mut self, number: usize, row: usize, pivot: f64, step: f64, direction: &[f64]) {
        let scaled: Vec<f64> = match self.inverse.get(row) {
            Some(cells) => cells.iter().map(|c| c / pivot).collect(),
            None => return,
        };
        for (other, (cells, reach)) in self.inverse.iter_mut().zip(direction).enumerate() {
            if other != row && reach.abs() > 1e-13 {
                for (cell, s) in cells.iter_mut().zip(&scaled) {
                    *cell -= reach * s;
                }
            }
        }
        for (value, reach) in self.value.iter_mut().zip(direction) {
            *value -= reach * step;
        }
        put(&mut self.value, row, step);
        put(&mut self.inverse, row, scaled);
        put(&mut self.basis, row, number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_program_is_solved() {
        // Least x + 2 y with x + y >= 3 and x <= 1: x = 1, y = 2; the first row is worth 2.
        let start = |row, cost| Column { cost, entries: vec![(row, 1.0)] };
        let mut program = Simplex::new(vec![start(0, 100.0), start(1, 0.0)], vec![3.0, 1.0]);
        program.add(Column { cost: 0.0, entries: vec![(0, -1.0)] });
        program.add(Column { cost: 1.0, entries: vec![(0, 1.0), (1, 1.0)] });
        program.add(Column { cost: 2.0, entries: vec![(0, 1.0)] });
        while program.pivot() {}
        assert!((program.objective() - 5.0).abs() < 1e-9);
        assert!((program.prices()[0] - 2.0).abs() < 1e-9);
    }
}
