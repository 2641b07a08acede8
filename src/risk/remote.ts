/** Something that is asked beside the score; its failure leaves everything else shown. */
export type Remote<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ok'; readonly value: T }
  /** `reason` and `hint` are sentences for people. */
  | { readonly kind: 'failed'; readonly reason: string; readonly hint: string };
