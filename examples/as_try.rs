use equil::game::Game;
use equil::num::Rational;
use equil::repeated::*;
fn main() {
    let games: Vec<(&str, usize, [Vec<i64>;2], Vec<&str>)> = vec![
        ("pd", 2, [vec![9,10,1,3], vec![9,1,10,3]], vec!["7/50","1/7","1/5","6/25","247/1000","2471/10000","99/400","1/4","3/10","1/2","3/4","9/10","99/100","999/1000"]),
        ("pd2", 2, [vec![2,3,-1,0], vec![2,-1,3,0]], vec!["1/4","33/100","1/3","1/2"]),
        ("bos", 2, [vec![2,0,0,1], vec![1,0,0,2]], vec!["1/2","66/100","2/3","9/10"]),
        ("mp", 2, [vec![1,-1,-1,1], vec![-1,1,1,-1]], vec!["1/2","99/100"]),
        ("as", 3, [vec![16,21,9,3,10,5,0,-1,-5], vec![9,1,0,13,4,-4,3,0,-15]], vec!["1/5","29/100","3/10","1/2","4/5","19/20","99/100"]),
    ];
    for (name, n, p, deltas) in games {
        let g = Game::new(vec![n,n], p.map(|v| v.into_iter().map(Rational::integer).collect()).to_vec()).unwrap();
        for d in deltas {
            let d: Rational = d.parse().unwrap();
            let t = std::time::Instant::now();
            let s = abreu_sannikov(&g, &d, &Settings::default()).unwrap();
            let t = t.elapsed();
            println!("{name} {d} {:?} steps {} area {} in {:?}", s.standing, s.steps, s.outer.area().nearest_f64(), t);
            for v in &s.vertices { println!("   {} {}  {:?} {}", v.payoff[0].0.nearest_f64(), v.payoff[1].0.nearest_f64(), v.generated, v.payoff[0].0 == v.payoff[0].1 && v.payoff[1].0==v.payoff[1].1); }
            if s.vertices.is_empty() { for v in &s.outer.vertices { println!("   outer {} {}", v[0].nearest_f64(), v[1].nearest_f64()); } }
        }
    }
    // Cournot
    for (n, d) in [(15usize, "4/5"), (15,"3/10"),(15,"7/10"),(50,"3/10"),(50,"7/10"),(100,"3/10"),(100,"7/10"),(200,"3/10"),(200,"7/10")] {
        let q: Vec<Rational> = (0..n).map(|k| Rational::new(6*k as i64, n as i64-1).unwrap()).collect();
        let mut a = Vec::new(); let mut b = Vec::new();
        for j in 0..n { for i in 0..n {
            let six = Rational::integer(6);
            let mut s = six.clone(); s -= &q[i]; s -= &q[j];
            let p = s.max(Rational::integer(0));
            let mut m = p; m -= &Rational::new(3,5).unwrap();
            let mut x = m.clone(); x *= &q[i]; let mut y = m; y *= &q[j];
            a.push(x); b.push(y);
        }}
        let g = Game::new(vec![n,n], vec![a,b]).unwrap();
        let d: Rational = d.parse().unwrap();
        let t = std::time::Instant::now();
        let s = abreu_sannikov(&g, &d, &Settings{steps:300, ..Default::default()}).unwrap();
        println!("cournot {n} {d} {:?} steps {} area {} vertices {} outer {} in {:?}", s.standing, s.steps, s.outer.area().nearest_f64(), s.vertices.len(), s.outer.vertices.len(), t.elapsed());
    }
}
