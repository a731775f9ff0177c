// A line without axes. Gaps stay gaps; what may still change is dotted.
(() => {
  if (customElements.get('quartet-spark')) {
    return;
  }
  const NS = 'http://www.w3.org/2000/svg';
  const WIDTH = 240;
  const HEIGHT = 44;
  const PAD = 3;

  class QuartetSpark extends HTMLElement {
    // points: [[time, value]…] in buckets of `period`; values from 0 up to `top`, or to their own maximum where top is null;
    // before: the same of the period before, moved into this one, or null.
    show(points, from, to, period, settled, top, before) {
      const most = top === null ? Math.max(...[...points, ...(before ?? [])].map((p) => p[1]), 0) || 1 : top;
      const x = (t) => ((t + period / 2 - from) / (to - from)) * WIDTH;
      const y = (v) => HEIGHT - PAD - (Math.min(v, most) / most) * (HEIGHT - 2 * PAD);
      const svg = document.createElementNS(NS, 'svg');
      svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
      svg.setAttribute('preserveAspectRatio', 'none');
      svg.setAttribute('aria-hidden', 'true');
      this.runs(before ?? [], period).forEach((run) => this.draw(svg, run, x, y, 'before'));
      for (const run of this.runs(points, period)) {
        const firm = run.filter((p) => p[0] < settled);
        const open = run.filter((p, i) => p[0] >= settled || (i + 1 < run.length && run[i + 1][0] >= settled));
        this.draw(svg, firm, x, y, 'firm');
        this.draw(svg, open, x, y, 'open');
        if (firm.length > 1) {
          const area = document.createElementNS(NS, 'path');
          area.setAttribute('class', 'area');
          area.setAttribute(
            'd',
            `M${x(firm[0][0])},${HEIGHT}` + firm.map((p) => `L${x(p[0])},${y(p[1])}`).join('') + `L${x(firm.at(-1)[0])},${HEIGHT}Z`
          );
          svg.prepend(area);
        }
      }
      this.replaceChildren(svg);
    }

    runs(points, period) {
      const runs = [];
      points.forEach((point, i) => {
        if (i === 0 || point[0] - points[i - 1][0] > period) {
          runs.push([]);
        }
        runs.at(-1).push(point);
      });
      return runs;
    }

    draw(svg, run, x, y, kind) {
      if (run.length === 0) {
        return;
      }
      const path = document.createElementNS(NS, 'path');
      path.setAttribute('class', kind);
      const dot = run.length === 1 ? 'h0.01' : '';
      path.setAttribute('d', run.map((p, i) => `${i ? 'L' : 'M'}${x(p[0]).toFixed(1)},${y(p[1]).toFixed(1)}`).join('') + dot);
      svg.append(path);
    }
  }

  customElements.define('quartet-spark', QuartetSpark);
})();
