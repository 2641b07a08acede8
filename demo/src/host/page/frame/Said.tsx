import React from 'react';

/** A page that has nothing to show but a sentence, or not even that yet. */
export function Said({ children, busy = false }: { readonly children?: string; readonly busy?: boolean }) {
  return <main aria-busy={busy}>{children !== undefined && <p role="alert">{children}</p>}</main>;
}
