// A button that puts a text onto the clipboard and says so, without asking the server.
(() => {
  if (customElements.get('quartet-copy')) {
    return;
  }

  const SHAPES = {
    copy: 'M8 8h12v12H8zM16 8V4H4v12h4',
    done: 'M4 12l5 5L20 6',
    failed: 'M5 5l14 14M19 5L5 19',
  };

  // What is behind an open dialog can neither be heard nor selected.
  const front = () => document.querySelector('dialog[open]') ?? document.body;

  // One voice for all buttons of a page.
  function say(text) {
    let voice = front().querySelector(':scope > .quartet-copied');
    if (!voice) {
      voice = document.createElement('div');
      voice.className = 'quartet-copied sr-only';
      voice.setAttribute('role', 'status');
      front().append(voice);
    }
    voice.textContent = '';
    requestAnimationFrame(() => (voice.textContent = text));
  }

  // Browsers have a clipboard on https and localhost only; elsewhere they copy what is selected.
  async function copy(text) {
    if (navigator.clipboard) {
      return navigator.clipboard.writeText(text);
    }
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'sr-only';
    front().append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    if (!copied) {
      throw new Error('not copied');
    }
  }

  class QuartetCopy extends HTMLElement {
    connectedCallback() {
      if (!this.button) {
        this.button = document.createElement('button');
        this.button.type = 'button';
        this.button.addEventListener('click', () => this.copy());
        this.append(this.button);
      }
      this.show('copy');
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
    }

    async copy() {
      let state = 'done';
      try {
        await copy(this.getAttribute('text'));
      } catch {
        state = 'failed';
      }
      this.button.focus();
      say(this.getAttribute(state));
      this.show(state);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.show('copy'), 1500);
    }

    show(state) {
      const label = this.getAttribute('label');
      const wide = this.hasAttribute('wide');
      this.setAttribute('state', state);
      this.button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${SHAPES[state]}"/></svg>`;
      if (wide) {
        this.button.append(label);
      } else {
        this.button.setAttribute('aria-label', label);
        this.button.title = state === 'copy' ? label : this.getAttribute(state);
      }
    }
  }

  customElements.define('quartet-copy', QuartetCopy);
})();
