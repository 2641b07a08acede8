type Headers = Readonly<Record<string, string>>;

const ALWAYS: Headers = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
};
const DATA: Headers = { ...ALWAYS, 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };
/** A report brings its own styles, and nothing that runs or is fetched. */
const PAGE: Headers = {
  ...ALWAYS,
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox",
};

/** What browsers are told about an answer of this content type (undefined: JSON). */
export function headersFor(contentType: string | undefined): Headers {
  return contentType?.startsWith('text/html') === true ? PAGE : DATA;
}
