use super::*;
use crate::format::{Limits, read};
use crate::text::Source;

fn written(file: &str) -> String {
    let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
    let page = Page {
        model: &model,
        assignment: &Assignment::of(&model),
        point: Point::default(),
        max_bits: 1024,
        asked: None,
        axes: None,
        settings: Settings::default(),
    };
    page.html().unwrap()
}

/// A name or a text of a file is never taken for a tag, or for the end of the script.
#[test]
fn texts_are_no_tags() {
    let html = written(
        "format = 1\n[game]\nname = \"g\"\ntitle = \"</title><b>\"\nabout = \"</script><i>\"\n[players]\na = [\"x\", \"y\"]\n\
         [params]\nk = { value = 1, range = [0, 2], about = \"</script>\" }\n[payoff]\na = \"k * a.x\"\n",
    );
    assert!(!html.contains("<b>\"") && !html.contains("<i>"), "{html}");
    assert_eq!(html.matches("</script>").count(), 1);
    assert_eq!(html.matches("<title>&lt;/title&gt;&lt;b&gt;</title>").count(), 1);
}

#[test]
fn tables_of_numbers_have_nothing_to_move() {
    let html = written(
        "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"x\", \"y\"]\n\
         [table.matrix]\na = [[2, 0], [3, 1]]\nb = [[2, 3], [0, 1]]\n",
    );
    assert!(html.contains("id=tables") && !html.contains("id=controls"), "{html}");
}
