// The bar at the top: the park's clock, the network's faults, the language.
import { ask } from "./api.js";
import { button, h, menu } from "./dom.js";
import { language, parkTime, switchLanguage, t } from "./texts.js";

const HOUR = 3600;
const TIMES = { 500: 5, 502: 5, 429: 1, timeout: 1, cut: 5, slow: 10 };

export class Clock {
  constructor(onTrouble) {
    this.face = h("time", { class: "clock", title: t("clock") });
    const move = (wish) => ask("clock", wish).then((moved) => this.show(moved)).catch(onTrouble);
    this.element = h(
      "div", { class: "lever", role: "group", "aria-label": t("clock") }, this.face,
      button(t("hour"), () => move({ advance_seconds: HOUR })),
      button(t("day"), () => move({ advance_seconds: 24 * HOUR })),
      button(t("morning"), () => move({ to: "next_morning" })),
    );
    this.ahead = 0;
    setInterval(() => this.tick(), 1000);
    setInterval(() => this.load(), 30_000);
    this.load();
  }

  load() {
    return ask("clock").then((seen) => this.show(seen)).catch(() => this.tick()); // away: the sign of reconnecting says so
  }

  show({ now }) {
    this.ahead = Date.parse(now) - Date.now();
    this.tick();
  }

  tick() {
    this.face.textContent = parkTime(new Date(Date.now() + this.ahead));
  }
}

export class Faults {
  constructor(onTrouble) {
    this.sign = h("summary", { class: "chip" }, t("faults"));
    const switchTo = (kind) => ask("faults", { kind, times: TIMES[kind] }).then((now) => this.show(now)).catch(onTrouble);
    const kinds = [...Object.keys(TIMES), "none"];
    this.element = menu(this.sign, kinds.map((kind) => button(t(`fault_${kind}`), () => switchTo(kind))));
    this.load();
  }

  load() {
    return ask("faults").then((now) => this.show(now)).catch(() => this.show({ faults: [] }));
  }

  show({ faults }) {
    this.sign.classList.toggle("on", faults.length > 0);
    this.sign.textContent = faults.length ? t("faultsOn") : t("faults");
  }
}

export function languageButton() {
  return button(t("language"), switchLanguage, { class: "chip", lang: language === "en" ? "zh-CN" : "en" });
}
