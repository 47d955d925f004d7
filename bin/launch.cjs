#!/usr/bin/env node
// The installed command: says what is wrong on a Node that is too old, else hands over to the compiled program.
'use strict';
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `cluster-accounts needs Node 20.19 or later; this is ${process.versions.node}. Install a newer Node and run the command again.\n`,
  );
  process.exit(3);
}
import('../dist/bin/cluster-accounts.js');
