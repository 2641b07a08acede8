/** One part of the demo and whether it is what it is named after. */
export interface Part {
  readonly name: string;
  readonly kind: 'real' | 'stand-in' | 'simulated';
  readonly address: string;
  /** Where it comes from, or what it cannot do. */
  readonly note: string;
}

/** A command to copy, and what it answers. */
export interface CommandHint {
  readonly title: string;
  readonly command: string;
}

/** The exact commands that score and gate this demo from another terminal. */
export function commandHints(options: {
  readonly modelFile: string;
  readonly prometheusUrl: string;
  readonly lokiUrl: string;
}): readonly CommandHint[] {
  const program = 'npx release-risk';
  const bound = `${options.modelFile} --prometheus ${options.prometheusUrl} --loki ${options.lokiUrl}`;
  return [
    { title: 'Score it from another terminal', command: `${program} score ${bound} --watch` },
    { title: 'May the release go on?', command: `${program} gate ${bound} --window 2m` },
  ];
}
