// One ECharts line chart over a shared time axis: disposed with the element, sized with it, coloured by the page's scheme.
(() => {
  if (customElements.get('quartet-chart')) {
    return;
  }
  const script = document.currentScript.src;
  let library;

  const echarts = () => {
    library ??= new Promise((resolve, reject) => {
      const tag = document.createElement('script');
      tag.src = new URL('../@echarts.path@/echarts.min.js', script).href;
      tag.onload = resolve;
      tag.onerror = () => {
        library = undefined;
        reject(new Error('ECharts did not load'));
      };
      document.head.append(tag);
    });
    return library;
  };
  // While the page is still being built: it is the largest of its files.
  echarts().catch(() => {});

  const charts = new Set();
  // Colours that the scheme made of variables and light-dark(), which a canvas does not understand: each costs a recalculation of styles.
  const colours = new Map();
  const recolour = () => {
    colours.clear();
    charts.forEach((chart) => chart.draw());
  };
  new MutationObserver(recolour).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['style', 'theme', 'class'],
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour);

  // Charts below the fold are drawn one by one, when the browser has nothing better to do.
  const waiting = new Set();
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 20));
  let asked = false;
  const soon = () => {
    if (waiting.size && !asked) {
      asked = true;
      idle(next, { timeout: 200 });
    }
  };
  // All places are read before the first chart is drawn: each reading after a drawing would lay the page out anew.
  const fresh = new Set();
  const drawSeen = () => {
    const shown = [];
    for (const chart of fresh) {
      const { top, bottom } = chart.getBoundingClientRect();
      const there = bottom >= 0 && top <= innerHeight;
      waiting[there ? 'delete' : 'add'](chart);
      if (there) {
        shown.push(chart);
      }
    }
    fresh.clear();
    shown.forEach((chart) => chart.paint());
    soon();
  };
  const next = () => {
    asked = false;
    const [chart] = waiting;
    waiting.delete(chart);
    chart?.paint();
    soon();
  };

  const SECOND = 1000;
  const MINUTE = 60 * SECOND;
  const HOUR = 60 * MINUTE;
  // What axes of durations count in, in milliseconds: a third of ten minutes is no number to read.
  const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500]
    .concat([1, 2, 5, 10, 15, 30].map((step) => step * SECOND))
    .concat([1, 2, 5, 10, 15, 30].map((step) => step * MINUTE))
    .concat([1, 2, 6, 12, 24, 48, 96, 192].map((step) => step * HOUR));
  // The sparsest metrics come every five minutes.
  const SPARSE = 6 * MINUTE;

  const durations = (most) => {
    const step = STEPS.find((each) => most / each <= 4);
    return most > 0.5 && step ? { max: Math.ceil(most / step) * step, interval: step } : undefined;
  };

  const gapped = (points, period) => {
    const data = [];
    points.forEach(([time, value], i) => {
      const after = i > 0 && time - points[i - 1][0] > period;
      const before = i + 1 < points.length && points[i + 1][0] - time > period;
      if (after) {
        data.push([points[i - 1][0] + period, null]);
      }
      // A value between two gaps has no line to show it.
      const alone = (after || i === 0) && (before || i + 1 === points.length);
      data.push(alone ? { value: [time, value], symbol: 'circle', symbolSize: 4 } : [time, value]);
    });
    return data;
  };

  class QuartetChart extends HTMLElement {
    connectedCallback() {
      charts.add(this);
      this.size = new ResizeObserver(() => this.fit());
    }

    disconnectedCallback() {
      charts.delete(this);
      waiting.delete(this);
      fresh.delete(this);
      this.size.disconnect();
      this.endDrag?.();
      this.table?.close();
      this.chart?.dispose();
      this.chart = undefined;
    }

    // The first size that an observer tells is the one that the chart was drawn in: resizing would draw all of it again.
    fit() {
      const { clientWidth: width, clientHeight: height } = this.canvas;
      if (this.chart && (this.chart.getWidth() !== width || this.chart.getHeight() !== height)) {
        this.chart.resize();
      }
    }

    // The whole state; see dev.quartet.dashboard.ui.ChartModel for its shape.
    load(spec) {
      this.spec = spec;
      this.frame();
      this.draw();
    }

    // What changed since: the window, and each series from its first new or changed point on.
    patch(delta) {
      if (!this.spec) {
        return;
      }
      const { tails, ...rest } = delta;
      Object.assign(this.spec, rest);
      const moved = (points, tail) => {
        const first = tail.length ? tail[0][0] : Infinity;
        return points.filter(([time]) => time >= rest.from && time < first).concat(tail);
      };
      this.spec.series.forEach((series, i) => {
        series.points = moved(series.points, tails[i].points);
        if (series.before) {
          series.before = moved(series.before, tails[i].before ?? []);
        }
      });
      this.draw();
    }

    frame() {
      if (this.canvas) {
        return;
      }
      this.head = document.createElement('div');
      this.head.className = 'chart-head';
      this.canvas = document.createElement('div');
      this.canvas.className = 'chart-canvas';
      this.none = document.createElement('p');
      this.none.className = 'chart-none';
      this.trouble = document.createElement('p');
      this.trouble.className = 'chart-trouble';
      this.canvas.setAttribute('role', 'img');
      this.setAttribute('role', 'figure');
      this.replaceChildren(this.head, quartet.chartBar(this), this.trouble, this.canvas, this.none);
      this.endDrag = quartet.chartDrag(this, (from, to) =>
        this.dispatchEvent(new CustomEvent('quartet-zoom', { bubbles: true, detail: { from, to } }))
      );
    }

    colour(name) {
      return this.resolved(`var(--${name})`);
    }

    resolved(expression) {
      if (!colours.has(expression)) {
        this.canvas.style.color = expression;
        colours.set(expression, getComputedStyle(this.canvas).color);
      }
      return colours.get(expression);
    }

    async draw() {
      const spec = this.spec;
      if (!spec || !this.isConnected) {
        return;
      }
      this.legend(spec);
      this.setAttribute('aria-label', spec.title);
      this.canvas.setAttribute('aria-label', `${spec.summary}. ${this.newest(spec)}`);
      this.trouble.textContent = spec.trouble ?? '';
      this.trouble.hidden = !spec.trouble;
      this.querySelector('.command-open').hidden = spec.series.length === 0;
      const empty = spec.series.every((series) => series.points.length === 0 && !series.before?.length);
      this.none.textContent = empty && !spec.trouble ? spec.empty : '';
      this.none.hidden = !empty;
      await echarts();
      if (!this.isConnected || spec !== this.spec) {
        return;
      }
      fresh.add(this);
      queueMicrotask(drawSeen);
    }

    paint() {
      const spec = this.spec;
      if (!this.chart) {
        this.chart = window.echarts.init(this.canvas, null, { renderer: 'canvas' });
        this.chart.group = spec.group;
        window.echarts.connect(spec.group);
        this.size.observe(this.canvas);
      }
      this.chart.setOption(this.option(spec), { replaceMerge: ['series'] });
    }

    legend(spec) {
      const title = document.createElement('h3');
      title.textContent = spec.title;
      const list = document.createElement('ul');
      for (const series of spec.series) {
        const item = document.createElement('li');
        const swatch = document.createElement('i');
        swatch.style.background = `var(--${series.colour})`;
        const value = document.createElement('b');
        value.textContent = this.last(series);
        item.append(swatch, series.name + ' ', value);
        list.append(item);
      }
      if (spec.series.some((series) => series.before)) {
        const item = document.createElement('li');
        const dash = document.createElement('i');
        dash.className = 'dash';
        item.append(dash, spec.words.before);
        list.append(item);
      }
      this.head.replaceChildren(title, list);
    }

    // The newest value that will not change any more, unless it is no news: CloudWatch has nothing where nothing happened.
    last(series) {
      const spec = this.spec;
      const last = series.points.filter(([time]) => time < spec.settled).at(-1) ?? series.points.at(-1);
      if (!last) {
        return '–';
      }
      const old = Math.min(spec.settled, spec.to) - last[0] > Math.max(3 * spec.period, SPARSE);
      return old ? spec.words.since.replace('{0}', this.time(last[0])) : quartet.format(last[1], spec.unit, spec.lang);
    }

    // With the day where the window has more than one.
    time(at) {
      const { from, to, lang } = this.spec;
      const day = to - from > 24 * HOUR ? { month: 'short', day: 'numeric' } : {};
      return quartet.dates(lang, { ...day, hour: 'numeric', minute: '2-digit' }).format(at);
    }

    mark(at) {
      const date = new Date(at);
      const midnight = date.getHours() === 0 && date.getMinutes() === 0;
      const second = date.getSeconds() ? { second: '2-digit' } : {};
      const parts = midnight ? { month: 'short', day: 'numeric' } : { hour: 'numeric', minute: '2-digit', ...second };
      return quartet.dates(this.spec.lang, parts).format(at);
    }

    // What the crosshair is at: each line once, also where its firm and its open part meet.
    tip(params) {
      const spec = this.spec;
      const box = document.createElement('div');
      box.className = 'chart-tip';
      const head = document.createElement('p');
      const at = params[0].axisValue;
      const when = quartet.dates(spec.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
      head.textContent = at >= spec.settled ? `${when} · ${spec.words.settling}` : when;
      box.append(head);
      const told = new Set();
      for (const { seriesName, color, value } of params) {
        if (value[1] != null && !told.has(seriesName)) {
          told.add(seriesName);
          const row = document.createElement('p');
          const swatch = document.createElement('i');
          swatch.style.background = color;
          const number = document.createElement('b');
          number.textContent = quartet.format(value[1], spec.unit, spec.lang);
          row.append(swatch, seriesName, number);
          box.append(row);
        }
      }
      return box;
    }

    newest(spec) {
      return spec.series.map((series) => `${series.name} ${this.last(series)}`).join(', ');
    }

    option(spec) {
      const text = this.colour('quartet-muted');
      const line = this.colour('quartet-line');
      const number = (value) => quartet.format(value, spec.unit, spec.lang);
      const values = spec.series.flatMap((series) => [...series.points, ...(series.before ?? [])].map(([, value]) => value));
      const over = spec.threshold != null && spec.threshold >= Math.max(0, ...values) ? spec.threshold * 1.25 : null;
      // Nothing but zeros, or nothing at all: the axis shows where 0 lies, and one step above it.
      const flat = spec.top || values.some((value) => value > 0) ? null : spec.unit === '%' ? 0.01 : 1;
      const clock = spec.unit === 'ms' ? durations(Math.max(over ?? 0, ...values)) : undefined;
      const whole = spec.unit !== 'ms' && spec.unit !== '%' && values.every(Number.isInteger);
      return {
        animation: false,
        grid: { left: 8, right: 26, top: 12, bottom: 4, containLabel: true },
        textStyle: { fontFamily: getComputedStyle(this).fontFamily },
        tooltip: {
          trigger: 'axis',
          confine: true,
          formatter: (params) => this.tip(params),
          backgroundColor: this.colour('quartet-surface'),
          borderColor: line,
          textStyle: { color: this.colour('quartet-text'), fontSize: 12 },
          axisPointer: { lineStyle: { color: text } },
        },
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        xAxis: {
          type: 'time',
          min: spec.from,
          max: spec.to,
          axisLine: { lineStyle: { color: line } },
          axisTick: { show: false },
          axisLabel: { color: text, hideOverlap: true, fontSize: 11, formatter: (at) => this.mark(at) },
        },
        yAxis: {
          type: 'value',
          min: 0,
          max: spec.top ?? over ?? flat,
          minInterval: whole ? 1 : 0,
          interval: spec.top ? spec.top / 4 : (over ? undefined : (flat ?? undefined)),
          splitNumber: 3,
          axisLabel: { color: text, formatter: number, fontSize: 11 },
          splitLine: { lineStyle: { color: line, opacity: 0.6 } },
          ...clock,
        },
        series: [
          ...spec.series.map((series, i) => ({
            ...this.line(spec, series),
            markLine: i === 0 && spec.threshold != null ? this.limit(spec, number) : undefined,
            markArea: i === 0 ? this.settling(spec, text) : undefined,
          })),
          ...spec.series.map((series) => this.open(spec, series)),
          ...spec.series.filter((series) => series.before).map((series) => this.before(spec, series, text)),
        ],
      };
    }

    line(spec, series) {
      return {
        z: 3,
        type: 'line',
        id: series.id,
        name: series.name,
        data: gapped(series.points.filter(([time]) => time < spec.settled), spec.period),
        symbol: 'none',
        showSymbol: true,
        connectNulls: false,
        lineStyle: { width: 1.8 },
        color: this.colour(series.colour),
        stack: series.stack ?? undefined,
        areaStyle: series.stack ? { opacity: 0.22 } : undefined,
      };
    }

    // Minutes that are still being counted are no fall of the line.
    open(spec, series) {
      const first = series.points.findIndex(([time]) => time >= spec.settled);
      const line = this.line(spec, series);
      return {
        ...line,
        id: `${series.id}-open`,
        data: first < 0 ? [] : gapped(series.points.slice(Math.max(0, first - 1)), spec.period),
        lineStyle: { width: 1.6, type: [2, 3] },
        stack: series.stack ? `${series.stack}-open` : undefined,
        areaStyle: series.stack ? { opacity: 0.1 } : undefined,
      };
    }

    // The window before, moved into this one.
    before(spec, series, colour) {
      return {
        type: 'line',
        z: 2,
        id: `${series.id}-before`,
        name: series.nameBefore,
        data: gapped(series.before, spec.period),
        symbol: 'none',
        connectNulls: false,
        lineStyle: { width: 1.4, type: [4, 4], color: this.mixed(series.colour, colour) },
        color: this.mixed(series.colour, colour),
        stack: series.stack ? `${series.stack}-before` : undefined,
      };
    }

    // Greyed, yet of the line that it belongs to.
    mixed(name, grey) {
      return this.resolved(`color-mix(in srgb, var(--${name}) 35%, ${grey})`).replace(/^color\(srgb ([\d.]+) ([\d.]+) ([\d.]+).*$/, (all, ...parts) =>
        `rgb(${parts.slice(0, 3).map((part) => Math.round(part * 255)).join(',')})`
      );
    }

    limit(spec, number) {
      const colour = this.colour('state-bad');
      return {
        silent: true,
        symbol: 'none',
        lineStyle: { color: colour, type: 'dashed', width: 1.5 },
        label: { color: colour, formatter: () => number(spec.threshold), position: 'insideEndTop' },
        data: [{ yAxis: spec.threshold }],
      };
    }

    settling(spec, colour) {
      if (spec.settled >= spec.to) {
        return { data: [] };
      }
      this.hatch ??= document.createElement('canvas');
      const tile = this.hatch;
      tile.width = tile.height = 7;
      const pen = tile.getContext('2d');
      pen.strokeStyle = colour;
      pen.globalAlpha = 0.45;
      pen.beginPath();
      pen.moveTo(0, 7);
      pen.lineTo(7, 0);
      pen.stroke();
      return {
        silent: true,
        itemStyle: { color: { image: tile, repeat: 'repeat' } },
        data: [[{ xAxis: Math.max(spec.settled, spec.from) }, { xAxis: spec.to }]],
      };
    }
  }

  customElements.define('quartet-chart', QuartetChart);
})();
