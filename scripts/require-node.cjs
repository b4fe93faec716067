// Refuses an old Node in one line, before anything else loads. It is plain CommonJS, preloaded by
// the commands of package.json, because a Node without type stripping can't read the other files
// and the database driver crashes on it without a word.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`Counterfoil needs Node 22.18 or later; this is ${process.version}.\n`);
  process.exit(1);
}

// What was compiled once is kept, for every process and thread of the program: each starts in half the
// time. It lies beside the libraries, because whoever may write there may change the program anyway.
// Every Node must be able to read this file, so it is written for the oldest.
const { join } = require('node:path');
if (process.env.NODE_COMPILE_CACHE === undefined) {
  process.env.NODE_COMPILE_CACHE = join(__dirname, '..', 'node_modules', '.cache', 'counterfoil');
}
require('node:module').enableCompileCache(process.env.NODE_COMPILE_CACHE);
