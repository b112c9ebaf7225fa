//! Uniform integers as Python's `random.Random(seed).randint(low, high)` draws them, the first
//! player's matrix first, each row by row.

use super::random::listed;
use super::{Family, FamilyError, Parameter, Sample, Values};

pub(super) const FAMILY: Family = Family {
    name: "mersenne",
    about: "uniform integers as Python's random.Random(seed).randint draws them",
    source: &["matsumoto1998"],
    parameters: &[
        Parameter::SIZE,
        Parameter::SHAPE,
        Parameter::SEED,
        Parameter::low("-1000"),
        Parameter::high("1000"),
    ],
    make,
};

fn make(values: &Values<'_>) -> Result<Sample, FamilyError> {
    let (low, high) = values.bounds()?;
    let shape = values.shape()?;
    let mut twister = Twister::new(values.seed());
    let payoffs: Vec<i64> = (0..shape.len() * shape.iter().product::<usize>())
        .map(|_| twister.integer(low, high))
        .collect();
    Ok(Sample::numbered(listed(shape, |place| payoffs[place])?))
}

const WORDS: usize = 624;
const SHIFT: usize = 397;

/// The Mersenne Twister of 32-bit words, MT19937.
struct Twister {
    state: Box<[u32; WORDS]>,
    at: usize,
}

impl Twister {
    /// Seeded by the words of `seed`, the least significant first.
    #[allow(clippy::cast_possible_truncation)] // the low and the high word are meant
    fn new(seed: u64) -> Self {
        let key = [seed as u32, (seed >> 32) as u32];
        let key = if key[1] == 0 { &key[..1] } else { &key[..] };
        let mut state = Box::new([0_u32; WORDS]);
        let mut before = 19_650_218_u32;
        for (i, word) in (0..).zip(state.iter_mut()) {
            if i > 0 {
                let mixed = before ^ (before >> 30);
                before = mixed.wrapping_mul(1_812_433_253).wrapping_add(i);
            }
            *word = before;
        }
        // The key is stirred in over the whole state, then the places are
        let mut i = 1;
        let mut step = |state: &mut [u32; WORDS], factor: u32, add: u32, minus: bool| {
            let mixed = state[i - 1] ^ (state[i - 1] >> 30);
            state[i] ^= mixed.wrapping_mul(factor);
            let place = u32::try_from(i).unwrap_or(0);
            state[i] = state[i].wrapping_add(add).wrapping_sub(if minus { place } else { 0 });
            i += 1;
            if i == WORDS {
                state[0] = state[WORDS - 1];
                i = 1;
            }
        };
        for (j, word) in (0..).zip(key).cycle().take(WORDS) {
            step(&mut state, 1_664_525, word.wrapping_add(j), false);
        }
        for _ in 1..WORDS {
            step(&mut state, 1_566_083_941, 0, true);
        }
        state[0] = 1 << 31;
        Self { state, at: WORDS }
    }

    /// 32 random bits.
    fn word(&mut self) -> u32 {
        if self.at == WORDS {
            for i in 0..WORDS {
                let next =
                    (self.state[i] & 0x8000_0000) | (self.state[(i + 1) % WORDS] & 0x7fff_ffff);
                let twist = if next & 1 == 0 { 0 } else { 0x9908_b0df };
                self.state[i] = self.state[(i + SHIFT) % WORDS] ^ (next >> 1) ^ twist;
            }
            self.at = 0;
        }
        let mut y = self.state[self.at];
        self.at += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    /// So many random bits, 1 to 64: the first word drawn holds the lowest.
    fn bits(&mut self, count: u32) -> u64 {
        if count <= 32 {
            return u64::from(self.word() >> (32 - count));
        }
        let low = u64::from(self.word());
        low | u64::from(self.word() >> (64 - count)) << 32
    }

    /// An integer from `low` to `high`, both included: as many bits as the number of these has are
    /// drawn until they are below it.
    fn integer(&mut self, low: i64, high: i64) -> i64 {
        let count = high.abs_diff(low) + 1;
        let width = u64::BITS - count.leading_zeros();
        loop {
            let drawn = self.bits(width);
            if drawn < count {
                return low.wrapping_add_unsigned(drawn);
            }
        }
    }
}
