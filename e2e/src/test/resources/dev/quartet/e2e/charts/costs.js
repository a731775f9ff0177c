// The figures of the Costs page that were measured, with their numbers and the command that each of them offers.
async (command) => {
  const figures = [];
  for (const figure of document.querySelectorAll('.openable:not(.group, [hidden])')) {
    const facts = [...figure.querySelectorAll(':scope > div > div:first-of-type > .facts > dt')].map((name) => [
      name.textContent,
      name.nextElementSibling.querySelector('.fact').textContent,
    ]);
    figures.push({
      name: figure.querySelector('.openable-name').textContent,
      facts,
      command: await command(figure),
    });
  }
  return JSON.stringify(figures);
}
