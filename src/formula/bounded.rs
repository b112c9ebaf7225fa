//! Many points in one pass, each number with a bound of its error.
//!
//! A running error analysis (Wilkinson's; `higham2002`, section 3.3): beside each float goes a float that
//! the distance from the true number provably does not exceed. Each rule below bounds what the errors of the
//! arguments do to the result, and adds what rounding the result does: at most [`HALF_ULP`] of it, since
//! all operations, `exp`, `log` and `pow` among them, are correctly rounded. The bounds themselves are
//! computed in floats from numbers that are not negative, by a handful of operations whose rounding errors
//! [`SLACK`] covers, and [`TINY`] covers underflow. What is not known at all has no bound: its value or
//! error is NaN or infinite, and stays so.
//!
//! Loops are inlined, so that [`crate::num::widely`] compiles them for the widest vectors there are.
//!
//! Sums, products and quotients that are exact in floats are noticed, so that ties between short numbers
//! are ties here, too.

use super::graph::{BinaryOp, UnaryOp};
use super::tape::{Code, LANES, Tape, is_zero};
use crate::num::{Rational, Real, Sign};

/// What rounding to the nearest float changes a normal number by, at most, as a part of it: 2⁻⁵³.
const HALF_ULP: f64 = 1.0 / 9_007_199_254_740_992.0;

/// More than a few operations on bounds lose by rounding: 1 + 2⁻⁴⁸.
const SLACK: f64 = 1.0 + 1.0 / 281_474_976_710_656.0;

/// More than what rounding changes a number by that is not normal.
const TINY: f64 = f64::MIN_POSITIVE;

/// Products and quotients of at least this size are normal numbers, and so are their errors.
const NORMAL: f64 = 1e-290;

/// The bound e^t − 1 ≤ t (1 + t) is used up to here.
const SMALL: f64 = 0.5;

/// The low bits of the significand: floats without any of them have exact products.
const LOW_BITS: u64 = (1 << 27) - 1;

/// A number at several points: floats, and bounds of their errors.
#[derive(Clone, Copy, Debug)]
pub struct Lanes {
    /// Near the number.
    pub value: [f64; LANES],
    /// How far from it at most. NaN or infinite where nothing is known.
    pub error: [f64; LANES],
}

/// A float, and a bound of its error.
type Ball = (f64, f64);

/// Nothing is known.
const UNKNOWN: Ball = (f64::NAN, f64::NAN);

impl Lanes {
    /// Points in a block.
    pub const COUNT: usize = LANES;

    /// The same number everywhere, up to `error`.
    pub fn same(value: f64, error: f64) -> Self {
        Self { value: [value; LANES], error: [error; LANES] }
    }

    /// The number at one point, and its error.
    pub fn at(&self, lane: usize) -> (f64, f64) {
        (self.value[lane], self.error[lane])
    }
}

/// The sign of a number that is known up to an error; `None` where it is not proved.
#[inline]
pub fn sign_within(value: f64, error: f64) -> Option<Sign> {
    if value > error {
        Some(Sign::Positive)
    } else if -value > error {
        Some(Sign::Negative)
    } else if is_zero(value) && is_zero(error) {
        Some(Sign::Zero)
    } else {
        None
    }
}

/// The sum of two numbers that are known up to errors, and its error.
#[inline]
pub fn sum(x: (f64, f64), y: (f64, f64)) -> (f64, f64) {
    plus(x, y)
}

/// The difference of two numbers that are known up to errors, and its error.
#[inline]
pub fn difference(x: (f64, f64), y: (f64, f64)) -> (f64, f64) {
    plus(x, (-y.0, y.1))
}

/// The product of two numbers that are known up to errors, and its error.
#[inline]
pub fn product(x: (f64, f64), y: (f64, f64)) -> (f64, f64) {
    times(x, y)
}

/// The quotient of two numbers that are known up to errors, and its error: NaN where the divisor may be 0.
#[inline]
pub fn quotient(x: (f64, f64), y: (f64, f64)) -> (f64, f64) {
    over(x, y)
}

