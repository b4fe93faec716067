// Preloaded into a measured process by peak-memory.ts: on exit it writes the largest resident size,
// in KiB, to the pipe that is its fourth descriptor.
const { writeSync } = require('node:fs');

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
