//! Many points in one pass: a graph as straight-line code over blocks of floats.

use super::graph::{BinaryOp, Graph, Id, Op, UnaryOp, arguments};
use crate::num::{Rational, Real};

/// Points evaluated together: long enough to hide the cost of each instruction, short enough that
/// all registers stay in the cache.
pub(super) const LANES: usize = 32;

/// Straight-line code for some nodes of a graph, in floats.
///
/// What has no value (a division by zero, the logarithm of a negative number) becomes NaN or an
/// infinity, as in IEEE 754: ask such a point again, exactly, for the reason.
#[derive(Clone, Debug)]
pub struct Tape {
    pub(super) code: Vec<Instruction>,
    /// Registers that hold the same number at every point, filled once: the nearest float, and
    /// whether it is the number.
    pub(super) constants: Vec<(u32, f64, bool)>,
    /// For each result the register that holds it at the end.
    pub(super) results: Vec<u32>,
    pub(super) registers: usize,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Instruction {
    pub(super) op: Code,
    pub(super) target: u32,
    pub(super) arguments: [u32; 3],
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Code {
    Input,
    Unary(UnaryOp),
    Binary(BinaryOp),
    /// A power with a small integer exponent, the second argument as a number.
    Integer(i8),
    If,
}

impl Tape {
    /// Code that computes `roots`.
    ///
    /// # Complexity
    /// Linear in the nodes they depend on; registers are reused as soon as their value is not
    /// needed any more.
    pub fn new(graph: &Graph, roots: &[Id]) -> Self {
        let order = graph.reachable(roots);
        let mut uses = vec![0_u32; graph.ops().len()];
        for &id in &order {
            for argument in arguments(graph.op(id)).into_iter().flatten() {
                uses[argument.index()] += 1;
            }
        }
        for root in roots {
            uses[root.index()] += 1; // kept to the end
        }
        let mut tape =
            Self { code: Vec::new(), constants: Vec::new(), results: Vec::new(), registers: 0 };
        let mut place = vec![0_u32; graph.ops().len()];
        let mut free = Vec::new();
        for id in order {
            let op = graph.op(id);
            let (code, mut registers) = match op {
                Op::Number(_) | Op::Undefined => {
                    let number = graph.as_number(id);
                    let value = number.map_or(f64::NAN, Rational::nearest_f64);
                    let exact =
                        number.is_some_and(|n| Rational::from_f64(value).as_ref() == Some(n));
                    let register = tape.fresh();
                    tape.constants.push((register, value, exact));
                    place[id.index()] = register;
                    // Constants live as long as the tape
                    uses[id.index()] = u32::MAX;
                    continue;
                }
                Op::Input(input) => (Code::Input, [input; 3]),
                Op::Unary(op, x) => (Code::Unary(op), [place[x.index()]; 3]),
                Op::Binary(op, x, y) => {
                    let small = graph.as_number(y).and_then(Rational::to_i64);
                    let code = match (op, small.map(i8::try_from)) {
                        (BinaryOp::Power, Some(Ok(n))) => Code::Integer(n),
                        _ => Code::Binary(op),
                    };
                    (code, [place[x.index()], place[y.index()], 0])
                }
                Op::If(c, x, y) => {
                    (Code::If, [place[c.index()], place[x.index()], place[y.index()]])
                }
            };
            if matches!(code, Code::Input) {
                registers[1] = 0;
                registers[2] = 0;
            } else {
                for argument in arguments(op).into_iter().flatten() {
                    let left = &mut uses[argument.index()];
                    if *left != u32::MAX {
                        *left -= 1;
                        if *left == 0 {
                            free.push(place[argument.index()]);
                        }
                    }
                }
            }
            let target = free.pop().unwrap_or_else(|| tape.fresh());
            place[id.index()] = target;
            tape.code.push(Instruction { op: code, target, arguments: registers });
        }
        tape.results = roots.iter().map(|root| place[root.index()]).collect();
        tape
    }

    fn fresh(&mut self) -> u32 {
        let register = u32::try_from(self.registers).expect("fewer registers than nodes");
        self.registers += 1;
        register
    }

    /// Number of results for each point.
    pub fn results(&self) -> usize {
        self.results.len()
    }

    /// Number of operations for each point.
    pub fn operations(&self) -> usize {
        self.code.len()
    }

    /// Evaluates `points` points. `inputs[i]` holds input `i` at every point; result `j` of point
    /// `k` goes to `output[k · results + j]`.
    ///
    /// # Panics
    /// When an input that is used is missing or shorter than `points`, or `output` is not
    /// `points · results` long.
    pub fn evaluate(&self, inputs: &[&[f64]], points: usize, output: &mut [f64]) {
        assert_eq!(output.len(), points * self.results.len(), "one place for each result");
        let mut memory = vec![[0.0; LANES]; self.registers];
        for &(register, value, _) in &self.constants {
            memory[register as usize] = [value; LANES];
        }
        for start in (0..points).step_by(LANES) {
            let width = LANES.min(points - start);
            self.block(inputs, start, width, &mut memory);
            let rows = output[start * self.results.len()..].chunks_exact_mut(self.results.len());
            for (lane, row) in rows.take(width).enumerate() {
                for (result, &register) in row.iter_mut().zip(&self.results) {
                    *result = memory[register as usize][lane];
                }
            }
        }
    }

    fn block(&self, inputs: &[&[f64]], start: usize, width: usize, memory: &mut [[f64; LANES]]) {
        for instruction in &self.code {
            let [a, b, c] = instruction.arguments.map(|register| register as usize);
            let value = match instruction.op {
                Code::Input => {
                    let mut lanes = [1.0; LANES];
                    lanes[..width].copy_from_slice(&inputs[a][start..start + width]);
                    lanes
                }
                Code::Unary(op) => unary(op, &memory[a]),
                Code::Binary(op) => binary(op, &memory[a], &memory[b]),
                Code::Integer(n) => {
                    memory[a].map(|x| Real::powi(&x, i64::from(n)).unwrap_or(f64::NAN))
                }
                Code::If => choose(&memory[a], &memory[b], &memory[c]),
            };
            memory[instruction.target as usize] = value;
        }
    }
}

fn unary(op: UnaryOp, x: &[f64; LANES]) -> [f64; LANES] {
    match op {
        UnaryOp::Negative => x.map(|x| -x),
        UnaryOp::Abs => x.map(f64::abs),
        UnaryOp::Exp => x.map(core_math::exp),
        UnaryOp::Log => x.map(core_math::log),
        UnaryOp::Sqrt => x.map(f64::sqrt),
        UnaryOp::Not => x.map(|x| truth(is_zero(x), x)),
    }
}

fn binary(op: BinaryOp, a: &[f64; LANES], b: &[f64; LANES]) -> [f64; LANES] {
    match op {
        BinaryOp::Add => zip(a, b, |x, y| x + y),
        BinaryOp::Subtract => zip(a, b, |x, y| x - y),
        BinaryOp::Multiply => zip(a, b, |x, y| x * y),
        BinaryOp::Divide => zip(a, b, |x, y| if is_zero(y) { f64::NAN } else { x / y }),
        BinaryOp::Power => zip(a, b, core_math::pow),
        // `f64::min` would drop a NaN
        BinaryOp::Min => zip(a, b, |x, y| if x < y || x.is_nan() { x } else { y }),
        BinaryOp::Max => zip(a, b, |x, y| if x > y || x.is_nan() { x } else { y }),
        BinaryOp::Less => zip(a, b, |x, y| truth(x < y, x - y)),
        BinaryOp::LessEqual => zip(a, b, |x, y| truth(x <= y, x - y)),
        BinaryOp::Equal => zip(a, b, |x, y| truth(is_zero(x - y), x - y)),
    }
}

#[inline]
fn zip(a: &[f64; LANES], b: &[f64; LANES], f: impl Fn(f64, f64) -> f64) -> [f64; LANES] {
    let mut out = [0.0; LANES];
    for i in 0..LANES {
        out[i] = f(a[i], b[i]);
    }
    out
}

fn choose(c: &[f64; LANES], x: &[f64; LANES], y: &[f64; LANES]) -> [f64; LANES] {
    let mut out = [0.0; LANES];
    for i in 0..LANES {
        let taken = if is_zero(c[i]) { y[i] } else { x[i] };
        out[i] = if c[i].is_nan() { c[i] } else { taken };
    }
    out
}

/// A truth value that stays NaN where its arguments have no value.
fn truth(holds: bool, witness: f64) -> f64 {
    if witness.is_nan() { witness } else { f64::from(u8::from(holds)) }
}

#[allow(clippy::float_cmp)] // exactly 0 is what formulas mean by false
pub(super) fn is_zero(x: f64) -> bool {
    x == 0.0
}
