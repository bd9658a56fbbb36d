// Draws what stands beside it as JSON; the same numbers stand in a table. Colours are those of the page's theme.
"use strict";
const LINES = ["one", "two", "three", "four"];
const SYMBOLS = ["circle", "rect", "triangle", "diamond"];
const drawn = new Map();
const isHall = document.body.classList.contains("hall");
const still = matchMedia("(prefers-reduced-motion: reduce)").matches || isHall;

function colours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

function size(of) {
  return isHall ? Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) * of) : 13;
}

function axisText(colour) {
  return { color: colour("soft"), fontSize: size(2.1), fontFamily: "inherit" };
}

function common(colour) {
  const text = { color: colour("ink"), fontSize: size(2.2), fontFamily: getComputedStyle(document.body).fontFamily };
  return {
    animation: !still,
    textStyle: { fontFamily: text.fontFamily },
    tooltip: {
      renderMode: "richText", confine: true, backgroundColor: colour("paper"), borderColor: colour("line"), textStyle: text,
    },
  };
}

function percent(value) {
  return value === null || value === undefined ? "–" : `${value}%`;
}

function trend(data, colour) {
  const series = data.series.map((each, index) => ({
    name: each.name, type: "line", data: each.values, connectNulls: false, symbol: SYMBOLS[index], symbolSize: size(1.1) * 0.7,
    lineStyle: { width: isHall ? 6 : 2.5, type: index % 2 ? "dashed" : "solid" }, itemStyle: { color: colour(LINES[index]) },
  }));
  return {
    ...common(colour),
    tooltip: { ...common(colour).tooltip, trigger: "axis", valueFormatter: percent },
    legend: { top: 0, left: 0, itemGap: size(1.6), textStyle: { color: colour("ink"), fontSize: size(2.2) } },
    grid: { left: 4, right: size(2), top: size(5) + 8, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: data.names, axisLabel: axisText(colour), axisLine: { lineStyle: { color: colour("line") } }, axisTick: { show: false } },
    yAxis: { type: "value", min: 0, max: 100, interval: 25, axisLabel: { ...axisText(colour), formatter: "{value}%" }, splitLine: { lineStyle: { color: colour("line") } } },
    series,
  };
}

function ranking(data, colour) {
  const label = (point) => `${percent(data.values[point.dataIndex])}  ${data.of[point.dataIndex]}`;
  return {
    ...common(colour),
    tooltip: { show: false },
    grid: { left: 4, right: size(15), top: 0, bottom: 4, containLabel: true },
    xAxis: { type: "value", min: 0, max: 100, show: false },
    yAxis: {
      type: "category", inverse: true, data: data.names, axisTick: { show: false }, axisLine: { show: false },
      axisLabel: { ...axisText(colour), color: colour("ink"), width: isHall ? size(22) : 130, overflow: "truncate" },
    },
    series: [{
      type: "bar", barMaxWidth: size(2.4), showBackground: true, backgroundStyle: { color: colour("rail"), borderRadius: 4 },
      data: data.values.map((value, index) => ({
        value: value ?? 0, itemStyle: { color: colour(data.thin[index] ? "soft" : "one"), borderRadius: 4, opacity: data.thin[index] ? 0.45 : 1 },
      })),
      label: { show: true, position: [0, 0], formatter: label, color: colour("ink"), fontSize: size(2.1) },
      labelLayout: (at) => ({ x: at.rect.x + (data.values[at.dataIndex] ? at.rect.width / (data.values[at.dataIndex] / 100) : 0) + 10, verticalAlign: "middle", y: at.rect.y + at.rect.height / 2 }),
    }],
  };
}

function heat(data, colour) {
  const most = Math.max(1, ...data.cells.map((cell) => cell[2]));
  const flat = { axisTick: { show: false }, axisLine: { show: false }, splitArea: { show: false } };
  return {
    ...common(colour),
    tooltip: { ...common(colour).tooltip, formatter: (point) => `${data.rows[point.value[1]]}  ${data.names[point.value[0]]}  ${point.value[2]}` },
    grid: { left: 4, right: 8, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: "category", data: data.names, axisLabel: axisText(colour), ...flat },
    yAxis: { type: "category", inverse: true, data: data.rows, axisLabel: { ...axisText(colour), color: colour("ink") }, ...flat },
    visualMap: { show: false, min: 0, max: most, inRange: { color: [0, 1, 2, 3, 4].map((step) => colour(`heat-${step}`)) } },
    series: [{
      type: "heatmap", data: data.cells, itemStyle: { borderColor: colour("paper"), borderWidth: isHall ? 6 : 3, borderRadius: 4 },
      label: { show: true, color: colour("ink"), fontSize: size(2.1), formatter: (point) => point.value[2] || "" },
    }],
  };
}

const KINDS = { trend, ranking, heat };

function draw(place) {
  const data = JSON.parse(place.querySelector("script").textContent);
  const inner = place.querySelector("div");
  if (!inner.clientHeight) return;
  const locale = document.documentElement.lang.startsWith("zh") ? "ZH" : "EN";
  const chart = echarts.getInstanceByDom(inner) ?? echarts.init(inner, null, { locale });
  chart.setOption(KINDS[data.kind](data, colours()), { notMerge: true });
  drawn.set(place, chart);
}

function drawAll() {
  for (const [place, chart] of drawn) {
    if (!place.isConnected) {
      chart.dispose();
      drawn.delete(place);
    }
  }
  document.querySelectorAll(".chart").forEach(draw);
}

function resize() {
  for (const chart of drawn.values()) chart.resize();
  drawAll();
}

document.addEventListener("board:drawn", drawAll);
document.addEventListener("board:shown", resize);
addEventListener("resize", resize);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
document.fonts.ready.then(drawAll);
