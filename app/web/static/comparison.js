"use strict";
(function () {
  const COLOURS = ["#1f5fa8", "#d97706", "#1b7f4b", "#7c3aed", "#b42318", "#0e7490", "#6b7280", "#a16207"];
  const GAIN = "#1b7f4b", LOSS = "#b42318";
  const specs = JSON.parse(document.getElementById("charts").textContent);
  const root = document.documentElement;
  root.classList.add("js");
  const number = new Intl.NumberFormat(root.lang, { maximumFractionDigits: 2 });
  const font = getComputedStyle(document.body).fontFamily;
  const shown = (value) => (value === null || value === undefined ? "–" : number.format(value));
  const short = (most) => (text) => (text.length > most ? text.slice(0, most - 1) + "…" : text);

  function option(spec) {
    const lying = spec.kind === "bars";
    const names = { type: "category", data: spec.categories, inverse: lying, axisTick: { show: false },
      axisLabel: { formatter: short(lying ? 40 : 18), rotate: !lying && spec.categories.length > 8 ? 40 : 0, interval: 0 } };
    const values = { type: "value", scale: false, axisLabel: { formatter: shown } };
    const series = spec.series.map((one) => ({
      type: "bar", name: one.name, barMaxWidth: 26,
      data: one.values.map((value) => (spec.signed ? { value: value, itemStyle: { color: value < 0 ? LOSS : GAIN } } : value)),
    }));
    return {
      animation: false, color: COLOURS, textStyle: { fontFamily: font },
      grid: { left: 8, right: 24, top: spec.series.length > 1 ? 48 : 12, bottom: 8, containLabel: true },
      legend: spec.series.length > 1 ? { top: 0, type: "scroll" } : { show: false },
      tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" }, valueFormatter: shown },
      xAxis: lying ? values : names, yAxis: lying ? names : values, series: series,
    };
  }

  const drawn = [];
  for (const place of document.querySelectorAll("[data-chart]")) {
    const spec = specs[Number(place.dataset.chart)];
    if (spec.kind === "bars") {
      place.style.height = Math.max(160, 40 + 24 * spec.categories.length) + "px";
    }
    const chart = echarts.init(place);
    chart.setOption(option(spec));
    drawn.push(chart);
  }
  const fit = () => drawn.forEach((chart) => chart.resize());
  window.addEventListener("resize", fit);
  window.addEventListener("beforeprint", fit);
})();
