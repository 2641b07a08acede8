import { hostIo } from './hostIo.ts';
import { main } from './main.ts';

const code = await main(process.argv.slice(2), hostIo());
// Connections that servers keep open would otherwise keep the process; what was written is handed over first.
process.exitCode = code;
await Promise.all(
  [process.stdout, process.stderr].map(
    (stream) =>
      new Promise((done) =>
        stream.write('', () => {
          done(undefined);
        }),
      ),
  ),
);
process.exit(code);
