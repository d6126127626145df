//! Rows and columns, before they have a look.

/// A table whose first column is words and whose other columns are numbers.
pub(super) struct Table {
    pub(super) title: &'static str,
    pub(super) header: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(title: &'static str, header: &[&'static str], rows: Vec<Vec<String>>) -> Self {
        Self { title, header: header.to_vec(), rows }
    }

    /// The characters that the widest cell of each column takes.
    pub(super) fn widths(&self) -> Vec<usize> {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
            cells.chain(self.header.get(column).map(|name| name.chars().count())).max().unwrap_or(0)
        };
        (0..self.header.len()).map(width).collect()
    }
}
