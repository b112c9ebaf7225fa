"""Opens pages of `equil report` in Chromium, without a network, and compares them with the command line.

Usage: check.py EQUIL [--shots FOLDER] FILE...: the program, a folder for pictures of the pages, and game files.
Ends with `N passed, N failed`, and with exit code 1 if any failed.
"""

import base64
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import axe_playwright_python
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
POINTS = 10
WIDTHS = (1280, 360)
MOST_BYTES = {"four-player-2024": 150_000}
# What the page of a game with parameters, claims, sources and a repeated game has
SECTIONS = {"four-player-2024": "answer controls tables elimination region switching repetition claims parameters reproduce".split()}


class Tally:
    def __init__(self):
        self.passed, self.failed = 0, 0

    def check(self, holds, what, detail=""):
        if holds:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED {what}\n{detail}", flush=True)


def browser():
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        # No name leads anywhere: the pages must not need one
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd(
        "Network.emulateNetworkConditions",
        {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0},
    )
    driver.set_script_timeout(120)
    return driver


def sized(driver, width, height=900):
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500},
    )


def points(parameters):
    """Deterministic points: each moves some of the parameters that have sliders, somewhere in their ranges."""
    moving = [(i, one) for i, one in enumerate(parameters) if "low" in one and one["low"] < one["high"]]
    if not moving:
        # The page as it is opened
        return [{}]
    found = []
    for point in range(POINTS):
        count = min(len(moving), 1 + point % 4)
        chosen = {}
        for place in range(count):
            i, one = moving[(3 * point + 5 * place) % len(moving)]
            part = (((point + 1) * 37 + (place + 1) * 61) % 97) / 97
            chosen[i] = float(f"{one['low'] + part * (one['high'] - one['low']):.5g}")
        chosen = {i: min(max(x, parameters[i]["low"]), parameters[i]["high"]) for i, x in chosen.items()}
        found.append(chosen)
    return [dict(sorted(one.items())) for one in found]


MOVE = """
const [chosen, done] = arguments;
document.getElementById('reset')?.click();
for (const [i, value] of Object.entries(chosen)) {
  const slider = document.getElementById('s' + i);
  slider.value = value;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}
requestAnimationFrame(() => requestAnimationFrame(() => done({
  values: Object.keys(chosen).map(i => values[i]),
  sentence: document.getElementById('sentence').textContent,
  command: document.getElementById('command').textContent,
  answer: answer && {
    equilibria: answer.equilibria.map(profileOf),
    survivors: answer.survivors,
    cases: answer.cases && { yes: answer.cases.better, equal: answer.cases.equal, of: answer.cases.of },
    rungs: answer.rungs,
    best: answer.best.map((list, i) => names[i].map((_, s) =>
      list.filter((is, k) => is && strategyIn(k, i) === s).length)),
    near: answer.near,
  },
})));
"""


def command_line(equil, file, game, chosen):
    """What the command line says at a point; nothing where the game has no payoffs there."""
    set_here = [text for i, x in chosen.items() for text in ("--set", f"{game['parameters'][i]['name']}={x!r}")]
    subject = game["subject"]
    asked = [game["players"][subject["player"]]["name"], subject["label"]] if subject else []
    told = []
    for words in ([*asked], []) if asked else ([],):
        run = subprocess.run(
            [equil, "dominance", file, *words, *set_here, "--flips=never", "--threads", "1", "-q", "-f", "json"],
            capture_output=True, text=True, timeout=300,
        )
        if run.returncode not in (0, 3):
            return run.stderr
        told.append(json.loads(run.stdout))
    return told


