// Stands around a function's own code: texts go in and out, so that nothing of the host is ever within its reach.
(function () {
  const parse = JSON.parse;
  const write = JSON.stringify;
  let lines = [];
  let outcome = null;

  const text = (value) => (typeof value === 'object' && value !== null ? write(value) : String(value));
  const log = function () {
    if (lines.length < 200) {
      lines.push(Array.prototype.map.call(arguments, text).join(' ').slice(0, 10000));
    }
  };
  globalThis.console = Object.freeze({ log: log, error: log, warn: log, info: log, debug: log });

  const failed = (error) => ({
    error: error instanceof Error ? error.name + ': ' + error.message : 'Error: ' + text(error),
    lines: lines,
  });
  const done = (result) => {
    outcome = write(result === undefined ? { lines: lines } : { result: result, lines: lines });
  };

  return {
    // handler comes from the program's own scope, whose bindings (let, const) are no properties of globalThis.
    run: function (handler, event) {
      lines = [];
      outcome = null;
      try {
        const result = handler(parse(event));
        if (result !== null && typeof result === 'object' && typeof result.then === 'function') {
          result.then(done, function (error) { outcome = write(failed(error)); });
        } else {
          done(result);
        }
      } catch (error) {
        outcome = write(failed(error));
      }
    },
    // Asked after run: what was asynchronous has ended by then, as nothing here waits for anything outside.
    outcome: function () { return outcome; },
  };
})();
