/** The program is ready: what it took until here, and its end. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const sample = {
    ready: performance.now(),
    cpu: (userCPUTime + systemCPUTime) / 1000,
    MiB: maxRSS / 1024,
  };
  console.log(JSON.stringify(sample));
});
setImmediate(() => process.exit());
