const D = '/work/main/demo/src/';
const { launchFromSource } = await import(D + 'processes/launcher.ts');
const { startBinaries } = await import(D + 'processes/binaries.ts');
const { startLoki } = await import(D + 'servers/loki.ts');
const b = await startBinaries(launchFromSource);
const t = performance.now();
try {
  const l = await startLoki(b, { file: '/opt/real/loki', folder: '/tmp/lk', httpPort: 33100, grpcPort: 33101 });
  console.log(l.url, performance.now() - t);
  await new Promise(() => {
    setTimeout(() => {}, Number(process.argv[2] ?? 1) * 1000).unref();
    setTimeout(
      async () => {
        await b.stop();
        process.exit();
      },
      Number(process.argv[2] ?? 1) * 1000,
    );
  });
} catch (e) {
  console.log(e);
  await b.stop();
}
