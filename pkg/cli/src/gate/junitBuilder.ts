/** Loaded apart: only gates with --junit need it. */
export { default as junit } from 'junit-report-builder';
