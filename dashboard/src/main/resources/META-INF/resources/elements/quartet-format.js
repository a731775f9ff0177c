// Numbers as the server writes them: three significant digits, SI prefixes, the page's language.
(() => {
  const PREFIXES = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

  // Making one costs as much as hundreds of its answers.
  const made = new Map();
  const formatter = (kind, lang, options) => {
    const key = `${kind.name} ${lang} ${JSON.stringify(options)}`;
    if (!made.has(key)) {
      made.set(key, new kind(lang, options));
    }
    return made.get(key);
  };
  const dates = (lang, options) => formatter(Intl.DateTimeFormat, lang, options);
  const numbers = (lang, options) => formatter(Intl.NumberFormat, lang, options);

  const plain = (value, lang) => numbers(lang, { maximumSignificantDigits: 3, useGrouping: false }).format(value);

  const scaled = (value, lang) => {
    const found = PREFIXES.find(([size]) => Math.abs(value) >= size * 0.9995);
    return found ? plain(value / found[0], lang) + ' ' + found[1] : plain(value, lang) + ' ';
  };

  // Korean has words, right behind the number.
  const KOREAN = { s: '초', min: '분', h: '시간', d: '일' };
  const timed = (amount, unit, lang) => amount + (lang.startsWith('ko') ? KOREAN[unit] : ' ' + unit);
  const pair = (whole, unit, rest, restUnit, lang) =>
    timed(whole, unit, lang) + (rest ? ' ' + timed(rest, restUnit, lang) : '');

  // A duration in its two greatest units.
  const length = (value, lang) => {
    const seconds = Math.round(value / 1000);
    if (seconds < 7200) {
      return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's', lang);
    }
    const minutes = Math.round(seconds / 60);
    return minutes < 2880
      ? pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min', lang)
      : pair(Math.floor(minutes / 1440), 'd', Math.floor(minutes / 60) % 24, 'h', lang);
  };

  // unit: "ms" (durations grow to seconds), "%" (of fractions), anything else follows the number.
  const format = (value, unit, lang) => {
    if (value === null || value === undefined || Number.isNaN(value)) {
      return '–';
    }
    if (unit === 'ms') {
      if (value >= 119500) {
        return length(value, lang);
      }
      return value >= 999.5 ? timed(plain(value / 1000, lang), 's', lang) : plain(value, lang) + ' ms';
    }
    if (unit === '%') {
      return plain(value * 100, lang) + ' %';
    }
    return (scaled(value, lang) + unit).trimEnd();
  };

  window.quartet = Object.assign(window.quartet || {}, { format, dates, numbers });
})();
