//! The payoffs of a model as JavaScript.

use crate::formula::{Expr, JAVASCRIPT_PRELUDE, Leaf, Node, Variables, javascript};
use crate::model::{Model, Payoff, Table};
use crate::num::Rational;

/// Strategies up to this number fit into the bits of a JavaScript integer.
const BITS: usize = 31;

/// A function `(p, s, k) => [...]` that gives the payoff of each player in one pure profile: `p` are the values of the
/// parameters, `s` the numbers of the strategies, `k` the number of the profile. Helpers become constants, or functions of
/// whose payoff is computed, in an order in which those that are needed come first.
///
/// # Complexity
/// Linear in the length of the formulas.
pub(super) fn compiled(model: &Model) -> String {
    let mut formulas: Vec<&Expr> = Vec::new();
    for payoff in &model.payoffs {
        match payoff {
            Payoff::Formula(formula) => formulas.push(formula),
            Payoff::ByStrategy(list) | Payoff::Table(Table::Formulas(list)) => {
                formulas.extend(list);
            }
            Payoff::Table(Table::Numbers(_)) => {}
        }
    }
    let (own, body) = helpers(model, formulas);
    let payoffs: Vec<String> = model
        .payoffs
        .iter()
        .enumerate()
        .map(|(player, payoff)| {
            let index = player.to_string();
            let named = Named { own: &own, player: Some(&index), at: Some(player) };
            let list = |formulas: &[Expr], place: &str| {
                let all = formulas.iter().map(|one| format!("()=>{}", javascript(one, &named)));
                format!("[{}][{place}]()", all.collect::<Vec<_>>().join(",\n"))
            };
            match payoff {
                Payoff::Formula(formula) => javascript(formula, &named),
                Payoff::ByStrategy(formulas) => list(formulas, &format!("s[{player}]")),
                Payoff::Table(Table::Formulas(formulas)) => list(formulas, "k"),
                Payoff::Table(Table::Numbers(numbers)) => {
                    let all = numbers.iter().map(number);
                    format!("[{}][k]", all.collect::<Vec<_>>().join(","))
                }
            }
        })
        .collect();
    format!("{JAVASCRIPT_PRELUDE}\nreturn(p,s,k)=>{{\n{body}return[{}]}}", payoffs.join(",\n"))
}

/// Which helpers depend on whose payoff is computed, and the constants and functions that these formulas need.
fn helpers<'a>(model: &Model, formulas: impl IntoIterator<Item = &'a Expr>) -> (Vec<bool>, String) {
    let mut order = Order { model, seen: vec![false; model.helpers.len()], helpers: Vec::new() };
    for formula in formulas {
        order.visit(formula);
    }
    let own = whose(model, &order.helpers);
    let mut body = String::new();
    for &helper in &order.helpers {
        let named = Named { own: &own, player: own[helper].then_some("i"), at: None };
        let formula = javascript(&model.helpers[helper].formula, &named);
        let function = if own[helper] { "i=>" } else { "" };
        body.push_str(&format!("const h{helper}={function}{formula};\n"));
    }
    (own, body)
}

/// A function `p => [...]` that gives the discount factor of each player in the repeated game, at the values `p` of the
/// parameters; nothing where the file has no repeated game.
pub(super) fn discounts(model: &Model) -> Option<String> {
    let stated = &model.repeated.as_ref()?.discounts;
    let (own, body) = helpers(model, stated);
    let each = discount_formulas(model, &own)?.join(",");
    // What calls nothing needs no prelude
    let plain = body.is_empty() && !each.contains('(');
    Some(if plain {
        format!("p=>[{each}]")
    } else {
        format!("(()=>{{{JAVASCRIPT_PRELUDE}\nreturn p=>{{\n{body}return[{each}]}}}})()")
    })
}

/// Whether all players have the same discount factor whatever the parameters are, as far as formulas say it.
pub(super) fn is_one_discount(model: &Model) -> bool {
    let stated = model.repeated.iter().flat_map(|repeated| &repeated.discounts);
    let (own, _) = helpers(model, stated);
    let formulas = discount_formulas(model, &own).unwrap_or_default();
    formulas.windows(2).all(|pair| pair[0] == pair[1])
}

fn discount_formulas(model: &Model, own: &[bool]) -> Option<Vec<String>> {
    let stated = model.repeated.as_ref()?.discounts.iter().enumerate();
    let each = stated.map(|(player, formula)| {
        let index = player.to_string();
        javascript(formula, &Named { own, player: Some(&index), at: Some(player) })
    });
    Some(each.collect())
}

/// The nearest float in as few digits as tell it apart.
fn number(value: &Rational) -> String {
    let node = Node::Number(value.clone());
    let expr = Expr { node, span: crate::text::Span::default() };
    javascript(&expr, &Named { own: &[], player: None, at: None })
}

/// Helpers in an order in which those that are needed come first.
struct Order<'a> {
    model: &'a Model,
    seen: Vec<bool>,
    helpers: Vec<usize>,
}

impl Order<'_> {
    fn visit(&mut self, expr: &Expr) {
        let mut named = Vec::new();
        expr.leaves(&mut |leaf| {
            if let Leaf::Helper(helper) = leaf {
                named.push(*helper);
            }
        });
        for helper in named {
            if !std::mem::replace(&mut self.seen[helper], true) {
                let model = self.model;
                self.visit(&model.helpers[helper].formula);
                self.helpers.push(helper);
            }
        }
    }
}

/// Which helpers depend on whose payoff is computed; `order` has those that are needed first.
fn whose(model: &Model, order: &[usize]) -> Vec<bool> {
    let mut own = vec![false; model.helpers.len()];
    for &helper in order {
        let mut found = false;
        model.helpers[helper].formula.leaves(&mut |leaf| {
            found |= match leaf {
                Leaf::OwnParameter(_) | Leaf::SelfPlays(_) => true,
                Leaf::Helper(other) => own[*other],
                _ => false,
            };
        });
        own[helper] = found;
    }
    own
}

