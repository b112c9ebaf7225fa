//! Any text as a formula of three parameters and two players: whatever is computed from it agrees.
//! The value is inside its enclosure, the polynomial has the same value, and so has the tape.

#![no_main]

use std::sync::OnceLock;

use equil::format::{Limits, read};
use equil::formula::{Graph, Id, Names, Op, Polynomial, Text, latex, parse};
use equil::formula::{Leaf, Misnomer, Scope};
use equil::model::{Model, Payoff};
use equil::num::{Bits, Interval, Rational, Real, Ring, Wide};
use equil::text::{Code, Source};
use libfuzzer_sys::fuzz_target;

const FILE: &str = r#"
format = 1
[game]
name = "fuzz"
[players]
row = ["T", "B"]
col = ["L", "R"]
[groups]
all = ["row", "col"]
[params]
x = 1
y = 1
z = 1
[define]
h = "x * col.L + 1/3"
[payoff]
row = "h + y + z"
col = "0"
"#;

/// Two numbers for each of `x`, `y` and `z`.
const POINTS: [[&str; 3]; 3] = [["2", "-1/3", "0"], ["0.5", "3", "1"], ["-7/5", "1/4", "1e3"]];

struct Small;

fn unknown() -> Misnomer {
    Misnomer { code: Code::UNKNOWN_NAME, message: "unknown".into(), help: None, second: false }
}

impl Scope for Small {
    fn name(&self, name: &str) -> Result<Leaf, Misnomer> {
        let parameter = ["x", "y", "z"].iter().position(|known| *known == name);
        let helper = (name == "h").then_some(Leaf::Helper(0));
        parameter.map(Leaf::Parameter).or(helper).ok_or_else(unknown)
    }
    fn member(&self, owner: &str, member: &str) -> Result<Leaf, Misnomer> {
        match (owner, member) {
            ("row", "T") => Ok(Leaf::Plays { player: 0, strategies: vec![0] }),
            ("col", "L") => Ok(Leaf::Plays { player: 1, strategies: vec![0] }),
            ("self", "T") => Ok(Leaf::SelfPlays(vec![Some(vec![0]), None])),
            _ => Err(unknown()),
        }
    }
    fn index(&self, name: &str, index: &str) -> Result<Leaf, Misnomer> {
        match (name, index) {
            ("k", "row") => Ok(Leaf::Parameter(0)),
            ("k", "self") => Ok(Leaf::OwnParameter(vec![Some(0), None])),
            _ => Err(unknown()),
        }
    }
    fn count(&self, _: &str, _: &str) -> Result<Leaf, Misnomer> {
        Ok(Leaf::Count(vec![(0, vec![0]), (1, vec![1])]))
    }
}

impl Names for Small {
    fn latex(&self, _: &Leaf) -> String {
        "x".to_owned()
    }
}

fn template() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let source = Source::new("fuzz.game.toml", FILE);
        read(&source, &Limits::default()).expect("the file is right").model
    })
}

fuzz_target!(|bytes: &[u8]| {
    let text = Text::standalone("formula", &String::from_utf8_lossy(bytes));
    let mut problems = Vec::new();
    let expr = parse(&text, &Small, &mut problems);
    for problem in &problems {
        assert!(!problem.to_string().is_empty());
        for label in &problem.labels {
            assert!(text.text.get(label.span.start..label.span.end).is_some(), "{problem}");
        }
    }
    let Some(expr) = expr.filter(|_| problems.is_empty()) else {
        assert!(!problems.is_empty());
        return;
    };
    let written = latex(&expr, &Small);
    assert_eq!(written.matches('{').count(), written.matches('}').count(), "{written}");
    let mut model = template().clone();
    model.payoffs[0] = Payoff::Formula(expr);
    let mut symbolic = model.symbolic();
    let root = symbolic.payoffs[0][0];
    let slopes = symbolic.graph.derivative(&[root], 0);
    let tape = symbolic.tape();
    let form = symbolic.graph.polynomial(root);
    let graph = &symbolic.graph;
    for point in POINTS {
        let point = point.map(|text| text.parse::<Rational>().expect("a number"));
        let exact = value(graph, root, &point);
        let floats = point.clone().map(|x| vec![x.nearest_f64()]);
        let lanes: Vec<&[f64]> = floats.iter().map(Vec::as_slice).collect();
        let mut out = vec![0.0; tape.results()];
        tape.evaluate(&lanes, 1, &mut out);
        enclosed::<Interval>(graph, root, &point, exact.as_ref(), Interval::from_rational);
        let bits = Bits::new(96);
        enclosed::<Wide>(graph, root, &point, exact.as_ref(), |x| Wide::from_rational_bits(x, bits));
        let order = graph.reachable(&[root, slopes[0]]);
        let inputs = point.clone().map(|x| x.nearest_f64());
        drop(graph.evaluate(&order, &inputs, Rational::nearest_f64));
        // 0 times what has no value is 0, but a polynomial knows only the product
        if let (Some(form), Some(exact)) = (&form, &exact)
            && defined(graph, root, &point)
            && let Some(other) = polynomial_value(graph, form, &point)
        {
            assert_eq!(other, *exact, "polynomial {form:?}");
        }
    }
});

/// The exact value of a node, if it is rational.
fn value(graph: &Graph, root: Id, point: &[Rational]) -> Option<Rational> {
    let mut target = Graph::new();
    let at = |input: u32, target: &mut Graph| target.number(point[input as usize].clone());
    let roots = graph.substitute(&[root], &mut target, at);
    target.as_number(roots[0]).cloned()
}

/// Whether all parts of a node have a value.
fn defined(graph: &Graph, root: Id, point: &[Rational]) -> bool {
    let mut target = Graph::new();
    let at = |input: u32, target: &mut Graph| target.number(point[input as usize].clone());
    let parts = graph.substitute(&graph.reachable(&[root]), &mut target, at);
    parts.into_iter().all(|part| target.op(part) != Op::Undefined)
}

trait Encloses: Real {
    fn holds(&self, exact: &Rational) -> bool;
}

impl Encloses for Interval {
    fn holds(&self, exact: &Rational) -> bool {
        self.contains(exact)
    }
}

impl Encloses for Wide {
    fn holds(&self, exact: &Rational) -> bool {
        self.contains(exact)
    }
}

fn enclosed<T: Encloses>(
    graph: &Graph,
    root: Id,
    point: &[Rational],
    exact: Option<&Rational>,
    number: impl Fn(&Rational) -> T,
) {
    let order = graph.reachable(&[root]);
    let inputs: Vec<T> = point.iter().map(&number).collect();
    let values = graph.evaluate(&order, &inputs, number);
    if let (Some(exact), Some(found)) = (exact, values.get(root)) {
        assert!(found.holds(exact), "{found:?} should hold {exact}");
    }
}

/// The value of a polynomial, if those of its indeterminates are rational.
fn polynomial_value(graph: &Graph, form: &Polynomial, point: &[Rational]) -> Option<Rational> {
    let mut sum = Rational::zero();
    for (monomial, coefficient) in form.terms() {
        let mut product = coefficient.clone();
        for &(atom, power) in monomial {
            product *= &value(graph, atom, point)?.powi(i64::from(power))?;
        }
        sum += &product;
    }
    Some(sum)
}
