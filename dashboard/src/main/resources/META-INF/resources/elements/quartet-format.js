// Numbers as the server writes them: three significant digits, SI prefixes, the page's language.
(() => {
  const PREFIXES = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

  const plain = (value, lang) =>
    new Intl.NumberFormat(lang, { maximumSignificantDigits: 3, useGrouping: false }).format(value);

  const scaled = (value, lang) => {
    const found = PREFIXES.find(([size]) => Math.abs(value) >= size * 0.9995);
    return found ? plain(value / found[0], lang) + ' ' + found[1] : plain(value, lang) + ' ';
  };

  // unit: "ms" (durations grow to seconds), "%" (of fractions), anything else follows the number.
  const format = (value, unit, lang) => {
    if (value === null || value === undefined || Number.isNaN(value)) {
      return '–';
    }
    if (unit === 'ms') {
      if (value >= 119500) {
        return value >= 7170000 ? plain(value / 3600000, lang) + ' h' : plain(value / 60000, lang) + ' min';
      }
      return value >= 999.5 ? plain(value / 1000, lang) + ' s' : plain(value, lang) + ' ms';
    }
    if (unit === '%') {
      return plain(value * 100, lang) + ' %';
    }
    return (scaled(value, lang) + unit).trimEnd();
  };

  window.quartet = Object.assign(window.quartet || {}, { format });
})();