/// Names of leaves in the code.
struct Named<'a> {
    /// Which helpers are functions of the player.
    own: &'a [bool],
    /// The player whose payoff is computed, in the code.
    player: Option<&'a str>,
    /// The same, where it is known which.
    at: Option<usize>,
}

impl Named<'_> {
    fn player(&self) -> &str {
        self.player.unwrap_or("0")
    }
}

impl Variables for Named<'_> {
    fn javascript(&self, leaf: &Leaf) -> String {
        match leaf {
            Leaf::Parameter(parameter) => format!("p[{parameter}]"),
            Leaf::OwnParameter(entries) => match self.at {
                Some(player) => match entries[player] {
                    Some(parameter) => format!("p[{parameter}]"),
                    None => "NaN".to_owned(),
                },
                None => {
                    let entries = entries.iter().map(|entry| match entry {
                        Some(parameter) => parameter.to_string(),
                        None => "-1".to_owned(),
                    });
                    let entries: Vec<String> = entries.collect();
                    format!("(p[[{}][{}]]??NaN)", entries.join(","), self.player())
                }
            },
            Leaf::Helper(helper) if self.own.get(*helper) == Some(&true) => {
                format!("h{helper}({})", self.player())
            }
            Leaf::Helper(helper) => format!("h{helper}"),
            Leaf::Plays { player, strategies } => plays(&player.to_string(), strategies),
            Leaf::SelfPlays(strategies) => match self.at {
                Some(player) => match &strategies[player] {
                    Some(strategies) => plays(&player.to_string(), strategies),
                    None => "NaN".to_owned(),
                },
                None => {
                    let each = strategies.iter().map(|strategies| match strategies {
                        Some(strategies) => {
                            let listed: Vec<String> =
                                strategies.iter().map(usize::to_string).collect();
                            format!("[{}]", listed.join(","))
                        }
                        None => "0".to_owned(),
                    });
                    let each = each.collect::<Vec<_>>().join(",");
                    let player = self.player();
                    format!("((a=>a?+a.includes(s[{player}]):NaN)([{each}][{player}]))")
                }
            },
            Leaf::Count(counted) => {
                let each = counted.iter().map(|(p, strategies)| plays(&p.to_string(), strategies));
                format!("({})", each.collect::<Vec<_>>().join("+"))
            }
        }
    }

    fn is_finite(&self, leaf: &Leaf) -> bool {
        match leaf {
            Leaf::Parameter(_) | Leaf::Plays { .. } | Leaf::Count(_) => true,
            Leaf::OwnParameter(entries) => self.at.is_some_and(|player| entries[player].is_some()),
            Leaf::SelfPlays(strategies) => {
                self.at.is_some_and(|player| strategies[player].is_some())
            }
            Leaf::Helper(_) => false,
        }
    }
}

/// 1 where the player plays one of these strategies, else 0.
fn plays(player: &str, strategies: &[usize]) -> String {
    if strategies.iter().all(|&strategy| strategy < BITS) {
        let bits: u32 = strategies.iter().map(|strategy| 1_u32 << strategy).sum();
        return format!("({bits}>>s[{player}]&1)");
    }
    let listed: Vec<String> = strategies.iter().map(usize::to_string).collect();
    format!("(+[{}].includes(s[{player}]))", listed.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Limits, read};
    use crate::text::Source;

    #[test]
    fn helpers_come_before_what_needs_them() {
        let file = r#"
format = 1
[game]
name = "g"
[players]
a = ["x", "y"]
b = ["x", "y"]
[params]
l = 2
[define]
late = "early + l"
early = "2 * a.x"
unused = "l"
[payoff]
a = "late / l"
b = "self.x * late"
"#;
        let model = read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model;
        let code = compiled(&model);
        let wanted = "return(p,s,k)=>{\nconst h1=2*(1>>s[0]&1);\nconst h0=h1+p[0];\n\
                      return[div(h0,p[0]),\nmul((1>>s[1]&1),h0)]}";
        assert!(code.ends_with(wanted), "{code}");
    }

    #[test]
    fn discount_factors_are_functions_of_parameters() {
        let file = |discount: &str| {
            let file = format!(
                "format = 1\n[game]\nname = \"g\"\n[players]\na = [\"x\", \"y\"]\nb = [\"x\", \"y\"]\n\
                 [params]\nl = 2\n[payoff]\na = \"a.x\"\nb = \"b.x\"\n\
                 [repeated]\ndiscount = {discount}\npath = {{ a = \"x\", b = \"x\" }}\npunish = \"nash\"\n"
            );
            read(&Source::new("g.game.toml", file), &Limits::default()).unwrap().model
        };
        let model = file("\"1 / l\"");
        let code = discounts(&model).unwrap();
        assert!(code.ends_with("return p=>{\nreturn[div(1,p[0]),div(1,p[0])]}})()"), "{code}");
        assert!(is_one_discount(&model));
        let model = file("{ a = 0.25, b = \"l / 4\" }");
        assert_eq!(discounts(&model).unwrap(), "p=>[0.25,p[0]/4]");
        assert!(!is_one_discount(&model));
    }

    #[test]
    fn many_strategies_do_not_fit_into_bits() {
        assert_eq!(plays("1", &[0, 2]), "(5>>s[1]&1)");
        assert_eq!(plays("0", &[40]), "(+[40].includes(s[0]))");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(&Rational::new(-1, 2).unwrap()), "-0.5");
        assert_eq!(number(&Rational::integer(3)), "3");
    }
}
