//! The pictures of the paper as they are printed: letters can be read, and captions alone say what is shown.

use std::fs;
use std::path::{Path, PathBuf};

/// The width of the text in points, and what is left of it for each of two pictures side by side.
const WHOLE: f64 = 464.9;
const HALF: f64 = (WHOLE - 10.0) / 2.0;

/// Letters are as large as this, in points, but for small ones of symbols.
const LEAST: f64 = 7.0;

fn paper() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("paper")
}

/// The pictures that the text places, with their widths in points.
fn placed() -> Vec<(String, f64)> {
    let mut placed = Vec::new();
    for file in fs::read_dir(paper().join("text")).unwrap() {
        let path = file.unwrap().path();
        if path.ends_with("lib.typ") {
            continue;
        }
        for line in fs::read_to_string(&path).unwrap().lines() {
            let kinds = [("#fig(\"", WHOLE), ("#half(\"", HALF)];
            let found =
                kinds.iter().find_map(|(call, room)| Some((line.split_once(call)?.1, room)));
            let Some((after, room)) = found else { continue };
            let (name, rest) = after.split_once('"').unwrap();
            let percent = rest.rsplit_once("width: ").and_then(|(_, text)| text.split_once('%'));
            let percent: f64 = percent.map_or(100.0, |(text, _)| text.parse().unwrap());
            placed.push((name.to_owned(), room * percent / 100.0));
        }
    }
    placed
}

fn picture(name: &str) -> String {
    let path = paper().join("results").join(format!("{name}.svg"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All values of an attribute in a text.
fn numbers(text: &str, key: &str) -> Vec<f64> {
    let key = format!(" {key}=\"");
    let values = text.split(&key).skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok());
    values.collect()
}

#[test]
fn letters_of_pictures_can_be_read_in_print() {
    let placed = placed();
    assert!(placed.len() > 15, "{placed:?}");
    for (name, room) in placed {
        let svg = picture(&name);
        let scale = room / numbers(&svg, "width")[0];
        for element in svg.split('<').filter(|element| !element.starts_with("tspan")) {
            for size in numbers(element, "font-size") {
                assert!(size * scale >= LEAST, "{name}: {:.1} pt: {element}", size * scale);
            }
        }
    }
}

/// A title within the picture would say again what the caption says.
#[test]
fn captions_alone_are_titles() {
    for (name, _) in placed() {
        let svg = picture(&name);
        assert!(!svg.contains("font-size=\"17.0\""), "{name} has a title of its own");
        // A title would be larger than everything else: nothing is
        let sizes = numbers(&svg, "font-size");
        let largest = sizes.iter().copied().fold(0.0, f64::max);
        let many = sizes.iter().filter(|size| size.total_cmp(&largest).is_eq()).count();
        assert!(many > 1, "{name} has a title of its own, of {largest}");
        assert!(!svg.contains("<title></title>"), "{name} is not named");
    }
}
