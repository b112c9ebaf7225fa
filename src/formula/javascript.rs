//! Formulas as JavaScript.

use super::tree::{BinaryNode, Expr, Function, Leaf, Node};
use crate::num::Rational;

/// How leaves are written.
pub trait Variables {
    /// JavaScript of a leaf: a name, a call, or an expression in brackets.
    fn javascript(&self, leaf: &Leaf) -> String;

    /// Whether the value of a leaf is always a finite number.
    fn is_finite(&self, leaf: &Leaf) -> bool;
}

/// What [`javascript`] calls besides the functions of `Math`, which it calls by their names alone: multiplication in which a
/// factor 0 makes 0, and operations that have no value (`NaN`) where formulas have none.
pub const JAVASCRIPT_PRELUDE: &str = "const {min,max,abs,exp}=Math,\
mul=(a,b)=>a===0||b===0?0:a*b,\
div=(a,b)=>b===0?NaN:a/b,\
pow=(a,b)=>a===0&&b<0?NaN:b===0?a===a?1:NaN:Math.pow(a,b),\
log=a=>a>0?Math.log(a):NaN,\
sqrt=a=>a<0?NaN:Math.sqrt(a),\
pick=(c,a,b)=>c!==c?NaN:c!==0?a:b,\
lt=(a,b)=>a<b?1:a>=b?0:NaN,\
le=(a,b)=>a<=b?1:a>b?0:NaN,\
eq=(a,b)=>a===b?1:a!==a||b!==b?NaN:0;";

/// The formula as a JavaScript expression in floats.
///
/// It needs [`JAVASCRIPT_PRELUDE`]. Where the formula has no value it gives `NaN`; conditions that are decided by equality are as
/// exact as floats are. Brackets are kept only where needed.
///
/// # Complexity
/// Linear in the length of the formula; recursion is as deep as its tree.
///
/// # Examples
/// ```
/// use equil::formula::{Leaf, Variables, javascript};
///
/// struct Named;
/// impl Variables for Named {
///     fn javascript(&self, leaf: &Leaf) -> String {
///         match leaf {
///             Leaf::Parameter(parameter) => format!("p[{parameter}]"),
///             _ => String::new(),
///         }
///     }
///     fn is_finite(&self, _: &Leaf) -> bool {
///         true
///     }
/// }
/// # use equil::formula::{BinaryNode, Expr, Node};
/// # use equil::text::Span;
/// # let leaf = |n| Expr { node: Node::Leaf(Leaf::Parameter(n)), span: Span::default() };
/// # let two = |op, a, b| Expr { node: Node::Binary(op, Box::new(a), Box::new(b)), span: Span::default() };
/// # let formula = two(BinaryNode::Divide, two(BinaryNode::Add, leaf(0), leaf(1)), leaf(1));
/// // (k + l) / l
/// assert_eq!(javascript(&formula, &Named), "div(p[0]+p[1],p[1])");
/// ```
pub fn javascript(expr: &Expr, variables: &dyn Variables) -> String {
    write(expr, variables, 0)
}

/// Sums bind less than products.
const SUM: u8 = 1;
const PRODUCT: u8 = 2;
const WHOLE: u8 = 3;

fn write(expr: &Expr, variables: &dyn Variables, least: u8) -> String {
    let all = |expr: &Expr| write(expr, variables, 0);
    let call = |name: &str, arguments: &[&Expr]| {
        let arguments: Vec<String> = arguments.iter().map(|argument| all(argument)).collect();
        (WHOLE, format!("{name}({})", arguments.join(",")))
    };
    let (power, text) = match &expr.node {
        Node::Number(value) => {
            let text = number(value);
            (if text.starts_with('-') { SUM } else { WHOLE }, text)
        }
        Node::Leaf(leaf) => (WHOLE, variables.javascript(leaf)),
        Node::Negative(x) => (SUM, format!("-{}", write(x, variables, WHOLE))),
        Node::Not(x) => (WHOLE, format!("eq({},0)", all(x))),
        Node::If(parts) => {
            let [condition, then, otherwise] = &**parts;
            call("pick", &[condition, then, otherwise])
        }
        Node::Call(function, arguments) => {
            let arguments: Vec<&Expr> = arguments.iter().collect();
            call(function.name(), &arguments)
        }
        Node::Binary(op, x, y) => binary(*op, x, y, variables),
    };
    if power < least { format!("({text})") } else { text }
}

