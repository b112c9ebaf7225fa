//! How high formulas are when helpers are written out.

use super::params::Numbers;
use super::reader::Reader;
use crate::formula::{Leaf, MAX_NESTED_HEIGHT};
use crate::text::Code;

impl Reader<'_> {
    /// Refuses long chains of helpers, of which `uses` lists what each one uses, without circles:
    /// what is computed by recursion must not go too deep.
    pub(super) fn no_tall_helpers(&mut self, numbers: &Numbers, uses: &[Vec<usize>]) {
        let mut heights: Vec<Option<usize>> = vec![None; uses.len()];
        for start in 0..uses.len() {
            let mut path = vec![start];
            while let Some(&helper) = path.last() {
                let waits = uses[helper].iter().find(|&&other| heights[other].is_none());
                match waits {
                    Some(&other) if heights[helper].is_none() => path.push(other),
                    _ => {
                        let formula = &numbers.helpers[helper].formula;
                        let height = formula.height(&mut |leaf| match leaf {
                            Leaf::Helper(other) => heights[*other].unwrap_or(0),
                            _ => 0,
                        });
                        if height > MAX_NESTED_HEIGHT {
                            let message = format!(
                                "nested more than {MAX_NESTED_HEIGHT} levels deep, with the helpers it uses"
                            );
                            self.problem(Code::DEPTH, formula.span, message);
                            return;
                        }
                        heights[helper] = Some(height);
                        path.pop();
                    }
                }
            }
        }
    }
}
