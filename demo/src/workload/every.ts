/**
 * Runs `work` again and again, `intervalMs` after the start of the one before, never two at once. What `work` throws
 * ends the process: a part of the workload that cannot work should be seen.
 */
export function every(intervalMs: number, work: () => Promise<void>): void {
  const round = async (): Promise<void> => {
    const begun = performance.now();
    await work();
    setTimeout(() => void round(), Math.max(0, intervalMs - (performance.now() - begun)));
  };
  void round();
}