fn binary(op: BinaryNode, x: &Expr, y: &Expr, variables: &dyn Variables) -> (u8, String) {
    let [left, right] = [x, y].map(|side| write(side, variables, 0));
    let infix = |symbol: &str, power: u8, right: u8| {
        let (x, y) = (write(x, variables, power), write(y, variables, right));
        (power, format!("{x}{symbol}{y}"))
    };
    let call = |name: &str| (WHOLE, format!("{name}({left},{right})"));
    let finite = |side: &Expr| is_finite(side, variables);
    match op {
        BinaryNode::Add => infix("+", SUM, PRODUCT),
        BinaryNode::Subtract => infix("-", SUM, PRODUCT),
        BinaryNode::Multiply if finite(x) && finite(y) => infix("*", PRODUCT, WHOLE),
        BinaryNode::Multiply if is_nonzero(x) || is_nonzero(y) => infix("*", PRODUCT, WHOLE),
        BinaryNode::Multiply => call("mul"),
        BinaryNode::Divide if is_nonzero(y) => infix("/", PRODUCT, WHOLE),
        BinaryNode::Divide => call("div"),
        BinaryNode::Power => call("pow"),
        BinaryNode::Less => call("lt"),
        BinaryNode::LessEqual => call("le"),
        BinaryNode::Greater => (WHOLE, format!("lt({right},{left})")),
        BinaryNode::GreaterEqual => (WHOLE, format!("le({right},{left})")),
        BinaryNode::Equal => call("eq"),
        BinaryNode::NotEqual => (WHOLE, format!("eq(eq({left},{right}),0)")),
        BinaryNode::And => (WHOLE, format!("pick({left},pick({right},1,0),0)")),
        BinaryNode::Or => (WHOLE, format!("pick({left},1,pick({right},1,0))")),
    }
}

fn is_nonzero(expr: &Expr) -> bool {
    matches!(&expr.node, Node::Number(value) if !value.is_zero())
}

/// Whether it surely has a finite value, so that a factor 0 needs no care.
fn is_finite(expr: &Expr, variables: &dyn Variables) -> bool {
    let finite = |side: &Expr| is_finite(side, variables);
    match &expr.node {
        Node::Number(_) => true,
        Node::Leaf(leaf) => variables.is_finite(leaf),
        Node::Negative(x) | Node::Not(x) => finite(x),
        Node::Binary(BinaryNode::Divide | BinaryNode::Power, ..) => false,
        Node::Binary(_, x, y) => finite(x) && finite(y),
        Node::If(parts) => parts.iter().all(finite),
        Node::Call(Function::Min | Function::Max | Function::Abs, arguments) => {
            arguments.iter().all(finite)
        }
        Node::Call(..) => false,
    }
}

/// The nearest float, with as few digits as tell it apart from others.
fn number(value: &Rational) -> String {
    let float = value.nearest_f64();
    if float.is_infinite() {
        return if float > 0.0 { "Infinity".to_owned() } else { "-Infinity".to_owned() };
    }
    let text = format!("{float:?}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    struct Named;

    impl Variables for Named {
        fn javascript(&self, leaf: &Leaf) -> String {
            match leaf {
                Leaf::Parameter(parameter) => format!("p{parameter}"),
                Leaf::Helper(helper) => format!("h{helper}"),
                _ => "?".to_owned(),
            }
        }

        fn is_finite(&self, leaf: &Leaf) -> bool {
            matches!(leaf, Leaf::Parameter(_))
        }
    }

    fn leaf(leaf: Leaf) -> Expr {
        Expr { node: Node::Leaf(leaf), span: Span::default() }
    }

    fn two(op: BinaryNode, x: Expr, y: Expr) -> Expr {
        Expr { node: Node::Binary(op, Box::new(x), Box::new(y)), span: Span::default() }
    }

    #[test]
    fn operators_are_written_with_as_few_brackets_as_needed() {
        let [p, q] = [0, 1].map(|place| leaf(Leaf::Parameter(place)));
        let h = leaf(Leaf::Helper(0));
        let number =
            |text: &str| Expr { node: Node::Number(text.parse().unwrap()), span: Span::default() };
        let negative = |x: Expr| Expr { node: Node::Negative(Box::new(x)), span: Span::default() };
        let said = |expr: &Expr| javascript(expr, &Named);
        let sum = two(BinaryNode::Add, p.clone(), q.clone());
        assert_eq!(said(&two(BinaryNode::Subtract, p.clone(), sum.clone())), "p0-(p0+p1)");
        assert_eq!(said(&two(BinaryNode::Subtract, p.clone(), negative(q.clone()))), "p0-(-p1)");
        assert_eq!(said(&two(BinaryNode::Multiply, sum.clone(), q.clone())), "(p0+p1)*p1");
        // A factor that may be 0 before what may have no value
        assert_eq!(said(&two(BinaryNode::Multiply, p.clone(), h.clone())), "mul(p0,h0)");
        assert_eq!(said(&two(BinaryNode::Multiply, number("1/2"), h.clone())), "0.5*h0");
        assert_eq!(said(&two(BinaryNode::Divide, h.clone(), number("3"))), "h0/3");
        assert_eq!(said(&two(BinaryNode::Divide, number("1"), h.clone())), "div(1,h0)");
        assert_eq!(said(&two(BinaryNode::Greater, p.clone(), h)), "lt(h0,p0)");
        assert_eq!(said(&two(BinaryNode::Power, negative(p), number("-1/4"))), "pow(-p0,-0.25)");
        assert_eq!(said(&number("1e300")), "1e300");
    }
}
