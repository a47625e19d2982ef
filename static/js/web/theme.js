// Light or dark, before anything is painted: as was chosen on this device (a cookie, which works without a network too),
// else as the device itself is. No module, for those come after the first picture.

{
  const GROUND = { light: "#ffffff", dark: "#1a2129" };
  const chosen = /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1];
  const device = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const theme = chosen ?? (device.matches ? "dark" : "light");
    document.documentElement.dataset.bsTheme = theme;
    document.querySelector("meta[name=theme-color]").content = GROUND[theme];
  };
  show();
  device.addEventListener("change", show);
}
