/** jsdom has no canvas, and uPlot draws its curves on one: here they are drawn nowhere. */
const nowhere: unknown = new Proxy(() => nowhere, {
  // Texts are measured there, too.
  get: (_, key) => (key === 'width' ? 0 : nowhere),
  set: () => true,
});

Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', { value: () => nowhere });
Object.assign(globalThis, {
  Path2D: function Path2D(): unknown {
    return nowhere;
  },
});
