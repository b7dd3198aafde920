// Lets a long pure computation give way to the page, timers and cancel buttons without touching a clock.

/** Resolves on a later turn of the event loop (a macrotask, unlike `Promise.resolve()`). */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
