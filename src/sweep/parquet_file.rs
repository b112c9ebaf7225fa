//! Parquet files: rows by typed columns, the manifest in their metadata.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::schema::types::Type;

use super::columnar::{Column, Kind};
use super::plan::NEVER;
use super::rendered::{number, quoted};
use super::{Manifest, StoreError};
use crate::num::Rational;

/// Rows in one group: what is in memory at a time.
const GROUP: usize = 1 << 16;

/// A count above every number, as text: infinity is its float.
const INFINITE: &str = "infinite";

/// The key of the manifest in the file's metadata.
const KEY: &str = "equil.manifest";

/// A file of the rows in `text`, comma-separated, with the manifest's first line in its metadata.
pub(super) fn write(manifest: &Manifest, text: &Path, target: &Path) -> Result<(), StoreError> {
    let columns = columns(manifest, target)?;
    let mut reader = csv::Reader::from_path(text)
        .map_err(|error| StoreError::io(text)(io::Error::other(error)))?;
    let properties = WriterProperties::builder()
        .set_created_by(concat!("equil ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(vec![KeyValue::new(
            KEY.to_owned(),
            manifest.line().trim_end().to_owned(),
        )]))
        .build();
    let file = File::create(target).map_err(StoreError::io(target))?;
    let failed = |error: ParquetError| StoreError::io(target)(io::Error::other(error));
    let schema = schema(&columns).map_err(failed)?;
    let mut writer =
        SerializedFileWriter::new(file, schema, Arc::new(properties)).map_err(failed)?;
    let mut group: Vec<Values> = columns.iter().map(Values::new).collect();
    let (mut record, mut rows) = (csv::StringRecord::new(), 0);
    loop {
        let more = reader.read_record(&mut record);
        let more = more.map_err(|error| StoreError::io(text)(io::Error::other(error)))?;
        if more {
            group.iter_mut().zip(&record).for_each(|(values, cell)| values.push(cell));
            rows += 1;
        }
        if rows == GROUP || (!more && rows > 0) {
            flush(&mut writer, &group).map_err(failed)?;
            group = columns.iter().map(Values::new).collect();
            rows = 0;
        }
        if !more {
            let file = writer.into_inner().map_err(failed)?;
            return file.sync_all().map_err(StoreError::io(target));
        }
    }
}

/// The rows of a file as text, as [`write`] takes them; `named` with a header.
pub(super) fn read(path: &Path, target: &mut dyn Write, named: bool) -> Result<(), StoreError> {
    let file = File::open(path).map_err(StoreError::io(path))?;
    let failed = |error: ParquetError| {
        StoreError::io(path)(io::Error::new(io::ErrorKind::InvalidData, error))
    };
    let reader = SerializedFileReader::new(file).map_err(failed)?;
    let mut write = |line: &[u8]| target.write_all(line).map_err(StoreError::io(path));
    if named {
        let schema = reader.metadata().file_metadata().schema();
        let names: Vec<String> =
            schema.get_fields().iter().map(|field| quoted(field.name())).collect();
        write(format!("{}\n", names.join(",")).as_bytes())?;
    }
    for row in reader.get_row_iter(None).map_err(failed)? {
        let row = row.map_err(failed)?;
        let mut line = Vec::new();
        for (place, (_, field)) in row.get_column_iter().enumerate() {
            if place > 0 {
                line.push(b',');
            }
            match field {
                Field::Bool(true) => line.extend(b"yes"),
                Field::Bool(false) => line.extend(b"no"),
                Field::Double(x) if x.is_finite() => number(*x, &mut line),
                Field::Double(x) if *x > 0.0 => line.extend(INFINITE.as_bytes()),
                Field::Str(text) => line.extend(quoted(text).as_bytes()),
                // Integers of other programs, and floats that are none
                Field::Null => line.extend(b"open"),
                other => line.extend(quoted(&other.to_string()).as_bytes()),
            }
        }
        line.push(b'\n');
        write(&line)?;
    }
    Ok(())
}

fn columns(manifest: &Manifest, path: &Path) -> Result<Vec<Column>, StoreError> {
    manifest.columns().ok_or_else(|| StoreError::Manifest {
        path: path.to_owned(),
        problem: "it does not say which columns there are".to_owned(),
    })
}

fn schema(columns: &[Column]) -> Result<Arc<Type>, ParquetError> {
    let field = |column: &Column| -> Result<Arc<Type>, ParquetError> {
        let physical = match column.kind {
            Kind::Integer => Physical::INT64,
            Kind::Number | Kind::Count => Physical::DOUBLE,
            Kind::Truth => Physical::BOOLEAN,
            Kind::Text => Physical::BYTE_ARRAY,
        };
        let logical = (column.kind == Kind::Text).then_some(LogicalType::String);
        let repetition = if column.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let builder = Type::primitive_type_builder(&column.name, physical);
        builder.with_repetition(repetition).with_logical_type(logical).build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Type::group_type_builder("rows").with_fields(fields).build().map(Arc::new)
}

/// The values of one column in one group of rows.
enum Data {
    Integer(Vec<i64>),
    Number(Vec<f64>),
    Truth(Vec<bool>),
    Text(Vec<ByteArray>),
}

struct Values {
    data: Data,
    /// For each row 1 where it has a value, else 0; not where each row must.
    there: Option<Vec<i16>>,
}

impl Values {
    fn new(column: &Column) -> Self {
        let data = match column.kind {
            Kind::Integer => Data::Integer(Vec::new()),
            Kind::Number | Kind::Count => Data::Number(Vec::new()),
            Kind::Truth => Data::Truth(Vec::new()),
            Kind::Text => Data::Text(Vec::new()),
        };
        Self { data, there: column.optional.then(Vec::new) }
    }

    fn push(&mut self, cell: &str) {
        let found = match &mut self.data {
            Data::Integer(values) => cell.parse().map(|n| values.push(n)).is_ok(),
            Data::Number(values) => float(cell).map(|x| values.push(x)).is_some(),
            Data::Text(values) if cell.starts_with('{') => {
                values.push(cell.into());
                true
            }
            Data::Text(_) => false,
            Data::Truth(values) => match cell {
                "yes" | "no" => {
                    values.push(cell == "yes");
                    true
                }
                _ => false,
            },
        };
        if let Some(there) = &mut self.there {
            there.push(i16::from(found));
        }
    }
}

/// A float as it is written, the infinite one, or the one nearest to a fraction.
fn float(cell: &str) -> Option<f64> {
    if [INFINITE, NEVER].contains(&cell) {
        return Some(f64::INFINITY);
    }
    if cell.contains('/') {
        return cell.parse::<Rational>().ok().map(|x| x.nearest_f64());
    }
    cell.parse().ok().filter(|x: &f64| x.is_finite())
}

fn flush(writer: &mut SerializedFileWriter<File>, group: &[Values]) -> Result<(), ParquetError> {
    let mut rows = writer.next_row_group()?;
    for values in group {
        let Some(mut column) = rows.next_column()? else { break };
        let there = values.there.as_deref();
        match &values.data {
            Data::Integer(data) => column.typed::<Int64Type>().write_batch(data, there, None)?,
            Data::Number(data) => column.typed::<DoubleType>().write_batch(data, there, None)?,
            Data::Truth(data) => column.typed::<BoolType>().write_batch(data, there, None)?,
            Data::Text(data) => column.typed::<ByteArrayType>().write_batch(data, there, None)?,
        };
        column.close()?;
    }
    rows.close()?;
    Ok(())
}
