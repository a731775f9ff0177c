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
      this.width = width;
      const height = Math.max(...all.map((p) => p.y)) + NODE.height + pad;
      const svg = document.createElementNS(NS, 'svg');
      svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
      svg.setAttribute('role', 'img');
      svg.setAttribute('aria-label', this.model.summary);
      svg.style.maxWidth = `${width * 1.15}px`;
      this.model.nodes.forEach((node) => this.node(svg, node, places[node.id]));
      const ends = this.model.edges.map((edge) => this.ends(edge, places[edge.from], places[edge.to], all));
      this.ports(ends);
      ends.forEach((way) => this.edge(svg, way));
      this.replaceChildren(svg);
    }

    node(svg, node, { x, y }) {
      const group = make('g', { class: `node ${node.state}` }, svg);
      make('rect', { x, y, width: NODE.width, height: NODE.height, rx: 10 }, group);
      make('text', { x: x + 20, y: y + 27, class: 'title' }, group, node.title);
      make('text', { x: x + 20, y: y + 45, class: 'sub' }, group, node.sub);
    }

    // At which sides of its two nodes an edge begins and ends.
    ends(edge, from, to, all) {
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const across = Math.abs(dx) > Math.abs(dy) + 40;
      const past = (dx === 0 || dy === 0) && this.between(from, to, all);
      // A bent edge leaves by the top or the bottom: the sides belong to the straight ones.
      // Where there are two columns only, what goes further down than to the next row does so, too.
      const far = this.drawn === 'narrow' && dx !== 0 && Math.abs(dy) > 1.2 * LAYOUTS.narrow.stepY;
      const bent = !past && ((across && Math.abs(dy) > 30) || far);
      const [right, down] = [dx > 0, dy > 0];
      const start = past ? (across ? 'bottom' : 'right') : bent || !across ? (down ? 'bottom' : 'top') : right ? 'right' : 'left';
      const end = past ? start : across || bent ? (right ? 'left' : 'right') : down ? 'top' : 'bottom';
      return { edge, from, to, dx, dy, across, past, bent, start: { side: start, offset: 0 }, end: { side: end, offset: 0 } };
    }

    // Edges that share a side of a node lie beside each other, in the order of where they come from or go to.
    ports(ways) {
      const sides = new Map();
      const attach = (node, port, dx, dy) => {
        const key = `${node.x},${node.y},${port.side}`;
        const upright = port.side === 'top' || port.side === 'bottom';
        const order = upright ? dx / (Math.abs(dy) || 1) : dy / (Math.abs(dx) || 1);
        sides.set(key, [...(sides.get(key) ?? []), { port, order, upright }]);
      };
      for (const way of ways) {
        attach(way.from, way.start, way.dx, way.dy);
        attach(way.to, way.end, -way.dx, -way.dy);
      }
      for (const shared of sides.values()) {
        shared.sort((one, other) => one.order - other.order);
        const room = shared[0].upright ? NODE.width - 40 : NODE.height - 22;
        const gap = Math.min(shared[0].upright ? 34 : 20, room / Math.max(1, shared.length - 1));
        shared.forEach(({ port }, i) => (port.offset = (i - (shared.length - 1) / 2) * gap));
      }
    }

    port(node, { side, offset }, shift) {
      const [x, y] = [node.x + NODE.width / 2, node.y + NODE.height / 2];
      switch (side) {
        case 'left':
        case 'right':
          return { x: side === 'left' ? node.x : node.x + NODE.width, y: y + offset - shift };
        default:
          return { x: x + offset + shift, y: side === 'top' ? node.y : node.y + NODE.height };
      }
    }

    edge(svg, way) {
      const { edge, across, bent, past } = way;
      const shift = edge.back ? TURN : 0;
      const start = this.port(way.from, way.start, shift);
      const end = this.port(way.to, way.end, shift);
      const group = make('g', { class: `edge ${edge.kind}` }, svg);
      if (past) {
        this.around(group, edge, start, end, across);
        return;
      }
      const path = bent
        ? `M${start.x},${start.y} C${start.x},${end.y} ${start.x},${end.y} ${end.x},${end.y}`
        : this.curve(start, end, across);
      this.line(group, path, edge.rate, 'flow');
      if (edge.back) {
        const turned = across
          ? `M${end.x},${end.y} a${TURN},${TURN} 0 0 1 0,${2 * TURN} L${start.x},${start.y + 2 * TURN}`
          : `M${end.x},${end.y} a${TURN},${TURN} 0 0 1 ${-2 * TURN},0 L${start.x - 2 * TURN},${start.y}`;
        this.line(group, turned, edge.back.rate, 'back');
      } else {
        this.arrow(group, end, way.end.side);
      }
      this.labels(group, way, start, end);
    }

    arrow(group, { x, y }, side) {
      const d = {
        left: `M${x},${y} l-7,-4.5 v9 z`,
        right: `M${x},${y} l7,-4.5 v9 z`,
        top: `M${x},${y} l-4.5,-7 h9 z`,
        bottom: `M${x},${y} l-4.5,7 h9 z`,
      }[side];
      make('path', { d, class: 'arrow' }, group);
    }

    between(from, to, all) {
      const inside = (v, a, b) => v > Math.min(a, b) && v < Math.max(a, b);
      return all.some((p) =>
        from.x === to.x ? Math.abs(p.x - from.x) < NODE.width && inside(p.y, from.y, to.y) : p.y === from.y && inside(p.x, from.x, to.x)
      );
    }

    // Past the node between the two: below it, or to its right.
    around(group, edge, start, end, across) {
      const bulge = 74;
      const control = (p) => (across ? `${p.x},${p.y + bulge}` : `${p.x + bulge},${p.y}`);
      this.line(group, `M${start.x},${start.y} C${control(start)} ${control(end)} ${end.x},${end.y}`, edge.rate, 'flow');
      this.arrow(group, end, across ? 'bottom' : 'right');
      const mid = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
      const [textX, textY] = across ? [mid.x, mid.y + 0.75 * bulge + 20] : [mid.x + 0.75 * bulge, mid.y + 4];
      this.lines(group, edge, textX, textY, '');
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

    // What an edge says, each with the class of its text.
    words(edge) {
      return [
        [edge.rateText, 'rate'],
        [edge.latencyText, 'latency'],
        [edge.trouble, 'trouble'],
      ].filter(([text]) => text);
    }

    // One below the other, from y downwards.
    lines(group, edge, x, y, place) {
      this.words(edge).forEach(([text, kind], i) => make('text', { x, y: y + 15 * i, class: `${kind} ${place}` }, group, text));
    }

    // All in one line.
    row(group, edge, x, y, place) {
      const line = make('text', { x, y, class: `rate ${place}` }, group);
      this.words(edge).forEach(([text, kind], i) => make('tspan', { class: kind }, line, (i ? ' · ' : '') + text));
    }

    labels(group, { edge, across, bent, dx, dy, start: from, end: port }, start, end) {
      const mid = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
      const count = this.words(edge).length;
      if (bent) {
        // A bent edge is labelled where it runs straight again, on its outer side.
        const above = port.offset === 0 ? dy < 0 : port.offset < 0;
        const [x, place] = [end.x + (dx > 0 ? -12 : 12), dx > 0 ? 'before' : 'beside'];
        if (this.drawn === 'narrow' || count > 2) {
          this.lines(group, edge, x, above ? end.y - 10 - 15 * (count - 1) : end.y + 21, place);
        } else {
          this.row(group, edge, x, end.y + (above ? -10 : 21), place);
        }
        return;
      }
      if (across) {
        this.lines(group, edge, mid.x, Math.min(start.y, end.y) - 10 - 14 * (count - 1), '');
        if (edge.back) {
          make('text', { x: mid.x, y: mid.y + 36, class: 'share' }, group, edge.back.text);
        }
        return;
      }
      if (Math.abs(dx) > 30) {
        // A slanting edge is labelled where it arrives, clear of what else leaves the same node.
        const left = port.offset === 0 ? dx < 0 : port.offset < 0;
        const [x, place] = [end.x + (left ? -10 : 10), left ? 'before' : 'beside'];
        if (count > 2) {
          this.lines(group, edge, x, dy > 0 ? end.y - 9 - 15 * (count - 1) : end.y + 20, place);
        } else {
          this.row(group, edge, x, end.y + (dy > 0 ? -9 : 20), place);
        }
        return;
      }
      const y = mid.y + 6 - 7.5 * (count - 1);
      const [left, right] = [Math.min(start.x, end.x) - 12, Math.max(start.x, end.x) + 12];
      const length = 6.4 * Math.max(...this.words(edge).map(([text]) => text.length));
      // To the right, unless there is no room, or another edge is there.
      const before = this.width - right < length || (from.offset < 0 && left > length - 14);
      this.lines(group, edge, before ? left : right, y, before ? 'before' : 'beside');
      if (edge.back) {
        make('text', { x: mid.x - 2 * TURN - 12, y: mid.y + 6, class: 'share before' }, group, edge.back.text);
      }
    }
  }

  customElements.define('quartet-topology', QuartetTopology);
})();
