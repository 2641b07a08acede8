declare module 'amd-module' {
  const entry: { readonly uri: string };
  export default entry;
}

declare let __webpack_public_path__: string;
