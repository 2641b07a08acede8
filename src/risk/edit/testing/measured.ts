/** Grafana's combobox measures its texts and draws as many choices as fit; jsdom gives everything no size at all. */
const LETTER = 8;

Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', {
  configurable: true,
  value: () => ({ measureText: (text: string) => ({ width: text.length * LETTER }) }),
});
Object.defineProperty(Element.prototype, 'getBoundingClientRect', {
  configurable: true,
  value: () => ({ x: 0, y: 0, top: 0, left: 0, bottom: 400, right: 400, width: 400, height: 400 }),
});
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 400 });
Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 400 });
