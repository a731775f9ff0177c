// The command that a part of the page offers, as its dialog shows it and would copy it; empty where it offers none.
async (part) => {
  const button = part.querySelector('.command-open');
  if (!button || button.hidden || button.parentElement.hidden) {
    return '';
  }
  button.click();
  const dialog = document.querySelector('dialog.command[open]');
  const end = performance.now() + 10_000;
  await new Promise((resolve) => {
    const over = () => dialog.hasAttribute('ready') || !dialog.open || performance.now() > end;
    const look = () => (over() ? resolve() : setTimeout(look, 5));
    look();
  });
  if (!dialog.hasAttribute('ready')) {
    dialog.close();
    return 'nothing: the page got no answer';
  }
  const text = dialog.querySelector('pre').textContent;
  const copied = dialog.querySelector('quartet-copy').getAttribute('text');
  dialog.close();
  return text === copied ? text : `shows ${text} and copies ${copied}`;
}
