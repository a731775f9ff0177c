// Shows the command that asks CloudWatch for what is shown, and copies it. The server makes it when somebody wants it.
(() => {
  if (window.quartet?.commandButton) {
    return;
  }
  const NS = 'http://www.w3.org/2000/svg';

  // A drawing of lines in 24 by 24.
  const icon = (path) => {
    const svg = document.createElementNS(NS, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const line = document.createElementNS(NS, 'path');
    line.setAttribute('d', path);
    svg.append(line);
    return svg;
  };

  const element = (tag, text, name) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) {
      made.className = name;
    }
    return made;
  };

  const show = async (name, ask) => {
    const dialog = element('dialog', '', 'chart-table command');
    dialog.setAttribute('aria-label', name);
    dialog.append(element('h2', name));
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    // Without an answer the page says by itself that its connection is lost.
    const answer = await ask().catch(() => dialog.close());
    if (!answer) {
      return;
    }
    const { text, explained, copy, done, failed, close } = answer;
    const shown = element('pre', text);
    shown.tabIndex = 0;
    shown.setAttribute('role', 'region');
    shown.setAttribute('aria-label', name);
    const copier = document.createElement('quartet-copy');
    Object.entries({ text, label: copy, done, failed, wide: '' }).forEach(([key, value]) => copier.setAttribute(key, value));
    const closer = element('button', close);
    closer.type = 'button';
    closer.addEventListener('click', () => dialog.close());
    const buttons = element('div', '', 'command-buttons');
    buttons.append(copier, closer);
    dialog.append(element('p', explained), shown, buttons);
    dialog.setAttribute('ready', '');
  };

  // A button for the command of what is shown; ask() promises it with the dialog's texts.
  const commandButton = (label, shown, ask) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'command-open';
    button.title = label;
    button.setAttribute('aria-label', `${label}: ${shown}`);
    button.append(icon('M5 7l5 5-5 5M12 18h7'));
    button.addEventListener('click', () => show(`${label}: ${shown}`, ask));
    return button;
  };

  class QuartetCommand extends HTMLElement {
    connectedCallback() {
      this.replaceChildren(commandButton(this.getAttribute('label'), this.getAttribute('shown'), () => this.$server.command()));
    }
  }

  window.quartet = Object.assign(window.quartet || {}, { commandButton, icon });
  customElements.define('quartet-command', QuartetCommand);
})();
