/** A file as its text, inlined into the bundle. */
declare module '*?raw' {
  const text: string;
  export default text;
}
