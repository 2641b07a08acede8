/** What Grafana sends where a contact point says nothing else. */
const DEFAULT_PAYLOAD = '{{ template "webhook.default.payload" . }}';

/** The template that makes the body of a webhook, out of its settings. */
export function payloadTemplate(settings: Readonly<Record<string, unknown>>): string {
  const { payload } = settings;
  const template: unknown =
    typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'template') : undefined;
  return typeof template === 'string' && template !== '' ? template : DEFAULT_PAYLOAD;
}

/** A payload as people read it: JSON with its lines, a form with one line for each field. */
export function readablePayload(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return /^[\w.]+=/.test(text) ? text.split('&').join('\n&') : text;
  }
}
