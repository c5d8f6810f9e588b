// Runs a compiler in this process, so that the process's CPU time is the compiler's.
const { compiler, args } = JSON.parse(process.env.BENCH_TREES);
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ cpu: (user + system) / 1000 }));
});
process.argv = [process.argv[0], compiler, ...args];
require(compiler);