/// The float nearest to a number, and how far away it is at most: 0 if it is the number.
pub fn nearest(exact: &Rational) -> (f64, f64) {
    let value = exact.nearest_f64();
    (value, rounding(value, Rational::from_f64(value).as_ref() == Some(exact)))
}

fn rounding(value: f64, is_exact: bool) -> f64 {
    if is_exact { 0.0 } else { value.abs() * (2.0 * HALF_ULP) + TINY }
}

/// A [`Tape`] with room to run it, block by block.
///
/// # Examples
/// ```
/// use equil::formula::{BinaryOp, Bounded, Graph, Lanes, Tape, sign_within};
/// use equil::num::{Rational, Sign};
///
/// let mut graph = Graph::new();
/// let (x, third) = (graph.input(0), graph.number(Rational::new(1, 3).unwrap()));
/// let product = graph.binary(BinaryOp::Multiply, x, third);
/// let one = graph.integer(1);
/// let root = graph.binary(BinaryOp::Subtract, product, one);
/// let tape = Tape::new(&graph, &[root]);
/// let mut bounded = Bounded::new(&tape);
/// bounded.run(|_, x| *x = Lanes::same(3.5, 0.0));
/// let (value, error) = bounded.result(0).at(0);
/// assert_eq!(sign_within(value, error), Some(Sign::Positive));
/// bounded.run(|_, x| *x = Lanes::same(3.0, 0.0)); // floats cannot tell
/// let (value, error) = bounded.result(0).at(0);
/// assert_eq!(sign_within(value, error), None);
/// ```
#[derive(Clone, Debug)]
pub struct Bounded<'t> {
    tape: &'t Tape,
    memory: Vec<Lanes>,
}

impl<'t> Bounded<'t> {
    /// Room for one block.
    pub fn new(tape: &'t Tape) -> Self {
        let mut memory = vec![Lanes::same(0.0, 0.0); tape.registers];
        for &(register, value, exact) in &tape.constants {
            memory[register as usize] = Lanes::same(value, rounding(value, exact));
        }
        Self { tape, memory }
    }

    /// Evaluates at [`Lanes::COUNT`] points; `load(i, lanes)` writes input `i` into `lanes`.
    #[inline(always)]
    pub fn run(&mut self, load: impl Fn(usize, &mut Lanes)) {
        for instruction in &self.tape.code {
            let [a, b, c] = instruction.arguments.map(|register| register as usize);
            let memory = &self.memory;
            let result = match instruction.op {
                Code::Input => {
                    load(a, &mut self.memory[instruction.target as usize]);
                    continue;
                }
                Code::Unary(op) => unary(op, &memory[a]),
                Code::Binary(op) => binary(op, &memory[a], &memory[b]),
                Code::Integer(2) => zip(&memory[a], &memory[a], times),
                Code::Integer(n) => map(&memory[a], |x| integer_power(x, n)),
                Code::If => choose(&memory[a], &memory[b], &memory[c]),
            };
            self.memory[instruction.target as usize] = result;
        }
    }

    /// Result `j` at the points of the last run.
    pub fn result(&self, j: usize) -> &Lanes {
        &self.memory[self.tape.results[j] as usize]
    }
}

#[inline(always)]
fn map(x: &Lanes, f: impl Fn(Ball) -> Ball) -> Lanes {
    let mut out = *x;
    for i in 0..LANES {
        (out.value[i], out.error[i]) = f((x.value[i], x.error[i]));
    }
    out
}

#[inline(always)]
fn zip(x: &Lanes, y: &Lanes, f: impl Fn(Ball, Ball) -> Ball) -> Lanes {
    let mut out = *x;
    for i in 0..LANES {
        (out.value[i], out.error[i]) = f((x.value[i], x.error[i]), (y.value[i], y.error[i]));
    }
    out
}

