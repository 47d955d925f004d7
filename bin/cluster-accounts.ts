#!/usr/bin/env node
import { main } from '../pipeline/cli/main.ts';

process.exitCode = await main(process.argv.slice(2));
