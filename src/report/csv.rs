//! Tables as comma-separated values.

use crate::table::{Cell, Table};

impl Table {
    /// The table as CSV (RFC 4180), with a header. Without `digits` nothing is rounded; see
    /// [`Cell::written`].
    pub fn to_csv(&self, digits: Option<usize>) -> String {
        let mut writer = ::csv::Writer::from_writer(Vec::new());
        let mut write = |cells: Vec<String>| writer.write_record(cells);
        let header = self.columns.iter().map(|column| column.head.clone()).collect();
        let cells = |row: &Vec<Cell>| row.iter().map(|cell| cell.written(digits)).collect();
        let rows = self.rows.iter().map(cells);
        let written: Result<(), _> = std::iter::once(header).chain(rows).try_for_each(&mut write);
        debug_assert!(written.is_ok(), "writing to memory cannot fail");
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}
