use super::*;

fn told(file: &str, text: &str) -> Vec<What> {
    let keys = BTreeSet::from(["F3.gain".to_owned()]);
    let names = ["Llama 3.1", "2×2 game", "three tenths rather than four", "Apache-2.0"];
    let names = names.map(str::to_owned);
    let years = BTreeSet::from([1951, 1990, 2024, 2026]);
    let files = BTreeSet::from(
        ["F3-gaps.svg", "T1-argument.typ", "F7-runs-2024.svg", "T1-45.typ"].map(str::to_owned),
    );
    let allowed = Allowed { keys: &keys, files: Some(&files), names: &names, years: &years };
    let source = Source::new(file, text);
    let strays = strays_in(&source, &allowed, &mut BTreeSet::new());
    strays.into_iter().map(|stray| stray.what).collect()
}

fn shown(what: What) -> String {
    match what {
        What::Number(text)
        | What::Words(text)
        | What::Year(text)
        | What::Key(text)
        | What::Placed(text)
        | What::Unquoted(text)
        | What::Unclosed(text)
        | What::Swallowed(text)
        | What::Unused(text) => text,
    }
}

fn found(text: &str) -> Vec<String> {
    told("a.typ", text).into_iter().map(shown).collect()
}

fn latex(text: &str) -> Vec<String> {
    told("a.tex", text).into_iter().map(shown).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn numbers_in_prose_need_a_result() {
    assert_eq!(found("It gains 0.054 bn."), ["0.054"]);
    assert_eq!(found("It gains #n(\"F3.gain\") bn in 2024, and P1 says so."), NONE);
    assert_eq!(found("It gains #n(\"F3.gian\")."), ["F3.gian"]);
    assert_eq!(found("Llama 3.1 in the 2×2 game; Llama 3.2 is not named"), ["3.2"]);
    assert_eq!(found("46 of 48, 1,234.5 and 3/4"), ["46", "48", "1,234.5", "3/4"]);
    assert_eq!(found("a 4% fall, ½ of it, x² and ٣"), ["4%", "½", "x²", "٣"]);
    assert_eq!(found("USD45, GPT-4, D3, H100; Apache-2.0"), ["USD45", "4", "H100"]);
    // A name stands for itself only where it stands whole
    assert_eq!(found("Llama 3.15"), ["3.15"]);
}

#[test]
fn years_stand_as_years() {
    assert_eq!(found("In 2024, of 2024, July 2024, the 1990s (2026), from 2024 to 2026"), NONE);
    assert_eq!(found("It has 2024 users, and in 2024 users"), ["2024", "2024"]);
    assert_eq!(found("a price of 1900 tokens"), ["1900"]);
    assert_eq!(told("a.typ", "in 1999"), [What::Year("1999".to_owned())]);
    assert_eq!(found("#n(\"F3.gain\") 2024"), ["2024"]);
}

#[test]
fn numbers_in_words_need_a_result() {
    for number in [
        "twenty",
        "twenty-five",
        "a hundred",
        "three million",
        "two hundred and five",
        "fourfold",
        "three quarters",
        "two-thirds",
        "five per cent",
        "one percent",
        "half per cent",
        "one in ten",
        "nine out of ten",
        "two point five",
        "eleven",
    ] {
        assert_eq!(found(&format!("about {number} firms")), [number]);
    }
    assert_eq!(
        found("a third of it, three quarters of a million"),
        ["a third", "three quarters", "a million"]
    );
    assert_eq!(found("a rate of a tenth."), ["a tenth"]);
    let prose = "one of ten players, a third firm, half of it, the second half, twice, the fourth of five; billions of \
                 dollars; #n(\"F3.gain\") million, #n(\"F3.gain\")-million; both draw one in only if";
    assert_eq!(found(prose), NONE);
    assert_eq!(found("(three tenths rather than four)"), NONE);
}

#[test]
fn code_is_no_prose_but_what_it_shows_is() {
    assert_eq!(found("#set page(margin: 2.5cm)\n#v(1em) text"), NONE);
    assert_eq!(
        found("#figure(image(\"a9.svg\", width: 80%), caption: [About 7.25 of it])"),
        ["7.25"]
    );
    assert_eq!(
        found("// 3.5\n/* 4.5 */ `5.5` <eq-6> @nash1951 http://x.y/7 \\8 \\u{39}"),
        ["5.5", "7", "8", "\\u{39}"]
    );
    assert_eq!(found("x <b and 45 > y"), ["45"]);
    assert_eq!(found("#let x = [of #n(\"F3.no\")]\n9.5"), ["F3.no", "9.5"]);
    assert_eq!(found("#emph[8.25] #box(width: 3pt)[12.5]"), ["8.25", "12.5"]);
    assert_eq!(found("#45 #(3 * 15) #{7.5} #\"8.5\""), ["45", "3", "15", "7.5", "8.5"]);
    assert_eq!(
        found("#let x = 45.5\n#let y = \"46.5\"\n#str(47) #text(\"48\")"),
        ["45.5", "46.5", "47", "48"]
    );
    assert_eq!(found("#grid(columns: (1fr, 2fr), gutter: 8pt) #table(columns: 2) #h(1fr)"), NONE);
    assert_eq!(
        found("#proposition(10, \"x\")[in 9.5] #fig(\"F7-runs-2024\", [x]) #tab(\"T1-45\", [y])"),
        ["9.5"]
    );
    assert_eq!(found("#set heading(numbering: \"1.1\")"), NONE);
    assert_eq!(found("#journal(title: \"45 cases\", x: (a: 46))"), ["45", "46"]);
}

#[test]
fn a_semicolon_after_code_is_refused() {
    assert_eq!(
        told("a.typ", "at #n(\"F3.gain\"); more"),
        [What::Swallowed("#n(\"F3.gain\")".to_owned())]
    );
    assert_eq!(found("at #n(\"F3.gain\")\\; more; #emph[x] more;"), NONE);
}

#[test]
fn formulas_have_small_whole_numbers_beside_letters() {
    assert_eq!(found("$x^2 + 1/2 >= 0.25 dot 17$"), ["0.25", "17"]);
    assert_eq!(found("$delta >= #n(\"F3.gain\")$"), NONE);
    assert_eq!(found("$q = 1$, $p = q slash 2$, $[0, 1]$, $x_2 > 3 y$"), NONE);
    assert_eq!(
        found("$45$ $7$ $1,500$ $delta = 3 slash 4$ $x approx 7$"),
        ["45", "7", "1,500", "3", "4", "7"]
    );
    assert_eq!(found("$x \"is 45 of\" y$"), ["45"]);
}

#[test]
fn latex_is_read_too() {
    assert_eq!(latex("It gains 45 % 46\nof 48\\% here."), ["45", "48"]);
    assert_eq!(latex("It gains \\equil{F3.gain} in 2024~\\cite{x45}, \\ref{f3}."), NONE);
    assert_eq!(latex("\\equil{F3.gian}"), ["F3.gian"]);
    assert_eq!(
        latex("\\begin{figure}[h!]\\includegraphics[width=0.8\\textwidth]{F3.pdf}\\vspace{3pt}"),
        NONE
    );
    assert_eq!(
        latex("\\emph{about 45}, $x = 0.5$, \\(q = \\frac{3}{4}\\), $p = \\frac{q}{2}$"),
        ["45", "0.5", "3", "4"]
    );
    assert_eq!(latex("\\begin{equation}x = 45\\end{equation} twenty"), ["45", "twenty"]);
}

#[test]
fn pictures_and_tables_are_those_of_exhibits() {
    assert_eq!(found("#fig(\"F3-gaps\", [Gaps.]) #tab(\"T1-argument\", [All.], size: 7pt)"), NONE);
    assert_eq!(found("#side([#half(\"F3-gap\", [Gaps.])])"), ["F3-gap.svg"]);
    assert_eq!(found("#tab(\"T1-argumnt\", [All.])"), ["T1-argumnt.typ"]);
    // A name that is put together, and one within a function of the text
    assert_eq!(found("#tab(\"T1-\" + part, [All.]) #let half(name) = fig(name)"), NONE);
}

#[test]
fn places_are_lines_and_columns() {
    let (keys, years) = (BTreeSet::new(), BTreeSet::new());
    let allowed = Allowed { keys: &keys, files: None, names: &[], years: &years };
    let source = Source::new("a.typ", "one\ntwo 0.5\n");
    let strays = strays_in(&source, &allowed, &mut BTreeSet::new());
    assert_eq!(strays[0].place, (2, 5));
}

#[test]
fn keys_are_quoted_and_closed() {
    let one = |what: fn(String) -> What, text: &str| vec![what(text.to_owned())];
    assert_eq!(told("a.typ", "It gains #n(F3.gain) bn."), one(What::Unquoted, "F3.gain"));
    assert_eq!(
        told("a.typ", "It gains #n(T10), #n(facts.x)."),
        [What::Unquoted("T10".to_owned()), What::Unquoted("facts.x".to_owned()),]
    );
    assert_eq!(found("#let x(key) = n(key)\n#x(\"F3.gain\")"), NONE);
    // What follows in other lines is read as before
    let text = "It gains #n(\"T10 bn.\nThen #n(\"F3.gian\") and more.\n";
    let wrong = [What::Unclosed("T10 bn.".to_owned()), What::Key("F3.gian".to_owned())];
    assert_eq!(told("a.typ", text), wrong);
    assert_eq!(told("a.typ", "#n(\"F3.gain"), one(What::Unclosed, "F3.gain"));
    assert_eq!(told("a.tex", "It gains \\equil{T10\nand more."), one(What::Unclosed, "T10"));
    assert_eq!(told("a.tex", "$x = \\equil{T10$\nand more"), one(What::Unclosed, "T10$"));
}
