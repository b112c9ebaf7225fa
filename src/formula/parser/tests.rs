use super::*;

/// `a`, `b` … are parameters 0, 1 …
struct Letters;
impl Scope for Letters {
    fn name(&self, name: &str) -> Result<Leaf, Misnomer> {
        match name.as_bytes() {
            [letter] => Ok(Leaf::Parameter(usize::from(letter - b'a'))),
            _ => Err(Misnomer {
                code: Code::UNKNOWN_NAME,
                message: format!("unknown name `{name}`"),
                help: None,
                second: false,
            }),
        }
    }
    fn member(&self, _: &str, _: &str) -> Result<Leaf, Misnomer> {
        Ok(Leaf::Plays { player: 0, strategies: vec![0] })
    }
    fn index(&self, _: &str, _: &str) -> Result<Leaf, Misnomer> {
        Ok(Leaf::Parameter(0))
    }
    fn count(&self, _: &str, _: &str) -> Result<Leaf, Misnomer> {
        Ok(Leaf::Count(vec![]))
    }
}

fn read(text: &str) -> (Option<String>, Vec<String>) {
    let text = Text::standalone("test", text);
    let mut problems = Vec::new();
    let expr = parse(&text, &Letters, &mut problems);
    (expr.map(|e| shape(&e)), problems.iter().map(|p| p.message.clone()).collect())
}

/// The tree with every bracket written.
fn shape(expr: &Expr) -> String {
    match &expr.node {
        Node::Number(value) => value.to_string(),
        Node::Leaf(Leaf::Parameter(i)) => char::from(b'a' + u8::try_from(*i).unwrap()).to_string(),
        Node::Leaf(_) => "leaf".to_owned(),
        Node::Negative(x) => format!("(-{})", shape(x)),
        Node::Not(x) => format!("(not {})", shape(x)),
        Node::Binary(op, x, y) => format!("({} {op:?} {})", shape(x), shape(y)),
        Node::If(p) => format!("if({}, {}, {})", shape(&p[0]), shape(&p[1]), shape(&p[2])),
        Node::Call(f, args) => {
            format!("{}({})", f.name(), args.iter().map(shape).collect::<Vec<_>>().join(", "))
        }
    }
}

#[test]
fn precedence() {
    for (text, tree) in [
        ("a + b * c", "(a Add (b Multiply c))"),
        ("a - b - c", "((a Subtract b) Subtract c)"),
        ("a ^ b ^ c", "(a Power (b Power c))"),
        ("-a ^ 2", "(-(a Power 2))"),
        ("a ^ -b", "(a Power (-b))"),
        ("-a * b", "((-a) Multiply b)"),
        ("a / b * c", "((a Divide b) Multiply c)"),
        ("not a == b and c < d or e", "(((not (a Equal b)) And (c Less d)) Or e)"),
        ("if(a > 0, min(a, b, c), x.y)", "if((a Greater 0), min(a, b, c), leaf)"),
        ("2 * count(f.g) + n[self]", "((2 Multiply leaf) Add a)"),
    ] {
        assert_eq!(read(text), (Some(tree.to_owned()), vec![]), "{text}");
    }
}

#[test]
fn every_name_error_is_reported_but_one_syntax_error() {
    let (_, problems) = read("aa + bb * (cc - dd");
    assert_eq!(problems.len(), 5, "{problems:?}");
}

#[test]
fn errors_say_what_was_expected() {
    for (text, message) in [
        ("", "the formula is empty"),
        ("a +", "expected a number, a name or `(`, found the end"),
        ("(a", "expected `)` before the end of the formula"),
        ("a)", "`)` closes nothing"),
        ("2 a", "expected an operator, found `a`"),
        ("a < b < c", "comparisons cannot be chained"),
        ("if(a, b)", "`if` takes 3 arguments: condition, then, else, found 2"),
        ("exp(a, b)", "`exp` takes 1 argument, found 2"),
        ("max()", "`max` takes 1 argument or more, found 0"),
        ("sin(a)", "unknown function `sin`"),
        ("count(a)", "`count` takes one `group.strategy`"),
        ("a = b", "expected an operator, found `=`"),
        ("exp a", "expected `(` after `exp`"),
        ("a.3", "expected an operator, found `3/10`"),
    ] {
        assert_eq!(read(text).1, [message], "{text}");
    }
}

#[test]
fn depth_is_limited() {
    let deep = format!("{}a{}", "(".repeat(5000), ")".repeat(5000));
    assert_eq!(read(&deep).1, ["nested more than 200 levels deep"]);
    let minus = "-".repeat(5000) + "a";
    assert_eq!(read(&minus).1, ["nested more than 200 levels deep"]);
    let power = "a^".repeat(5000) + "a";
    assert_eq!(read(&power).1, ["nested more than 200 levels deep"]);
    let (tree, problems) = read(&("a+".repeat(900) + "a"));
    assert!(tree.is_some() && problems.is_empty());
    let (tree, problems) = read(&("a+".repeat(1500) + "a"));
    assert!(tree.is_none() && problems == ["too many operators in a row"]);
}
