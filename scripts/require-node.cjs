// Refuses an old Node in one line, before anything else loads. It is plain CommonJS, preloaded by
// the commands of package.json, because a Node without type stripping can't read the other files
// and the database driver crashes on it without a word.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`Counterfoil needs Node 22.18 or later; this is ${process.version}.\n`);
  process.exit(1);
}
