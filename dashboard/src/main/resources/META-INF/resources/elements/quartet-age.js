// How old the shown data is, ticking in the browser: it goes on counting when the server is gone.
(() => {
  if (customElements.get('quartet-age')) {
    return;
  }

  class QuartetAge extends HTMLElement {
    connectedCallback() {
      this.timer = setInterval(() => this.tick(), 1000);
      this.tick();
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }

    // age: milliseconds at the time of sending, or null while there is no data; stale: milliseconds from which on it is a warning.
    show(age, stale, text, none, lang) {
      this.since = age === null ? null : performance.now() - age;
      Object.assign(this, { stale, pattern: text, none, language: lang });
      this.tick();
    }

    tick() {
      if (this.pattern === undefined) {
        return;
      }
      if (this.since === null) {
        this.textContent = this.none;
        return;
      }
      const seconds = Math.max(0, Math.round((performance.now() - this.since) / 1000));
      const [amount, unit] =
        seconds < 120 ? [seconds, 'second'] : seconds < 7200 ? [Math.round(seconds / 60), 'minute'] : [Math.round(seconds / 3600), 'hour'];
      const age = new Intl.NumberFormat(this.language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
      this.textContent = this.pattern.replace('%', age);
      this.toggleAttribute('stale', seconds * 1000 > this.stale);
    }
  }

  customElements.define('quartet-age', QuartetAge);
})();