#[inline(always)]
fn unary(op: UnaryOp, x: &Lanes) -> Lanes {
    match op {
        UnaryOp::Negative => map(x, |(x, ex)| (-x, ex)),
        UnaryOp::Abs => map(x, |(x, ex)| (x.abs(), ex)),
        UnaryOp::Exp => map(x, exponential),
        UnaryOp::Log => map(x, logarithm),
        UnaryOp::Sqrt => map(x, root),
        UnaryOp::Not => map(x, |(x, ex)| match sign_within(x, ex) {
            Some(sign) => truth(sign == Sign::Zero),
            None => UNKNOWN,
        }),
    }
}

#[inline(always)]
fn binary(op: BinaryOp, x: &Lanes, y: &Lanes) -> Lanes {
    match op {
        BinaryOp::Add => zip(x, y, plus),
        BinaryOp::Subtract => zip(x, y, difference),
        BinaryOp::Multiply => zip(x, y, times),
        BinaryOp::Divide => zip(x, y, over),
        BinaryOp::Power => zip(x, y, power),
        // |min(a, b) − min(a', b')| is at most the greater of the two errors
        BinaryOp::Min => zip(x, y, |x, y| (if x.0 < y.0 { x.0 } else { y.0 }, either(x, y))),
        BinaryOp::Max => zip(x, y, |x, y| (if x.0 > y.0 { x.0 } else { y.0 }, either(x, y))),
        BinaryOp::Less => zip(x, y, |x, y| compared(x, y, |sign| sign == Sign::Negative)),
        BinaryOp::LessEqual => zip(x, y, |x, y| compared(x, y, |sign| sign != Sign::Positive)),
        BinaryOp::Equal => zip(x, y, |x, y| compared(x, y, |sign| sign == Sign::Zero)),
    }
}

/// The greater error; what is not finite stays unknown.
#[inline]
fn either((x, ex): Ball, (y, ey): Ball) -> f64 {
    let unknown = (x + y + ex + ey) * 0.0;
    (if ex > ey { ex } else { ey }) + unknown
}

#[inline]
fn truth(holds: bool) -> Ball {
    (f64::from(u8::from(holds)), 0.0)
}

#[inline]
fn compared(x: Ball, y: Ball, holds: impl Fn(Sign) -> bool) -> Ball {
    let (value, error) = difference(x, y);
    sign_within(value, error).map_or(UNKNOWN, |sign| truth(holds(sign)))
}

#[inline(always)]
fn choose(c: &Lanes, x: &Lanes, y: &Lanes) -> Lanes {
    let mut out = *x;
    for i in 0..LANES {
        (out.value[i], out.error[i]) = match sign_within(c.value[i], c.error[i]) {
            None => UNKNOWN,
            Some(Sign::Zero) => y.at(i),
            Some(_) => x.at(i),
        };
    }
    out
}

/// The rounding error of a sum is a float, and computed exactly (Knuth's two-sum).
#[inline]
fn plus((x, ex): Ball, (y, ey): Ball) -> Ball {
    let v = x + y;
    let part = v - x;
    let rounding = (x - (v - part)) + (y - part);
    (v, (ex + ey + rounding.abs()) * SLACK)
}

/// Whether products with other short floats are exact.
#[inline]
fn is_short(x: f64) -> bool {
    x.to_bits() & LOW_BITS == 0
}

/// What underflow may take away from a product with errors, where there are some.
#[inline]
fn tiny(errors: f64) -> f64 {
    if errors > 0.0 { TINY } else { 0.0 }
}

/// What underflow may add to the error of `v`, unless it is exactly 0 for a reason.
#[inline]
fn underflow(v: f64, errors: f64, is_nothing: bool) -> f64 {
    if !is_nothing & ((errors > 0.0) | (v.abs() < NORMAL)) { TINY } else { 0.0 }
}

