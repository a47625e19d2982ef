"""Whether everybody can use a page: what axe-core finds serious, and what a thumb cannot hit (44 × 44 pixels)."""

from django.conf import settings
from playwright.sync_api import Page

AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
TOUCH = 44
LOOK = """
async (rules) => {
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ""}`));
}
"""
# What one can tap, and whether a thumb beside its middle still hits it or its label; a link within a sentence is as
# high as its words, and what only a screen reader meets has no size.
MEASURE = """
(touch) => {
  const taps = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
  const isClipped = (one) => {
    for (let part = one; part; part = part.parentElement) {
      const { width, height } = part.getBoundingClientRect();
      if (width <= 1 && height <= 1) {
        return true;
      }
    }
    return false;
  };
  const isInSentence = (one) =>
    getComputedStyle(one).display === "inline" && one.parentElement.textContent.trim() !== one.textContent.trim();
  const isHit = (one, x, y) => {
    const hit = document.elementFromPoint(x, y);
    return one.contains(hit) || [...(one.labels ?? [])].some((label) => label.contains(hit));
  };
  const size = (part) => part.getBoundingClientRect().width * part.getBoundingClientRect().height;
  const isSmall = (one) => {
    // A field may be the smaller part of its label, or stand beside it.
    const parts = [one, ...(one.labels ?? [])];
    const boxes = parts.map((part) => part.getBoundingClientRect());
    if (boxes.some((box) => box.width >= touch - 0.5 && box.height >= touch - 0.5)) {
      return false;
    }
    const part = parts.reduce((best, other) => (size(other) > size(best) ? other : best));
    part.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const { x, y, width, height } = part.getBoundingClientRect();
    const [middle, half, reach] = [x + width / 2, y + height / 2, touch / 2 - 1];
    const aside = Math.max(reach, width / 2 - 1);
    const above = Math.max(reach, height / 2 - 1);
    const points = [[middle - aside, half], [middle + aside, half], [middle, half - above], [middle, half + above]];
    const isInside = ([left, top]) => left >= 0 && top >= 0 && left < innerWidth && top < innerHeight;
    return points.filter(isInside).some(([left, top]) => !isHit(one, left, top));
  };
  return [...document.querySelectorAll(taps)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)
    .filter((one) => !isClipped(one) && !isInSentence(one) && !one.closest(".skip-link") && isSmall(one))
    .map((one) => {
      const { width, height } = one.getBoundingClientRect();
      return `${Math.round(width)}×${Math.round(height)}: ${one.outerHTML.slice(0, 140)}`;
    });
}
"""


def faults_of(page: Page, name: str) -> list[str]:
    """What keeps somebody from using the page as it stands, each with the page's name."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(LOOK, list(RULES)) + page.evaluate(MEASURE, TOUCH)
    return [f"{name}: {fault}" for fault in found]
