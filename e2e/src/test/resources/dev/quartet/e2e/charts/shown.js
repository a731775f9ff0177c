// All charts and tiles of the page, with what they show and the command that each of them offers; command is command.js.
async (command) => {
  const parts = [];
  for (const part of document.querySelectorAll('quartet-chart, .cell:has(quartet-spark)')) {
    const id = part.id.replace(/^(chart|figure)-/, '');
    const spec = part.spec;
    if (part.localName === 'quartet-chart') {
      parts.push({
        id,
        title: spec?.title ?? '',
        unit: spec?.unit ?? '',
        frame: spec && { from: spec.from, to: spec.to, settled: spec.settled, period: spec.period },
        lines: (spec?.series ?? []).map((series) => ({ id: series.id, name: series.name, points: [...series.points] })),
        command: await command(part),
      });
    } else {
      const name = part.querySelector('.cell-name').textContent;
      parts.push({
        id,
        title: name,
        lines: [{ id: 'spark', name, points: [] }],
        number: part.querySelector('.cell-value').textContent,
        command: await command(part),
      });
    }
  }
  const csv = document.querySelector('[csv]').getAttribute('csv');
  return JSON.stringify({ parts, csv: await (await fetch(csv)).text() });
}
