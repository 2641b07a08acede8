import { locationService } from '@grafana/runtime';

/**
 * Asks before the page is left: for another page of Grafana by `onLeave`, which gets the way to go on; for another
 * site, or a closed window, by the browser's own question. Gives the way to end it.
 */
export function guardLeaving(onLeave: (leave: () => void) => void): () => void {
  const history = locationService.getHistory();
  const from = history.location.pathname;
  const unblock = history.block((location) => {
    // Within the page, such as another tab of it, nothing is left behind.
    if (location.pathname === from) return undefined;
    onLeave(() => {
      unblock();
      history.push(location);
    });
    return false;
  });
  const beforeUnload = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
  };
  window.addEventListener('beforeunload', beforeUnload);
  return () => {
    unblock();
    window.removeEventListener('beforeunload', beforeUnload);
  };
}
