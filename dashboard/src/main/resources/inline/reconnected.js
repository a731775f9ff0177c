// Flow forgets that it was loading when a request fails, and so to say that it is connected when the request gets through at last.
addEventListener('load', () => {
  const store = window.Vaadin.connectionState;
  const finished = store.loadingFinished;
  store.loadingFinished = () => {
    finished.call(store);
    if (store.state === 'reconnecting') {
      store.state = 'connected';
    }
  };
});
