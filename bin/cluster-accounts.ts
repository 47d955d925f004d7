#!/usr/bin/env node
import nodeModule from 'node:module';

// A reader that has seen enough (`| head`) closes the pipe; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3));
// What an interrupted run left in its stage folder is swept by the next one; the published bundle is never half done.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

// From the second start on, Node (22 and later) takes the compiled program from its cache; hence the import that comes after.
nodeModule.enableCompileCache?.();
const { main } = await import('../pipeline/cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