def compared(tally, name, game, chosen, page, told):
    where = f"{name} at {chosen}"
    if isinstance(told, str):
        tally.check(page["answer"] is None, f"{where}: there is no game", f"{page}\n{told}")
        return
    answer, found, everyone = page["answer"], told[0], told[-1]
    tally.check(answer is not None, f"{where}: there is a game", page["sentence"])
    if answer is None:
        return
    tally.check(page["values"] == list(chosen.values()), f"{where}: sliders are where they were set", page["values"])
    labels = [player["strategies"] for player in game["players"]]
    who = [player["name"] for player in game["players"]]
    named = lambda profile: {player: labels[i][profile[i]] for i, player in enumerate(who)}
    equilibria = [named(profile) for profile in answer["equilibria"]]
    tally.check(equilibria == found["pure_equilibria"], f"{where}: equilibria", f"{equilibria}\n{found['pure_equilibria']}")
    left = {player: [labels[i][s] for s in answer["survivors"][i]] for i, player in enumerate(who)}
    tally.check(left == found["survivors"], f"{where}: survivors", f"{left}\n{found['survivors']}")
    for one in everyone["strategies"]:
        i = who.index(one["player"])
        mine = answer["best"][i][labels[i].index(one["strategy"])]
        yes = one["best_response_cases"]["yes"]
        tally.check(mine == yes, f"{where}: best responses", f"{one['player']} {one['strategy']}: {mine}, not {yes}")
    if game["subject"]:
        cases = {key: found["best_response_cases"][key] for key in ("yes", "equal", "of")}
        tally.check(answer["cases"] == cases, f"{where}: cases", f"{answer['cases']}\n{cases}")
        rungs = list(found["ladder"].values())
        tally.check(answer["rungs"] == rungs, f"{where}: rungs", f"{answer['rungs']}\n{rungs}")
    sentence = page["sentence"]
    if game["subject"] and len(who) > 1:
        of = found["best_response_cases"]["of"]
        yes = found["best_response_cases"]["yes"]
        every = "both cases" if of == 2 else f"all {of} cases"
        some = f"{yes} of {of} cases" if yes else "never the best response, "
        words = every if yes == of else some
        tally.check(words in sentence, f"{where}: the sentence counts", sentence)
    for profile in found["pure_equilibria"][:3]:
        words = f"({', '.join(profile.values())})"
        tally.check(words in sentence, f"{where}: the sentence names equilibria", f"{words}\n{sentence}")
    if not found["pure_equilibria"]:
        tally.check("no pure equilibrium" in sentence, f"{where}: the sentence says there is none", sentence)


def faults(driver):
    """What axe-core finds serious or worse, everything unfolded."""
    driver.execute_script("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    driver.execute_script(AXE)
    found = driver.execute_async_script(
        "const done = arguments[0]; axe.run(document, { resultTypes: ['violations'] }).then(r => done(r.violations))"
    )
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    return [
        f"{one['id']} ({one['impact']}): {one['help']}\n  " + "\n  ".join(node["html"][:200] for node in one["nodes"][:3])
        for one in serious
    ]


def media(driver, **features):
    """What the page is told about the reader's screen: `kind` (`print`), and preferences by their names."""
    kind = features.pop("kind", "")
    told = [{"name": key.replace("_", "-"), "value": value} for key, value in features.items()]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind, "features": told})


def dark(tally, driver, name, shots):
    """In dark colours nothing is harder to read."""
    sized(driver, 1280)
    media(driver, prefers_color_scheme="dark")
    ground = driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    tally.check(ground != "rgb(255, 255, 255)", f"{name}: dark where it is asked for", ground)
    found = faults(driver)
    tally.check(not found, f"{name}: axe-core in dark colours", "\n".join(found))
    if shots:
        shot(driver, shots, f"{name}-dark", 1280)
    media(driver)


CUT = """
const found = [];
for (const one of document.querySelectorAll('pre, .picture')) {
  if (one.scrollWidth > one.clientWidth + 1) found.push(one.outerHTML.slice(0, 80));
}
for (const one of document.querySelectorAll('input, button, select')) {
  if (one.getClientRects().length) found.push(one.outerHTML.slice(0, 80));
}
return found;
"""


def printed(tally, driver, name, shots):
    """On paper nothing is cut, and nothing is there that can only be moved."""
    sized(driver, 800)
    media(driver, kind="print")
    cut = driver.execute_script(CUT)
    tally.check(not cut, f"{name}: printed whole, without controls", "\n".join(cut))
    media(driver)
    pages = driver.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})
    if shots:
        (shots / f"{name}.pdf").write_bytes(base64.b64decode(pages["data"]))


MAP = """
const [figure, picture] = ['#map', '#map svg'].map(one => document.querySelector(one));
return figure && [figure.scrollWidth - figure.clientWidth, picture.getBoundingClientRect().right - innerWidth];
"""


