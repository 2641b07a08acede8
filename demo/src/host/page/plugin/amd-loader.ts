import { SHARED_MODULES } from './shared-modules.ts';

type Factory = (...dependencies: unknown[]) => unknown;
type Define = (dependencies: readonly string[], factory: Factory) => void;

declare global {
  interface Window {
    define?: Define & { amd: object };
  }
}

/** Loads a module as Grafana's SystemJS does: AMD, with shared dependencies, and `module.uri` as its own address. */
export async function loadAmdModule(url: string): Promise<unknown> {
  let defined: readonly [readonly string[], Factory] | undefined;
  await queue;
  const turn = runScript(url, (dependencies, factory) => {
    defined = [dependencies, factory];
  });
  queue = turn.catch(() => undefined);
  await turn;
  if (defined === undefined) throw new Error(`${url} defined no AMD module`);
  const [dependencies, factory] = defined;
  const uri = new URL(url, document.baseURI).href;
  return factory(...dependencies.map((name) => dependency(name, uri)));
}

/** `define` is one for the window, so scripts that call it run one after the other. */
let queue: Promise<unknown> = Promise.resolve();

function dependency(name: string, uri: string): unknown {
  if (name === 'module') return { uri };
  if (Object.hasOwn(SHARED_MODULES, name)) return SHARED_MODULES[name];
  throw new Error(`${uri} asks for "${name}", which Grafana does not share with plugins`);
}

function runScript(url: string, define: Define): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    window.define = Object.assign(define, { amd: {} });
    const done = (end: () => void) => () => {
      delete window.define;
      end();
    };
    script.onload = done(resolve);
    script.onerror = done(() => {
      reject(new Error(`${url} could not be loaded`));
    });
    document.head.append(script);
  });
}
