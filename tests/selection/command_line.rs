//! `--select`, `--only` and `--commitment`.

use serde_json::Value;

use super::program;

const HUNT: &str = "games/classics/quantecon-coordination.game.toml";
const DEGENERATE: &str = "games/classics/quantecon-degenerate-3x2.game.toml";
const LEADER: &str = "games/classics/conitzer-sandholm2006-1.game.toml";
const THREE: &str = "games/classics/mckelvey-mclennan1997.game.toml";

fn ends(arguments: &[&str], code: i32) -> String {
    let ran = program::run(&[&["solve"], arguments].concat(), "");
    assert_eq!(ran.code, code, "{arguments:?}: {}", ran.stderr);
    if code == 2 { ran.stderr } else { ran.stdout }
}

fn json(arguments: &[&str]) -> Value {
    let arguments = [&["solve"], arguments, &["-f", "json"]].concat();
    serde_json::from_str(&program::run(&arguments, "").stdout).unwrap()
}

macro_rules! snapshot {
    ($name:expr, $text:expr) => {
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        });
    };
}

#[test]
fn answers_as_text() {
    snapshot!("select-coordination", ends(&[HUNT, "--select", "all"], 0));
    snapshot!("select-degenerate", ends(&[DEGENERATE, "--select", "all"], 0));
    snapshot!("select-only", ends(&[HUNT, "--only", "payoff-dominant,strict"], 0));
    snapshot!("select-csv", ends(&[DEGENERATE, "--select", "strict,p-dominant", "-f", "csv"], 0));
    snapshot!("select-three", ends(&[THREE, "--select", "all"], 0));
    snapshot!("commitment-mixed", ends(&[LEADER, "--commitment", "leader"], 0));
    snapshot!("commitment-pure", ends(&[LEADER, "--commitment", "leader", "--pure"], 0));
}

#[test]
fn questions_that_make_no_sense_are_refused() {
    let far = ends(&[THREE, "--select", "risk-dominant"], 2);
    assert!(far.contains("it is about two players"), "{far}");
    let near = ends(&[HUNT, "--select", "risk-dominent"], 2);
    assert!(near.contains("did you mean `risk-dominant`?"), "{near}");
    let nobody = ends(&[LEADER, "--commitment", "leeder"], 2);
    assert!(nobody.contains("a similar player exists: `leader`"), "{nobody}");
    let mixed = ends(&[THREE, "--commitment", "ann"], 2);
    assert!(mixed.contains("--pure"), "{mixed}");
    ends(&[HUNT, "--pure"], 2);
}

#[test]
fn only_one_can_be_asserted() {
    ends(&[HUNT, "--only", "payoff-dominant", "--assert"], 0);
    ends(&[HUNT, "--only", "strict", "--assert"], 1);
    ends(&[HUNT, "--only", "strict,max-entropy", "--assert"], 1);
    // Infinitely many are not judged
    ends(&[DEGENERATE, "--only", "strict", "--assert"], 3);
}

#[test]
fn json_keeps_the_whole_list() {
    let said = json(&[HUNT, "--select", "undominated", "--only", "risk-dominant"]);
    assert_eq!(said["equilibria"].as_array().unwrap().len(), 3);
    let place = said["selection"]["kept"][0].as_u64().unwrap();
    let kept = &said["equilibria"][usize::try_from(place).unwrap()]["selection"];
    assert_eq!(kept["risk-dominant"]["verdict"], "yes");
    assert_eq!(kept["undominated"]["verdict"], "yes");
    assert!(json(&[HUNT])["selection"].is_null());
    let committed = json(&[LEADER, "--commitment", "leader"]);
    assert_eq!(committed["schema"], "equil.commitment/1");
    assert_eq!(committed["payoffs"]["leader"]["exact"], "7/2");
    assert_eq!(committed["nash"]["best"]["leader"]["exact"], "2");
    assert_eq!(committed["replies"]["left"]["exact"], "2");
}