/// x' y' − x y = x dy + y dx + dx dy.
#[inline]
fn times((x, ex): Ball, (y, ey): Ball) -> Ball {
    let v = x * y;
    let rounding = if is_short(x) & is_short(y) { 0.0 } else { v.abs() * HALF_ULP };
    let is_nothing = is_zero(x.abs() + ex) | is_zero(y.abs() + ey);
    let error = (x.abs() * ey + y.abs() * ex + ex * ey + rounding) * SLACK;
    // What overflows has no bound
    (v, error + underflow(v, ex + ey, is_nothing) + v * 0.0)
}

/// x' / y' − x / y = (dx − (x / y) dy) / y', and |y'| ≥ |y| − ey.
#[inline]
fn over((x, ex): Ball, (y, ey): Ball) -> Ball {
    let v = x / y;
    let least = y.abs() - ey;
    let is_exact = is_short(v) & is_short(y) & is_zero(v * y - x) & (v.abs() > NORMAL);
    let rounding = if is_exact { 0.0 } else { v.abs() * HALF_ULP };
    let is_nothing = is_zero(x.abs() + ex);
    let spread = (ex + v.abs() * ey + tiny(ex + ey)) / least;
    let error = (spread * SLACK + rounding) * SLACK + underflow(v, ex + ey, is_nothing);
    // Where the divisor may be 0 nothing is known
    if least > 0.0 { (v, error) } else { UNKNOWN }
}

/// The error of `v`, whose logarithm is known up to `t`.
#[inline]
fn scaled(v: f64, t: f64) -> Ball {
    let error = v.abs() * (t * (1.0 + t) + 2.0 * HALF_ULP) * SLACK + underflow(v, t, false);
    if t <= SMALL { (v, error) } else { UNKNOWN }
}

#[inline]
fn exponential((x, ex): Ball) -> Ball {
    if is_zero(x.abs() + ex) { (1.0, 0.0) } else { scaled(core_math::exp(x), ex * SLACK) }
}

/// |log x' − log x| ≤ |dx| / (x − ex).
#[inline]
fn logarithm((x, ex): Ball) -> Ball {
    let least = x - ex;
    let v = core_math::log(x);
    let error = (ex / least * SLACK + v.abs() * HALF_ULP) * SLACK;
    let error = error + underflow(v, ex, is_zero(v) & is_zero(ex));
    if least > 0.0 { (v, error) } else { UNKNOWN }
}

/// |√x' − √x| = |dx| / (√x' + √x).
#[inline]
fn root((x, ex): Ball) -> Ball {
    let v = x.sqrt();
    if is_zero(x.abs() + ex) {
        return (0.0, 0.0);
    }
    let is_exact = is_short(v) && is_zero(v * v - x) && x > NORMAL;
    let rounding = if is_exact { 0.0 } else { v * HALF_ULP };
    let error = (ex / v * SLACK + rounding) * SLACK + tiny(ex);
    if x > ex { (v, error) } else { UNKNOWN }
}

/// y' log x' − y log x is at most (|y| + ey) |log x' − log x| + ey |log x|.
fn power((x, ex): Ball, (y, ey): Ball) -> Ball {
    if is_zero(x.abs() + ex) && y > ey {
        return (0.0, 0.0);
    }
    let least = x - ex;
    let mut t = (y.abs() + ey) * (ex / least + tiny(ex));
    if ey > 0.0 {
        t += ey * core_math::log(x).abs();
    }
    // Roots of negative numbers, and their whole powers, are not for floats
    if least > 0.0 { scaled(core_math::pow(x, y), t * SLACK * SLACK) } else { UNKNOWN }
}

/// (1 + r)^n ≤ e^(n r) on either side of x, where r is the error as a part of the least |x'|.
fn integer_power((x, ex): Ball, n: i8) -> Ball {
    if is_zero(x.abs() + ex) && n > 0 {
        return (0.0, 0.0);
    }
    let least = x.abs() - ex;
    let t = f64::from(n).abs() * (ex / least) * SLACK;
    let v = Real::powi(&x, i64::from(n)).unwrap_or(f64::NAN);
    if least > 0.0 { scaled(v, t * SLACK) } else { UNKNOWN }
}
