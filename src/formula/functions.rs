//! The functions of formulas, as data: how each is written, and what it is.

/// How a function is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunctionForm {
    /// What stands before the parenthesis.
    pub name: &'static str,
    /// With its arguments.
    pub form: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
}

/// Declares the functions: name, form, what it is.
macro_rules! functions {
    ($($name:literal $form:literal $about:literal;)*) => {
        /// Every function of the formula language.
        pub const FUNCTIONS: &[FunctionForm] =
            &[$(FunctionForm { name: $name, form: $form, about: $about }),*];
    };
}

functions! {
"min" "min(a, b, ...)" "the least of its arguments";
"max" "max(a, b, ...)" "the greatest of its arguments";
"abs" "abs(a)" "the distance from 0";
"exp" "exp(a)" "e to the power a";
"log" "log(a)" "the natural logarithm; a must be positive";
"sqrt" "sqrt(a)" "the square root; a must not be negative";
"if" "if(condition, then, else)" "`then` unless the condition is 0; what is not taken may be undefined";
"count" "count(group.strategy)" "how many players of the group play the strategy or class";
}

#[cfg(test)]
mod tests {
    use super::FUNCTIONS;
    use crate::formula::{Function, is_reserved};

    #[test]
    fn every_function_is_listed_and_reserved() {
        let listed = |name: &str| FUNCTIONS.iter().filter(|form| form.name == name).count();
        for function in Function::ALL {
            assert_eq!(listed(function.name()), 1, "{}", function.name());
        }
        for form in FUNCTIONS {
            assert!(form.form.starts_with(&format!("{}(", form.name)), "{}", form.name);
            assert!(is_reserved(form.name), "{}", form.name);
        }
    }
}
