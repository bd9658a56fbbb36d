// Draws what stands beside it as JSON; the same numbers stand in a table. Colours are those of the page's theme.
"use strict";
const LINES = ["one", "two", "three", "four"];
const SYMBOLS = ["circle", "rect", "triangle", "diamond"];
const drawn = new Map();
const isHall = document.body.classList.contains("hall");

function colours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

// In hundredths of a hall's width, else about six pixels each: letters of 2.1 are readable in both.
function size(of) {
  return Math.round((isHall ? parseFloat(getComputedStyle(document.documentElement).fontSize) : 6.2) * of);
}

function axisText(colour) {
  return { color: colour("soft"), fontSize: size(2.1), fontFamily: getComputedStyle(document.body).fontFamily };
}

function common(colour) {
  const text = { color: colour("ink"), fontSize: size(2.2), fontFamily: getComputedStyle(document.body).fontFamily };
  return {
    animation: false,
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
    name: each.name, type: "line", data: each.values, connectNulls: false, symbol: SYMBOLS[index], symbolSize: size(1.3),
    lineStyle: { width: isHall ? 6 : 2.5, type: index % 2 ? "dashed" : "solid" }, itemStyle: { color: colour(LINES[index]) },
  }));
  return {
    ...common(colour),
    tooltip: { ...common(colour).tooltip, trigger: "axis", valueFormatter: percent },
    legend: { top: 0, left: 0, itemGap: size(3), itemWidth: size(4.5), itemHeight: size(1.8), textStyle: { color: colour("ink"), fontSize: size(2.2) } },
    grid: { left: 4, right: size(2.5), top: size(innerWidth < 500 ? 11 : 7.5), bottom: 4, containLabel: true },
    xAxis: { type: "category", data: data.names, axisLabel: axisText(colour), axisLine: { lineStyle: { color: colour("line") } }, axisTick: { show: false } },
    yAxis: { type: "value", min: 0, max: 100, interval: 25, axisLabel: { ...axisText(colour), formatter: "{value}%" }, splitLine: { lineStyle: { color: colour("line") } } },
    series,
  };
}

function ranking(data, colour) {
  const names = { type: "category", inverse: true, axisTick: { show: false }, axisLine: { show: false } };
  const shade = (_, index) => colour(data.thin[index] ? "soft" : "ink");
  const ink = { ...axisText(colour), color: shade, fontSize: size(2.2) };
  return {
    ...common(colour),
    tooltip: { show: false },
    grid: { left: 4, right: 4, top: 0, bottom: 4, containLabel: true },
    xAxis: { type: "value", min: 0, max: 100, show: false },
    yAxis: [
      { ...names, data: data.names, axisLabel: { ...ink, width: size(isHall ? 30 : 20), overflow: "truncate" } },
      { ...names, data: data.texts, position: "right", axisLabel: ink },
    ],
    series: [{
      type: "bar", barMaxWidth: size(3), showBackground: true, backgroundStyle: { color: colour("rail"), borderRadius: 4 },
      data: data.values.map((value, index) => ({
        value: value ?? 0, itemStyle: { color: colour(data.thin[index] ? "soft" : "one"), borderRadius: 4, opacity: data.thin[index] ? 0.45 : 1 },
      })),
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
      label: { show: true, color: colour("ink"), fontSize: size(2.1), formatter: (point) => String(point.value[2] || "") },
    }],
  };
}

const KINDS = { trend, ranking, heat };

function draw(place) {
  const data = JSON.parse(place.querySelector("script").textContent);
  const inner = place.querySelector("div");
  const lines = data.kind === "ranking" ? data.names.length : data.rows?.length;
  if (lines && !isHall) place.style.height = `${lines * 38 + 34}px`;
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
