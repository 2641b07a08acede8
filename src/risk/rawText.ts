/** For texts from outside within a translated one: they are written as they are, since React escapes what it draws. */
export const RAW = { interpolation: { escapeValue: false } } as const;
