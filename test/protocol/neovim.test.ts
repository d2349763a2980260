/** The server in an editor that is not ours, where there is one on this machine. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CLI, makeProject } from './client.ts';

const hasNeovim = spawnSync('nvim', ['--version']).status === 0;

test.skipIf(!hasNeovim)('Neovim shows a finding, explains it and silences it', () => {
	const directory = makeProject({
		'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "types": ["node"], "noEmit": true } }',
		'a.ts': `import { readFileSync } from 'node:fs';\nexport async function load() {\n\treturn readFileSync('x');\n}\n`,
	});
	const smoke = join(process.cwd(), 'test/neovim/smoke.lua');
	const { stdout, stderr, status } = spawnSync('nvim', ['--headless', '--clean', '-c', `luafile ${smoke}`, 'a.ts'], { cwd: directory, encoding: 'utf8', timeout: 60_000, env: { ...process.env, UNBLOCK_CLI: CLI } });
	expect(`${stdout}${stderr}`).toContain('ok: neovim');
	expect(status).toBe(0);
});
