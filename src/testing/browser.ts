import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

// What @grafana/ui asks of a browser while it is imported and jsdom does not have.
const listening = { addEventListener: () => undefined, removeEventListener: () => undefined };
window.matchMedia ??= (query) => ({
  matches: false,
  media: query,
  onchange: null,
  ...listening,
  addListener: () => undefined,
  removeListener: () => undefined,
  dispatchEvent: () => false,
});
class NothingObserved {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
Object.assign(globalThis, {
  ResizeObserver: NothingObserved,
  IntersectionObserver: NothingObserved,
});
HTMLCanvasElement.prototype.getContext = () => null;

afterEach(cleanup);
