const PREFIX = 'releaserisk-app.draft.';

/** What was typed and not saved, for as long as this tab of the browser lives: a reload does not lose it. */
export const draftStorage = {
  /** What was kept under a key; undefined where there is nothing, or nothing that can be read. */
  read(key: string): unknown {
    try {
      const text = window.sessionStorage.getItem(`${PREFIX}${key}`);
      return text === null ? undefined : (JSON.parse(text) as unknown);
    } catch {
      return undefined;
    }
  },
  /** Keeps a value, or forgets the key where it is undefined. A full or forbidden storage loses only the reload. */
  write(key: string, value: unknown): void {
    try {
      if (value === undefined) window.sessionStorage.removeItem(`${PREFIX}${key}`);
      else window.sessionStorage.setItem(`${PREFIX}${key}`, JSON.stringify(value));
    } catch {
      // Nothing is lost as long as the page stays open.
    }
  },
  /** Everything that is kept, in the order of the alphabet. */
  keys(): readonly string[] {
    try {
      return Object.keys(window.sessionStorage)
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => key.slice(PREFIX.length))
        .sort();
    } catch {
      return [];
    }
  },
};