def boxes(tally, driver, name):
    """A box for a number says what it does not take, and keeps what it had."""
    sized(driver, 1280)
    found = driver.find_elements(By.CSS_SELECTOR, "#sliders input[type=number]")
    if not found:
        return
    driver.execute_script("document.getElementById('reset').click()")
    box = found[0]
    before, said = box.get_attribute("value"), box.get_attribute("aria-describedby")
    state = f"""return [document.activeElement.getAttribute('aria-invalid'), document.getElementById('{said}').textContent,
      moved().length]"""
    # What is typed counts letter by letter: no beginning of it may be in the range
    for text, what in (("-987654321987", "out of range"), ("-", "no number")):
        box.send_keys(Keys.CONTROL, "a")
        box.send_keys(text)
        invalid, told, moved = driver.execute_script(state)
        tally.check(invalid == "true" and what in told and moved == 0, f"{name}: {text} is refused", [invalid, told, moved])
        box.send_keys(Keys.TAB)
        after = [box.get_attribute("value"), box.get_attribute("aria-invalid")]
        tally.check(after == [before, None], f"{name}: {text} is taken back", after)
    driver.execute_script("document.getElementById('reset').click()")
    told = driver.execute_script(f"return document.getElementById('{said}').textContent")
    tally.check(told == "", f"{name}: nothing is wrong after a reset", told)


def doubted(tally, driver, name):
    """Were a payoff another one, the page would say whose, where, and by how much."""
    if not driver.execute_script("return game.formulas"):
        # Payoffs are the solver's own
        told = driver.execute_script(
            "const kept = game.solver.equilibria; game.solver.equilibria = kept.length ? [] : [0]; selfTest();"
            "const told = at('selftest').textContent; game.solver.equilibria = kept; selfTest(); return told"
        )
        parts = ("FAILED", "One difference", "the pure equilibria should be", "the page has")
        tally.check(all(part in told for part in parts), f"{name}: a false equilibrium is told", told)
        return
    told = driver.execute_script(
        "const list = game.tests[0].u[0]; const kept = list[0]; list[0] = kept + 1; selfTest();"
        "const told = at('selftest').textContent; list[0] = kept; selfTest(); return told"
    )
    player, first = driver.execute_script("return [players[0], names[0][0]]")
    parts = ("FAILED", "One difference", f"{player} plays {first}", f"payoff of {player} should be", "the page has")
    tally.check(all(part in told for part in parts), f"{name}: a false payoff is told", told)


def patient(tally, driver, name, equil, file):
    """Discount factors begin at those of the file, and what is said of them is what the command line says."""
    if not driver.execute_script("return Boolean(game.repeated && game.repeated.at)"):
        return
    driver.execute_script("document.getElementById('reset')?.click()")
    run = subprocess.run([equil, "repeated", file, "-q", "-f", "md"], capture_output=True, text=True, timeout=300)
    stated = [line for line in run.stdout.splitlines() if line.startswith("At the discount factor")]
    sustained = bool(stated) and "it is sustained." in stated[0]
    said = driver.execute_script("return document.getElementById('sentence').textContent")
    words = " is sustained at δ" if sustained else " is not sustained at δ"
    tally.check(words in said, f"{name}: sustained at the discount factor of the file or not", [said, stated])
    place = driver.execute_script("return document.getElementById('place').textContent")
    tally.check(place.startswith("At the values"), f"{name}: begins at the values of the file", place)
    false = driver.execute_script(
        "const kept = game.repeated.at; game.repeated.at = kept.map(d => d / 2); selfTest();"
        "const told = at('selftest').textContent; game.repeated.at = kept; selfTest(); return told"
    )
    tally.check("FAILED" in false and "discount factors" in false, f"{name}: a false discount factor is told", false)
    for slider in driver.find_elements(By.CSS_SELECTOR, "#discounts input"):
        driver.execute_script(
            "arguments[0].value = 0.123; arguments[0].dispatchEvent(new Event('input', { bubbles: true }))", slider
        )
        said, place = driver.execute_script(f"return [at('sentence').textContent, at('place').textContent]")
        tally.check("δ = 0.123" in said and "δ = 0.123" in place, f"{name}: a discount factor is moved", [said, place])
    driver.execute_script("factors.file = []; update()")


def shot(driver, folder, name, width):
    height = min(driver.execute_script("return document.documentElement.scrollHeight"), 12000)
    sized(driver, width, height)
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    asked = {"format": "png", "captureBeyondViewport": True, "clip": clip}
    picture = driver.execute_cdp_cmd("Page.captureScreenshot", asked)
    (folder / f"{name}-{width}.png").write_bytes(base64.b64decode(picture["data"]))


