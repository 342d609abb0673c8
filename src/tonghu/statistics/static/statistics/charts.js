// Draws each [data-chart] from its attribute. The table below says the same without this file.
(() => {
  "use strict";
  const tones = ["#12566B", "#8A5300", "#33539E", "#22703F", "#6A4796", "#5F6D78", "#B9C3C9"];
  const dashes = ["solid", "dashed", "dotted"];
  const phone = window.matchMedia("(max-width: 600px)").matches;
  const font = { fontFamily: "inherit", fontSize: 12, color: "#46545F" };

  function series(one, at, kind) {
    const made = { name: one.name, data: one.data, type: kind === "line" ? "line" : "bar" };
    if (kind === "line") {
      made.lineStyle = { type: dashes[at % dashes.length], width: 2 };
      made.symbol = ["circle", "rect", "triangle", "diamond"][at % 4];
      made.symbolSize = 7;
    }
    if (kind === "stack") made.stack = "all";
    if (kind !== "line") made.barMaxWidth = 28;
    return made;
  }

  function option(spec) {
    const lying = spec.kind === "bar" || (phone && spec.kind === "stack");
    const names = { type: "category", data: spec.x, axisLabel: { ...font, interval: 0, width: lying ? (phone ? 84 : 150) : 90, overflow: "break" }, axisTick: { show: false } };
    const counts = { type: "value", minInterval: 1, axisLabel: font, splitLine: { lineStyle: { color: "#DCE2E5" } } };
    if (lying) names.inverse = true;
    return {
      animation: false, color: tones, textStyle: font,
      aria: { enabled: false },
      grid: { left: 8, right: 16, top: spec.series.length > 1 ? (phone ? 64 : 40) : 12, bottom: 8, containLabel: true },
      legend: spec.series.length > 1 ? { top: 0, left: 0, textStyle: font, itemGap: 12 } : undefined,
      tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: lying ? "shadow" : "line" } },
      xAxis: lying ? counts : names, yAxis: lying ? names : counts,
      series: spec.series.map((one, at) => series(one, at, spec.kind)),
    };
  }

  for (const box of document.querySelectorAll("[data-chart]")) {
    box.hidden = false;
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    chart.setOption(option(JSON.parse(box.dataset.chart)));
    window.addEventListener("resize", () => chart.resize());
    window.addEventListener("beforeprint", () => chart.resize());
  }
})();
