import type { Silence } from '@release-risk/grafana/api/silences';

type Matcher = Silence['matchers'][number];

/** Ids of the silences that kept an alert with these labels from people at a moment (epoch ms). */
export function silencesOf(
  labels: Readonly<Record<string, string>>,
  at: number,
  silences: readonly Silence[],
): readonly string[] {
  return silences
    .filter(({ startsAt, endsAt }) => Date.parse(startsAt) <= at && at < Date.parse(endsAt))
    .filter(({ matchers }) => matchers.length > 0 && matchers.every((matcher) => matches(matcher, labels)))
    .map(({ id }) => id);
}

function matches({ name, value, isRegex, isEqual }: Matcher, labels: Readonly<Record<string, string>>): boolean {
  const found = labels[name] ?? '';
  return (isRegex ? wholly(value, found) : found === value) === isEqual;
}

/** An expression that is not understood here silences: held too much is seen, rolled back too much is done. */
function wholly(expression: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${expression})$`).test(text);
  } catch {
    return true;
  }
}
