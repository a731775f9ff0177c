// Flow's client waits for DOMContentLoaded, which is over when it comes, and else looks every 50 ms: tells those who come late at once.
(() => {
  const add = document.addEventListener;
  document.addEventListener = function (type, listener, options) {
    add.call(document, type, listener, options);
    if (type === 'DOMContentLoaded' && document.readyState === 'complete' && typeof listener === 'function') {
      queueMicrotask(() => listener.call(document, new Event(type)));
    }
  };
})();
