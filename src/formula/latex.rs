//! Formulas as LaTeX.

use super::tree::{BinaryNode, Expr, Function, Leaf, Node};
use crate::num::Rational;

/// How leaves are written.
pub trait Names {
    /// LaTeX of a leaf.
    fn latex(&self, leaf: &Leaf) -> String;
}

/// The formula as LaTeX, for math mode. Fractions are stacked, brackets kept only where needed.
pub fn latex(expr: &Expr, names: &dyn Names) -> String {
    write(expr, names, 0)
}

/// Binding power of the outermost operator, as in the parser.
fn power(node: &Node) -> u8 {
    match node {
        Node::Binary(op, ..) => match op {
            BinaryNode::Or => 1,
            BinaryNode::And => 3,
            BinaryNode::Add | BinaryNode::Subtract => 8,
            BinaryNode::Multiply => 9,
            BinaryNode::Divide => 20, // a stacked fraction needs no brackets
            BinaryNode::Power => 12,
            _ => 6,
        },
        Node::Not(_) => 5,
        Node::Negative(_) => 8,
        Node::Number(value) if !value.is_integer() => 20,
        _ => 20,
    }
}

fn write(expr: &Expr, names: &dyn Names, least: u8) -> String {
    let inner = match &expr.node {
        Node::Number(value) => number(value),
        Node::Leaf(leaf) => names.latex(leaf),
        Node::Negative(x) => format!("-{}", write(x, names, 9)),
        Node::Not(x) => format!(r"\lnot {}", write(x, names, 6)),
        Node::Binary(op, x, y) => binary(*op, x, y, names),
        Node::If(parts) => {
            let [condition, then, otherwise] = &**parts;
            format!(
                r"\begin{{cases}} {} & \text{{if }} {} \\ {} & \text{{otherwise}} \end{{cases}}",
                write(then, names, 0),
                write(condition, names, 0),
                write(otherwise, names, 0),
            )
        }
        Node::Call(function, arguments) => {
            let listed: Vec<String> = arguments.iter().map(|x| write(x, names, 0)).collect();
            let listed = listed.join(", ");
            match function {
                Function::Min => format!(r"\min\left({listed}\right)"),
                Function::Max => format!(r"\max\left({listed}\right)"),
                Function::Abs => format!(r"\left|{listed}\right|"),
                Function::Exp => format!("e^{{{listed}}}"),
                Function::Log => format!(r"\ln\left({listed}\right)"),
                Function::Sqrt => format!(r"\sqrt{{{listed}}}"),
            }
        }
    };
    if power(&expr.node) < least { format!(r"\left({inner}\right)") } else { inner }
}

fn binary(op: BinaryNode, x: &Expr, y: &Expr, names: &dyn Names) -> String {
    let infix = |symbol: &str, left: u8, right: u8| {
        format!("{} {symbol} {}", write(x, names, left), write(y, names, right))
    };
    match op {
        BinaryNode::Add => infix("+", 8, 8),
        BinaryNode::Subtract => infix("-", 8, 9),
        BinaryNode::Multiply => {
            // Two numbers side by side would read as one
            let dot = matches!(y.node, Node::Number(_)) || starts_with_number(y);
            infix(if dot { r"\cdot" } else { r"\," }, 9, 9)
        }
        BinaryNode::Divide => {
            format!(r"\frac{{{}}}{{{}}}", write(x, names, 0), write(y, names, 0))
        }
        BinaryNode::Power => {
            let base = match &x.node {
                Node::Leaf(_) => write(x, names, 0),
                Node::Number(value) if value.is_integer() => write(x, names, 13),
                _ => format!(r"\left({}\right)", write(x, names, 0)),
            };
            format!("{{{base}}}^{{{}}}", write(y, names, 0))
        }
        BinaryNode::Less => infix("<", 7, 7),
        BinaryNode::LessEqual => infix(r"\le", 7, 7),
        BinaryNode::Greater => infix(">", 7, 7),
        BinaryNode::GreaterEqual => infix(r"\ge", 7, 7),
        BinaryNode::Equal => infix("=", 7, 7),
        BinaryNode::NotEqual => infix(r"\ne", 7, 7),
        BinaryNode::And => infix(r"\land", 4, 4),
        BinaryNode::Or => infix(r"\lor", 2, 2),
    }
}

fn starts_with_number(expr: &Expr) -> bool {
    match &expr.node {
        Node::Number(_) => true,
        Node::Binary(BinaryNode::Multiply, x, _) => starts_with_number(x),
        _ => false,
    }
}

fn number(value: &Rational) -> String {
    match value.as_small() {
        Some((n, d)) if d > 1 => match crate::num::shortest(value) {
            Some(decimal) => decimal,
            None if n < 0 => format!(r"-\frac{{{}}}{{{d}}}", n.unsigned_abs()),
            None => format!(r"\frac{{{n}}}{{{d}}}"),
        },
        _ => value.to_string(),
    }
}
