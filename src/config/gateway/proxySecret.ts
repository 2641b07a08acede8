/** The gateway refuses to start with less. */
export const SECRET_BYTES_AT_LEAST = 32;

/** Whether the gateway would not take it; one that is empty is none. */
export function isWeakSecret(secret: string): boolean {
  return secret !== '' && new TextEncoder().encode(secret).length < SECRET_BYTES_AT_LEAST;
}
