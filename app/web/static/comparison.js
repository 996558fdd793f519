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

  function lines(spec) {
    const percent = (value) => number.format(value * 100) + " %";
    const axis = (name, shares) => ({ type: "value", name: name, scale: true, axisLabel: { formatter: shares ? percent : shown } });
    const marks = spec.marks.map((mark) => ({ xAxis: mark.x, label: { formatter: mark.name, position: "insideEndTop" } }));
    const series = spec.series.map((one, place) => ({
      type: one.kind === "points" ? "scatter" : "line", name: one.name, data: one.points, symbolSize: one.kind === "points" ? 14 : 5,
      showSymbol: one.kind !== "area", step: one.kind === "area" ? "start" : false, areaStyle: one.kind === "area" ? { opacity: 0.15 } : undefined,
      lineStyle: { width: 2, type: one.dashed ? "dashed" : "solid" },
      markLine: place === 0 && marks.length > 0 ? { symbol: "none", data: marks, lineStyle: { color: LOSS, type: "solid", width: 2 } } : undefined,
    }));
    return {
      animation: false, color: COLOURS, textStyle: { fontFamily: font },
      grid: { left: 24, right: 32, top: 48, bottom: 32, containLabel: true },
      legend: { top: 0, type: "scroll" },
      tooltip: { trigger: "item", renderMode: "richText",
        formatter: (item) => item.seriesName + "\n" + (spec.x_shares ? percent : shown)(item.value[0]) + " → " + (spec.y_shares ? percent : shown)(item.value[1]) },
      xAxis: Object.assign(axis(spec.x_name, spec.x_shares), { nameLocation: "middle", nameGap: 28 }),
      yAxis: Object.assign(axis(spec.y_name, spec.y_shares), { scale: !spec.y_from_zero, nameTextStyle: { align: "left" } }), series: series,
    };
  }

  function option(spec) {
    if (spec.kind === "lines") {
      return lines(spec);
    }
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
