import { afterEach, expect, test } from 'vitest';
import { config, TestWorkspace } from './workspace.ts';

const text = [
	'export function load(path: string): Promise<string> { return Promise.resolve(path); }',
	'export async function read(path: string): Promise<string> { return await load(path); }',
	'',
].join('\n');
const on = JSON.stringify({ rules: { 'promise-function-async': 'error', 'superfluous-await': { severity: 'warning' } } });

let workspace: TestWorkspace | undefined;
afterEach(() => { workspace?.dispose(); });

function shown(of: TestWorkspace): readonly string[] {
	return of.findingsOf(of.path('src/load.ts')).map(({ rule, line, severity }) => `${line}: ${rule} ${severity}`);
}

test('a rule that is off by default says nothing until the settings turn it on, and nothing more when they do no longer', () => {
	workspace = new TestWorkspace({ 'package.json': '{ "type": "module" }', 'tsconfig.json': config, 'src/load.ts': text });
	expect(shown(workspace)).toEqual([]);
	workspace.write('unblock.json', on);
	expect(workspace.session.fileChanged(workspace.path('unblock.json'), 'created')).toBe(true);
	expect(shown(workspace)).toEqual(['1: promise-function-async error', '2: superfluous-await warning']);
	workspace.write('unblock.json', '{}');
	workspace.session.fileChanged(workspace.path('unblock.json'), 'changed');
	expect(shown(workspace)).toEqual([]);
});

test('a folder may have settings of its own', () => {
	workspace = new TestWorkspace({ 'package.json': '{ "type": "module" }', 'tsconfig.json': config, 'src/load.ts': text, 'src/other/load.ts': text, 'src/other/unblock.json': on });
	expect(shown(workspace)).toEqual([]);
	expect(workspace.findingsOf(workspace.path('src/other/load.ts')).map(({ rule }) => rule)).toEqual(['promise-function-async', 'superfluous-await']);
});

test('an audit that asks for it by name turns it on, its fix is built, and the next audit knows nothing of it; what the settings turn off stays off', async () => {
	workspace = new TestWorkspace({ 'package.json': '{ "type": "module" }', 'tsconfig.json': config, 'src/load.ts': text, 'src/off/unblock.json': '{ "rules": { "superfluous-await": "off" } }', 'src/off/load.ts': text });
	expect((await workspace.audit()).findings).toEqual([]);
	const { findings } = await workspace.audit({ rules: ['superfluous-await'], withFixes: true });
	expect(findings.map(({ file, line, rule }) => `${file.slice(workspace?.root.length)}:${line} ${rule}`)).toEqual(['/src/load.ts:2 superfluous-await']);
	expect(findings[0]?.fixes).toHaveLength(1);
	expect((await workspace.audit()).findings).toEqual([]);
});
