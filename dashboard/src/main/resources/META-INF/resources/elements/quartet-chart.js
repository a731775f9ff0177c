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
      tag.onload = () => resolve(window.echarts);
      tag.onerror = () => reject(new Error('ECharts did not load'));
      document.head.append(tag);
    });
    return library;
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
      this.live = true;
      this.scheme = new MutationObserver(() => this.draw());
      this.scheme.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'theme', 'class'] });
      this.media = matchMedia('(prefers-color-scheme: dark)');
      this.redraw = () => this.draw();
      this.media.addEventListener('change', this.redraw);
      this.size = new ResizeObserver(() => this.chart?.resize());
    }

    disconnectedCallback() {
      this.live = false;
      this.scheme.disconnect();
      this.size.disconnect();
      this.media.removeEventListener('change', this.redraw);
      this.endDrag?.();
      this.table?.close();
      this.chart?.dispose();
      this.chart = undefined;
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

    // Resolves light-dark() and variables to a colour that a canvas understands.
    colour(name) {
      this.canvas.style.color = `var(--${name})`;
      return getComputedStyle(this.canvas).color;
    }

    async draw() {
      const spec = this.spec;
      if (!spec || !this.live) {
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
      const lib = await echarts();
      if (!this.live || spec !== this.spec) {
        return;
      }
      if (!this.chart) {
        this.chart = lib.init(this.canvas, null, { renderer: 'canvas' });
        this.chart.group = spec.group;
        lib.connect(spec.group);
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
      this.head.replaceChildren(title, list);
    }

    // The newest value that will not change any more.
    last(series) {
      const spec = this.spec;
      const last = series.points.filter(([time]) => time < spec.settled).at(-1) ?? series.points.at(-1);
      return last ? quartet.format(last[1], spec.unit, spec.lang) : '–';
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
      const whole = spec.unit !== 'ms' && spec.unit !== '%' && values.every(Number.isInteger);
      return {
        animation: false,
        grid: { left: 8, right: 14, top: 12, bottom: 4, containLabel: true },
        textStyle: { fontFamily: getComputedStyle(this).fontFamily },
        tooltip: {
          trigger: 'axis',
          confine: true,
          valueFormatter: number,
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
          axisLabel: { color: text, hideOverlap: true, fontSize: 11 },
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
        },
        series: spec.series.map((series, i) => ({
          z: 3,
          type: 'line',
          id: series.id,
          name: series.name,
          data: gapped(series.points, spec.period),
          symbol: 'none',
          showSymbol: true,
          connectNulls: false,
          lineStyle: { width: 1.8 },
          color: this.colour(series.colour),
          stack: series.stack ?? undefined,
          areaStyle: series.stack ? { opacity: 0.22 } : undefined,
          markLine: i === 0 && spec.threshold != null ? this.limit(spec, number) : undefined,
          markArea: i === 0 ? this.settling(spec, text) : undefined,
        })).concat(spec.series.filter((series) => series.before).map((series) => this.before(spec, series, text))),
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
      this.canvas.style.color = `color-mix(in srgb, var(--${name}) 35%, ${grey})`;
      return getComputedStyle(this.canvas).color.replace(/^color\(srgb ([\d.]+) ([\d.]+) ([\d.]+).*$/, (all, ...parts) =>
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
