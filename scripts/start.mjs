/**
 * `npm start [-- PATH…]`: installs and builds if needed, then audits the given paths, or the example service. Findings are what it is to show, so they
 * are no failure here: the exit code is the CLI's only where it could not do its work (2 and above).
 */
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { ensureInstalled, ROOT } from './install.mjs';

ensureInstalled();
const built = node(['scripts/build.mjs'], ROOT);
if (built !== 0) { process.exit(built); }

// npm runs scripts in the project's folder; a path is meant from where the person is.
const here = process.env.INIT_CWD ?? process.cwd();
const given = process.argv.slice(2);
const code = given.length === 0
	? node(['dist/cli.js', 'audit', 'examples'], ROOT)
	: node([path.join(ROOT, 'dist/cli.js'), 'audit', ...given], here);
process.exit(code === 1 ? 0 : code);

function node(args, cwd) {
	return spawnSync(process.execPath, args, { cwd, stdio: 'inherit' }).status ?? 1;
}