def keyboard(tally, driver, name):
    """The first link leads to the answer, and arrow keys move the first slider."""
    sized(driver, 1280)
    driver.execute_script("window.scrollTo(0, 0); document.activeElement.blur()")
    body = driver.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    focus = "return document.activeElement.getAttribute('href')"
    tally.check(driver.execute_script(focus) == "#answer", f"{name}: the first tab stop skips to the answer")
    if not driver.find_elements(By.ID, "reset"):
        return
    driver.execute_script("document.getElementById('reset').click()")
    slider = driver.find_element(By.CSS_SELECTOR, "#sliders input[type=range]")
    before = slider.get_attribute("value")
    slider.send_keys(Keys.ARROW_LEFT if float(before) > float(slider.get_attribute("min")) else Keys.ARROW_RIGHT)
    moved = driver.execute_async_script(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(moved().length)))"
    )
    tally.check(slider.get_attribute("value") != before and moved == 1, f"{name}: arrow keys move a slider", f"{before} {moved}")


def looked_at(tally, driver, pool, equil, file, page, shots):
    name = page.stem
    print(f"{name} …", flush=True)
    size = page.stat().st_size
    tally.check(size < MOST_BYTES.get(name, 300_000), f"{name}: size", size)
    driver.get_log("browser")
    for width in WIDTHS:
        sized(driver, width)
        driver.get(page.resolve().as_uri())
        state = driver.execute_script("return document.documentElement.dataset.selfTest")
        said = driver.find_element(By.ID, "selftest").text
        tally.check(state == "passed" and said.startswith("Self-test passed"), f"{name}: self-test", said)
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        tally.check(wide <= width, f"{name}: as wide as the screen", f"{wide} of {width}")
        loaded = driver.execute_script("return performance.getEntriesByType('resource').map(one => one.name)")
        tally.check(not loaded, f"{name}: loads nothing else", loaded)
        there = driver.execute_script("return [...document.querySelectorAll('section')].map(one => one.id)")
        lacking = [one for one in SECTIONS.get(name, []) if one not in there]
        tally.check(not lacking, f"{name}: has all that a page has", lacking)
        beyond = driver.execute_script(MAP)
        tally.check(beyond is not None or "region" not in there, f"{name}: has the map that it speaks of", there)
        tally.check(beyond is None or max(beyond) <= 0, f"{name}: the whole map at {width} px", beyond)
        if shots:
            shot(driver, shots, name, width)
            sized(driver, width)
        found = faults(driver)
        tally.check(not found, f"{name}: axe-core at {width} px", "\n".join(found))
    game = driver.execute_script("return game")
    chosen = points(game["parameters"])
    told = [pool.submit(command_line, equil, file, game, point) for point in chosen]
    pages = [driver.execute_async_script(MOVE, {str(i): x for i, x in point.items()}) for point in chosen]
    keyboard(tally, driver, name)
    boxes(tally, driver, name)
    patient(tally, driver, name, equil, file)
    doubted(tally, driver, name)
    dark(tally, driver, name, shots)
    printed(tally, driver, name, shots)
    for point, at, answer in zip(chosen, pages, told):
        compared(tally, name, game, point, at, answer.result())
    log = driver.get_log("browser")
    tally.check(not log, f"{name}: nothing on the console", log)


def main():
    equil, files = str(Path(sys.argv[1]).resolve()), sys.argv[2:]
    shots = None
    if files[0] == "--shots":
        shots, files = Path(files[1]), files[2:]
        shots.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="equil-pages-"))
    files = [Path(file) for file in files]
    tally = Tally()

    def written(file):
        page = folder / f"{file.name.removesuffix('.game.toml').removesuffix('.nfg')}.html"
        run = subprocess.run([equil, "report", file, "-o", page, "-q"], capture_output=True, text=True, timeout=900)
        return page, run

    with ThreadPoolExecutor(1) as writer, ThreadPoolExecutor(2) as pool:
        driver = browser()
        try:
            for file, (page, run) in zip(files, writer.map(written, files)):
                tally.check(run.returncode == 0, f"{file.name}: is written", run.stderr)
                if page.exists():
                    looked_at(tally, driver, pool, equil, file, page, shots)
        finally:
            driver.quit()
    print(f"{tally.passed} passed, {tally.failed} failed")
    sys.exit(1 if tally.failed else 0)


main()
