// An architecture as nodes and edges: width follows the rate, hits turn back before the origin.
(() => {
  if (customElements.get('quartet-topology')) {
    return;
  }
  const NS = 'http://www.w3.org/2000/svg';
  const NODE = { width: 150, height: 62 };
  const LAYOUTS = {
    wide: { stepX: 262, stepY: 122, pad: 8 },
    narrow: { stepX: 176, stepY: 138, pad: 8 },
  };
  const TURN = 9;

  const make = (name, attributes, parent, text) => {
    const node = document.createElementNS(NS, name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    if (text !== undefined) {
      node.textContent = text;
    }
    parent.append(node);
    return node;
  };

  const thickness = (rate) => (rate ? Math.min(11, 1.5 + 2.1 * Math.log10(1 + rate)) : 1.2);
  const seconds = (rate) => Math.max(0.5, 3 - 0.7 * Math.log10(1 + rate));

  class QuartetTopology extends HTMLElement {
    connectedCallback() {
      this.size = new ResizeObserver(() => this.draw());
      this.size.observe(this);
    }

    disconnectedCallback() {
      this.size.disconnect();
    }

    // See dev.quartet.dashboard.ui.TopologyModel for the shape.
    load(model) {
      this.model = model;
      this.drawn = undefined;
      this.draw();
    }

    draw() {
      if (!this.model || !this.clientWidth) {
        return;
      }
      const layout = this.clientWidth < 700 ? 'narrow' : 'wide';
      if (this.drawn === layout) {
        return;
      }
      this.drawn = layout;
      const { stepX, stepY, pad } = LAYOUTS[layout];
      const places = {};
      for (const node of this.model.nodes) {
        const [column, row] = node[layout];
        places[node.id] = { x: pad + column * stepX, y: pad + row * stepY };
      }
      const all = Object.values(places);
      const width = Math.max(...all.map((p) => p.x)) + NODE.width + pad;
      const height = Math.max(...all.map((p) => p.y)) + NODE.height + pad;
      const svg = document.createElementNS(NS, 'svg');
      svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
      svg.setAttribute('role', 'img');
      svg.setAttribute('aria-label', this.model.summary);
      svg.style.maxWidth = `${width * 1.15}px`;
      this.model.nodes.forEach((node) => this.node(svg, node, places[node.id]));
      this.model.edges.forEach((edge) => this.edge(svg, edge, places[edge.from], places[edge.to], all));
      this.replaceChildren(svg);
    }

    node(svg, node, { x, y }) {
      const group = make('g', { class: `node ${node.state}` }, svg);
      make('rect', { x, y, width: NODE.width, height: NODE.height, rx: 10 }, group);
      make('text', { x: x + 20, y: y + 27, class: 'title' }, group, node.title);
      make('text', { x: x + 20, y: y + 45, class: 'sub' }, group, node.sub);
    }

    // The whole edge is computed along u (from origin to target) and v (to its right), then laid on x and y.
    edge(svg, edge, from, to, all) {
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const across = Math.abs(dx) > Math.abs(dy) + 40;
      const centre = (p) => ({ x: p.x + NODE.width / 2, y: p.y + NODE.height / 2 });
      const [a, b] = [centre(from), centre(to)];
      const sign = across ? Math.sign(b.x - a.x) : Math.sign(b.y - a.y);
      const half = across ? NODE.width / 2 : NODE.height / 2;
      const shift = edge.back ? TURN : 0;
      const start = across ? { x: a.x + sign * half, y: a.y - shift } : { x: a.x + shift, y: a.y + sign * half };
      const end = across ? { x: b.x - sign * half, y: b.y - shift } : { x: b.x + shift, y: b.y - sign * half };
      const group = make('g', { class: 'edge' }, svg);
      if ((dx === 0 || dy === 0) && this.between(from, to, all)) {
        this.around(group, edge, a, b, across);
        return;
      }
      if (across && Math.abs(dy) > 30) {
        // A bent edge leaves by the top or the bottom: the sides belong to the straight ones.
        Object.assign(start, { x: a.x, y: a.y + (Math.sign(dy) * NODE.height) / 2 });
        this.line(group, `M${start.x},${start.y} C${start.x},${end.y} ${start.x},${end.y} ${end.x},${end.y}`, edge.rate, 'flow');
        this.labels(group, edge, start, end, across);
        return;
      }
      this.line(group, this.curve(start, end, across), edge.rate, 'flow');
      if (edge.back) {
        const turned = across
          ? `M${end.x},${end.y} a${TURN},${TURN} 0 0 1 0,${2 * TURN} L${start.x},${start.y + 2 * TURN}`
          : `M${end.x},${end.y} a${TURN},${TURN} 0 0 1 ${-2 * TURN},0 L${start.x - 2 * TURN},${start.y}`;
        this.line(group, turned, edge.back.rate, 'back');
      }
      this.labels(group, edge, start, end, across);
    }

    between(from, to, all) {
      const inside = (v, a, b) => v > Math.min(a, b) && v < Math.max(a, b);
      return all.some((p) =>
        from.x === to.x ? Math.abs(p.x - from.x) < NODE.width && inside(p.y, from.y, to.y) : p.y === from.y && inside(p.x, from.x, to.x)
      );
    }

    // Past the node between the two: below it, or to its right.
    around(group, edge, a, b, across) {
      const bulge = 74;
      const [x, y] = across ? [0, NODE.height / 2] : [NODE.width / 2, 0];
      const [start, end] = [{ x: a.x + x, y: a.y + y }, { x: b.x + x, y: b.y + y }];
      const control = (p) => (across ? `${p.x},${p.y + bulge}` : `${p.x + bulge},${p.y}`);
      this.line(group, `M${start.x},${start.y} C${control(start)} ${control(end)} ${end.x},${end.y}`, edge.rate, 'flow');
      const mid = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
      const [textX, textY] = across ? [mid.x, mid.y + 0.75 * bulge + 20] : [mid.x + 0.75 * bulge, mid.y + 4];
      make('text', { x: textX, y: textY, class: 'rate' }, group, edge.rateText);
      make('text', { x: textX, y: textY + 15, class: 'latency' }, group, edge.latencyText);
    }

    curve(start, end, across) {
      const [mx, my] = [(start.x + end.x) / 2, (start.y + end.y) / 2];
      return across
        ? `M${start.x},${start.y} C${mx},${start.y} ${mx},${end.y} ${end.x},${end.y}`
        : `M${start.x},${start.y} C${start.x},${my} ${end.x},${my} ${end.x},${end.y}`;
    }

    line(group, path, rate, kind) {
      make('path', { d: path, class: kind, 'stroke-width': thickness(rate) }, group);
      if (rate) {
        const moving = make('path', { d: path, class: `${kind} moving`, 'stroke-width': Math.max(1.5, thickness(rate) * 0.45) }, group);
        moving.style.animationDuration = `${seconds(rate)}s`;
        // Goes on where the drawing before it was.
        moving.style.animationDelay = `-${(performance.now() / 1000) % seconds(rate)}s`;
      }
    }

    labels(group, edge, start, end, across) {
      const mid = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
      if (across && Math.abs(end.y - start.y) > 30) {
        // A bent edge is labelled where it runs straight again, on its outer side.
        const up = end.y < start.y;
        const text = [edge.rateText, edge.latencyText].filter(Boolean).join(' · ');
        make('text', { x: end.x - 10, y: end.y + (up ? -12 : 22), class: 'rate before' }, group, text);
        return;
      }
      if (across) {
        make('text', { x: mid.x, y: mid.y - (edge.latencyText ? 24 : 10), class: 'rate' }, group, edge.rateText);
        make('text', { x: mid.x, y: mid.y - 10, class: 'latency' }, group, edge.latencyText);
        if (edge.back) {
          make('text', { x: mid.x, y: mid.y + 36, class: 'share' }, group, edge.back.text);
        }
        return;
      }
      if (Math.abs(end.x - start.x) > 30) {
        // A bent edge is labelled where it arrives, clear of what else leaves the same node.
        const text = [edge.rateText, edge.latencyText].filter(Boolean).join(' · ');
        make('text', { x: end.x + (end.x < start.x ? -10 : 10), y: end.y - 8, class: end.x < start.x ? 'rate before' : 'rate beside' }, group, text);
        return;
      }
      make('text', { x: mid.x + 12, y: mid.y - 1, class: 'rate beside' }, group, edge.rateText);
      make('text', { x: mid.x + 12, y: mid.y + 14, class: 'latency beside' }, group, edge.latencyText);
      if (edge.back) {
        make('text', { x: mid.x - 2 * TURN - 12, y: mid.y + 6, class: 'share before' }, group, edge.back.text);
      }
    }
  }

  customElements.define('quartet-topology', QuartetTopology);
})();
