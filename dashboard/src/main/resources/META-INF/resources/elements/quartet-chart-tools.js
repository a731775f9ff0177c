// What one may do with a chart: see it as a table, download it, see the command that asks for it, open it in AWS's console, and choose a part of its time by dragging.
(() => {
  if (window.quartet?.chartBar) {
    return;
  }
  const TABLE = 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9';
  const CSV = 'M12 4v10M8 10l4 4 4-4M5 19h14';
  const OUT = 'M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9';
  const LEAST = 5;

  const tool = (tag, path, text, title) => {
    const element = document.createElement(tag);
    element.append(quartet.icon(path));
    element.title = text;
    element.setAttribute('aria-label', `${text}: ${title}`);
    return element;
  };

  const cell = (tag, text, scope) => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (scope) {
      element.setAttribute('scope', scope);
    }
    return element;
  };

  const columns = (spec) =>
    spec.series.flatMap((series) => {
      const own = [{ name: series.name, points: new Map(series.points) }];
      return series.before ? [...own, { name: series.nameBefore, points: new Map(series.before) }] : own;
    });

  // Built when it is opened, since most tables never are; the newest first.
  const grid = (spec) => {
    const percent = spec.unit === '%';
    const unit = spec.unit.trim();
    const number = quartet.numbers(spec.lang, { maximumSignificantDigits: 6 });
    const when = quartet.dates(spec.lang, { dateStyle: 'medium', timeStyle: 'short' });
    const all = columns(spec);
    const times = [...new Set(all.flatMap((column) => [...column.points.keys()]))].sort((a, b) => b - a);
    const table = document.createElement('table');
    table.append(cell('caption', `${spec.title}, ${when.formatRange(spec.from, spec.to)}`));
    const head = table.createTHead().insertRow();
    head.append(cell('th', spec.words.time, 'col'));
    all.forEach((column) => head.append(cell('th', unit ? `${column.name} (${unit})` : column.name, 'col')));
    const body = table.createTBody();
    for (const time of times) {
      const row = body.insertRow();
      row.append(cell('th', when.format(time), 'row'));
      for (const column of all) {
        const value = column.points.get(time);
        row.append(cell('td', value === undefined ? '–' : number.format(percent ? value * 100 : value)));
      }
    }
    return table;
  };

  const show = (chart) => {
    const { spec } = chart;
    const dialog = document.createElement('dialog');
    dialog.className = 'chart-table';
    dialog.setAttribute('aria-label', spec.title);
    const close = document.createElement('button');
    close.type = 'button';
    close.textContent = spec.words.close;
    close.addEventListener('click', () => dialog.close());
    const scroll = document.createElement('div');
    scroll.className = 'chart-table-scroll';
    scroll.tabIndex = 0;
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', spec.title);
    scroll.append(grid(spec));
    dialog.append(scroll, close);
    dialog.addEventListener('close', () => {
      dialog.remove();
      chart.table = undefined;
    });
    document.body.append(dialog);
    chart.table = dialog;
    dialog.showModal();
  };

  const chartBar = (chart) => {
    const { words, title, console: address } = chart.spec;
    const bar = document.createElement('div');
    bar.className = 'chart-bar';
    const table = tool('button', TABLE, words.table, title);
    table.type = 'button';
    table.addEventListener('click', () => show(chart));
    bar.append(table);
    const download = chart.closest('[csv]')?.getAttribute('csv');
    if (download && chart.id) {
      const csv = tool('a', CSV, words.csv, title);
      csv.href = `${download}?chart=${encodeURIComponent(chart.id)}`;
      csv.download = '';
      bar.append(csv);
    }
    bar.append(quartet.commandButton(words.command, title, () => chart.$server.command()));
    if (address) {
      const out = tool('a', OUT, words.console, title);
      out.href = address;
      out.target = '_blank';
      out.rel = 'noopener noreferrer';
      bar.append(out);
    }
    return bar;
  };

  // Answers what ends a drag. Fingers scroll the page: on a touch screen the picker in the view's head does it.
  const chartDrag = (element, done) => {
    const area = element.canvas;
    const box = document.createElement('div');
    box.className = 'chart-drag';
    let start;

    const inside = (x) => {
      const [left, right] = [element.spec.from, element.spec.to].map((time) => element.chart.convertToPixel({ xAxisIndex: 0 }, time));
      return Math.min(Math.max(x, left), right);
    };
    const at = (event) => event.clientX - area.getBoundingClientRect().left;
    const stop = () => {
      start = undefined;
      box.remove();
      removeEventListener('keydown', escape);
    };
    // Only while somebody drags: the window outlives the chart.
    const escape = (event) => event.key === 'Escape' && stop();

    area.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || event.pointerType === 'touch' || !element.chart) {
        return;
      }
      const y = event.clientY - area.getBoundingClientRect().top;
      if (element.chart.containPixel('grid', [at(event), y])) {
        start = at(event);
        area.setPointerCapture(event.pointerId);
        addEventListener('keydown', escape);
      }
    });
    area.addEventListener('pointermove', (event) => {
      if (start === undefined) {
        return;
      }
      const end = inside(at(event));
      box.style.left = `${Math.min(start, end)}px`;
      box.style.width = `${Math.abs(end - start)}px`;
      if (Math.abs(end - start) >= LEAST) {
        area.append(box);
      }
    });
    area.addEventListener('pointerup', (event) => {
      const drawn = box.isConnected;
      const from = start;
      stop();
      if (drawn) {
        const [one, other] = [from, inside(at(event))].map((x) => element.chart.convertFromPixel({ xAxisIndex: 0 }, x));
        done(Math.min(one, other), Math.max(one, other));
      }
    });
    area.addEventListener('pointercancel', stop);
    return stop;
  };

  window.quartet = Object.assign(window.quartet || {}, { chartBar, chartDrag });
})();
