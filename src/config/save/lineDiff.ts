/** One line of two texts laid over each other. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond this the table of all pairs would take too much; the texts are then shown one after the other. */
const PAIRS_AT_MOST = 1_000_000;

/** How one text becomes the other, line by line, with as much of it the same as can be. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  if (a.length * b.length > PAIRS_AT_MOST) {
    return [...a.map((text) => line('removed', text)), ...b.map((text) => line('added', text))];
  }
  const width = b.length + 1;
  // How many lines are the same from each pair of places on.
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [old, fresh] = [a[i], b[j]];
    if (old !== undefined && old === fresh) {
      lines.push(line('same', old));
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(line('removed', old));
      i += 1;
    } else {
      lines.push(line('added', fresh ?? ''));
      j += 1;
    }
  }
  return lines;
}

/** The lines that changed, with so many around them that people see where they are. */
export function nearChanges(lines: readonly DiffLine[], around: number): readonly DiffLine[] {
  const changed = lines.flatMap(({ kind }, at) => (kind === 'same' ? [] : [at]));
  return lines.filter((_, at) => changed.some((place) => Math.abs(place - at) <= around));
}

function line(kind: DiffLine['kind'], text: string): DiffLine {
  return { kind, text };
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
