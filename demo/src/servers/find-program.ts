/** Where a program was found. */
export interface Found<T> {
  readonly program: T;
  readonly from: string;
}

/** One place to look. `look` gives the program, or a sentence saying why it is not there. It may also throw. */
export interface Place<T> {
  readonly name: string;
  look(): Promise<T | string>;
  /** The user named this place: when it fails, that is an error, and no other place is tried. */
  readonly explicit?: boolean;
}

/** No place had the program. `reasons` says for each why. */
export class NotFound extends Error {
  constructor(
    readonly what: string,
    readonly reasons: readonly string[],
  ) {
    super(`${what} was not found:\n${reasons.map((line) => `  - ${line}`).join('\n')}`);
  }
}

/** Tries the places in their order; throws {@link NotFound} when none has the program. */
export async function findProgram<T extends object>(what: string, places: readonly Place<T>[]): Promise<Found<T>> {
  const reasons: string[] = [];
  for (const place of places) {
    let result: T | string;
    try {
      result = await place.look();
    } catch (error) {
      result = error instanceof Error ? (error.message.split('\n')[0] ?? 'failed') : String(error);
    }
    if (typeof result !== 'string') return { program: result, from: place.name };
    reasons.push(`${place.name}: ${result}`);
    if (place.explicit === true) break;
  }
  throw new NotFound(what, reasons);
}

/** The first folder of PATH with an executable of that name. */
export async function onPath(
  name: string,
  machine: {
    readonly env: Readonly<Record<string, string | undefined>>;
    isExecutable(file: string): Promise<boolean>;
  },
): Promise<string | undefined> {
  for (const folder of (machine.env.PATH ?? '').split(':')) {
    if (folder !== '' && (await machine.isExecutable(`${folder}/${name}`))) return `${folder}/${name}`;
  }
  return undefined;
}
