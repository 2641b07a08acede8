/** What the reader of documents has against a member. */
export interface Finding {
  /** Such as `limit.sigmas`. */
  readonly path: string;
  readonly message: string;
  /** What to do about it, or nothing. */
  readonly hint: string;
}

/** What to say beside the field of a member or of anything in it; not what `except` says by itself. */
export function findingAt(
  findings: readonly Finding[],
  path: string,
  except: readonly string[] = [],
): string | undefined {
  const found = findings.find(
    (one) => isWithin(one.path, path) && !except.some((member) => isWithin(one.path, member)),
  );
  return found === undefined ? undefined : findingText(found);
}

export function findingText({ message, hint }: Finding): string {
  return hint === '' ? message : `${message}. ${hint}`;
}

/** Findings about nothing that has a field of its own. */
export function findingsBeside(findings: readonly Finding[], members: readonly string[]): readonly Finding[] {
  return findings.filter(({ path }) => !members.some((member) => isWithin(path, member)));
}

function isWithin(path: string, member: string): boolean {
  return path === member || path.startsWith(`${member}.`) || path.startsWith(`${member}[`);
}
