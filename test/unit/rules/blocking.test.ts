import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/rules/finding.ts';
import { checkFile } from '../../../server/src/rules/index.ts';
import type { FileOutline, Requirement } from '../../../server/src/outline/model.ts';
import { awaited, awaits, bind, call, closure, file, loop, place, platform, requires, when, type Draft, type FileDraft, type FunctionDraft } from '../outlines.ts';
import { catalogue, graphOf } from '../callgraph/project.ts';

const read = call('node:fs#readFileSync');
const reads: FunctionDraft = { name: 'read', steps: [read] };
const cache = { root: 'module', name: '/p/a.ts#cache', path: [] } as const;

function findingsIn(outline: FileOutline, ...others: FileOutline[]): Finding[] {
	return checkFile(outline, graphOf(outline, ...others), catalogue);
}

function findings(draft: FileDraft, path = '/p/a.ts'): Finding[] {
	return findingsIn(file(path, draft));
}

/** Findings of an exported async `main` with these steps. */
function inAsync(steps: readonly Draft[], ...functions: FunctionDraft[]): Finding[] {
	return findings({ functions: [{ name: 'main', isAsync: true, isExported: true, steps }, reads, ...functions] });
}

const brief = (found: readonly Finding[]) => found.map(({ rule, function: name, verdict }) => `${rule} ${verdict} in ${name}`);

describe('blocking-call', () => {
	it('reports a direct call in async code', () => {
		const [finding, ...more] = inAsync([read]);
		expect(more).toEqual([]);
		expect(finding).toMatchObject({
			rule: 'blocking-call', category: 'blocking', severity: 'error', priority: 'P1', verdict: 'bad', reason: null, function: 'main', chain: [], guide: 'blocking-call',
			message: '`readFileSync()` reads a file and holds the event loop while it does, in async `main`; await `readFile()` from node:fs/promises instead.',
			impact: 'every other task on the event loop waits until async `main` goes on',
		});
		expect(finding?.fingerprint).toMatch(/^[0-9a-f]{16}$/);
	});

	it('reports it within closures that run in place, under the async function\'s name', () => {
		expect(brief(inAsync([closure('/p/a.ts#main.<closure>'), call('lib#Array.map', { args: ['/p/a.ts#main.<closure>'] })], { name: 'main.<closure>', in: 'main', steps: [read] }))).toEqual(['blocking-call bad in main']);
		expect(brief(inAsync([closure('/p/a.ts#main.<closure>', 'called')], { name: 'main.<closure>', in: 'main', steps: [read] }))).toEqual(['blocking-call bad in main']);
		expect(inAsync([closure('/p/a.ts#main.<closure>'), call('unknown#thing', { args: ['/p/a.ts#main.<closure>'] })], { name: 'main.<closure>', in: 'main', steps: [read] })).toEqual([]);
	});

	it('reports it in callbacks that hold the loop without any async', () => {
		const [finding] = findings({ module: [closure('/p/a.ts#<closure>'), call('express#Router.get', { args: ['/', '/p/a.ts#<closure>'] })], functions: [{ name: '<closure>', steps: [read] }] });
		expect(finding).toMatchObject({
			verdict: 'bad', priority: 'P0', fixes: [], impact: 'every other request waits while this request handler is held up',
			message: '`readFileSync()` reads a file and holds the event loop while it does, in the request handler; use `readFile()` from node:fs/promises instead, in an async function.',
		});
	});

	it('says nothing of sync functions', () => {
		expect(findings({ functions: [{ ...reads, isExported: true }, { name: 'two', isExported: true, steps: [call('/p/a.ts#read')] }] })).toEqual([]);
	});

	it('says on which platform, or by which switch', () => {
		const under = (holds: Requirement): string | undefined => inAsync([when([[read]], { requires: [[holds]] })])[0]?.message;
		expect(under(requires(platform, 'equals', 'win32'))).toContain('holds the event loop while it does (on Windows only), in async `main`;');
		expect(under(requires({ kind: 'external', symbol: 'switch#DEBUG' }, 'truthy'))).toContain('(only where `DEBUG` is set), in async `main`;');
	});

	it('gives advice where nothing can be written mechanically', () => {
		expect(inAsync([call('node:child_process#execSync')])[0]).toMatchObject({
			priority: 'P0', fixes: [], message: '`execSync()` runs a shell command and waits for it, and holds the event loop meanwhile, in async `main`; run it with `exec()`.',
		});
	});

	it('keeps the lower severities of what is short', () => {
		expect(inAsync([call('node:fs#existsSync')])[0]).toMatchObject({ severity: 'info', priority: 'P2' });
		expect(inAsync([call('node:crypto#pbkdf2Sync')])[0]).toMatchObject({ severity: 'hint', priority: 'P3' });
	});
});

describe('blocking-call-chain', () => {
	it('reports the call nearest to the sink, with the path through files', () => {
		const outline = file('/p/a.ts', { functions: [
			{ name: 'main', isAsync: true, isExported: true, steps: [call('/p/b.ts#load')] },
			{ name: 'above', isAsync: true, isExported: true, steps: [call('/p/a.ts#main')] },
		] });
		const [finding, ...more] = findingsIn(outline, file('/p/b.ts', { functions: [{ name: 'load', steps: [call('/p/b.ts#parse')] }, { name: 'parse', steps: [read] }] }));
		expect(more).toEqual([]);
		expect(finding).toMatchObject({
			rule: 'blocking-call-chain', function: 'main', severity: 'error', fixes: [],
			message: '`load()` ends in `readFileSync()` (3 calls down: load → parse → readFileSync), which reads a file and holds up every other task while async `main` runs; make the path async with `readFile()` from node:fs/promises.',
		});
		expect(finding?.chain.map((link) => `${link.file} ${link.label}`)).toEqual(['/p/a.ts load()', '/p/b.ts parse()', '/p/b.ts readFileSync()']);
	});

	it('advises what can be done where the way leads through what cannot wait', () => {
		const made = (kind: FunctionDraft['kind'], name: string): string | undefined => inAsync([call(`/p/a.ts#${name}`)], { name, steps: [read], ...(kind && { kind }) })[0]?.message;
		expect(made('constructor', 'Box.constructor')).toContain('; a constructor cannot wait: do it with `readFile()` from node:fs/promises in an async factory or an `initialize()` that is awaited.');
		expect(made('getter', 'Box.size')).toContain('; a getter cannot wait: do it once with `readFile()` from node:fs/promises, ahead of time, and keep the result.');
		expect(inAsync([call('/p/a.ts#a')], { name: 'a', steps: [call('/p/a.ts#b')] }, { name: 'b', steps: [call('/p/a.ts#read')] })[0]?.message).toContain(', or read the file once and keep what it says.');
	});

	it('reports one finding per call: the worst, then the nearest', () => {
		const found = inAsync([call('/p/a.ts#both')], { name: 'both', steps: [call('node:fs#existsSync'), call('/p/a.ts#read'), call('node:crypto#pbkdf2Sync')] });
		expect(found.map((each) => each.chain.map((link) => link.label))).toEqual([['both()', 'read()', 'readFileSync()']]);
	});

	it('reports a named function that is given to run at once', () => {
		expect(inAsync([call('lib#Array.map', { args: ['/p/a.ts#read'] })])[0]).toMatchObject({ rule: 'blocking-call-chain', message: expect.stringContaining('`read()` calls `readFileSync()`, which reads a file') });
	});

	it('prefers what happens each time to what happens once', () => {
		const memo = { target: cache, kind: 'once' } as const;
		const found = inAsync([call('/p/a.ts#both')], { name: 'both', steps: [when([[read]], { memo }), call('node:crypto#pbkdf2Sync')] });
		expect(found).toMatchObject([{ verdict: 'bad', severity: 'hint' }]);
	});

	it('does not hold one short look at a file\'s entry against a path', () => {
		const look = { name: 'look', steps: [call('node:fs#existsSync')] };
		expect(inAsync([call('/p/a.ts#look')], look)).toMatchObject([{ verdict: 'acceptable' }]);
		expect(inAsync([loop('for', [call('/p/a.ts#look')])], look)).toMatchObject([{ verdict: 'bad', severity: 'info' }]);
	});
});

describe('verdicts', () => {
	const reason = (draft: FileDraft, path = '/p/a.ts') => findings(draft, path).map((each) => `${each.verdict} ${each.severity}: ${each.reason}`);
	const started = (...steps: Draft[]): FileDraft => ({ module: steps, functions: [{ name: 'main', isAsync: true, steps: [read] }] });

	it('accept what runs while modules load', () => {
		expect(reason({ module: [read] })).toEqual(['acceptable hint: runs once while the module loads']);
		expect(reason({ module: [read, awaits, read] })).toHaveLength(2);
		expect(reason({ module: [call('/p/a.ts#read')], functions: [reads] })).toEqual([]);
	});

	it('accept start-up, and not what comes after it', () => {
		expect(reason(started(call('/p/a.ts#main')))).toEqual(['acceptable hint: start-up: called while p/a.ts loads']);
		expect(reason(started(call('/p/a.ts#main'), call('node:http#Server.listen')))).toEqual(['acceptable hint: start-up: runs before the server listens (called from p/a.ts)']);
		expect(reason(started(call('node:http#Server.listen'), call('/p/a.ts#main')))).toEqual(['bad error: null']);
	});

	it('tell what follows a listening call at once from what follows an await behind it', () => {
		const serve = (...steps: Draft[]) => reason({ module: [call('/p/a.ts#serve')], functions: [{ name: 'serve', isAsync: true, steps }] });
		expect(serve(call('node:http#Server.listen'), read)).toEqual(['acceptable hint: start-up: runs before the server listens (called from p/a.ts)']);
		expect(serve(call('node:http#Server.listen'), awaits, read)).toEqual(['bad error: null']);
	});

	it('accept commands, tests, workers and shutdown', () => {
		const at = (path: string, to = '<module>') => reason({ module: to === '<module>' ? [call(`${path}#main`)] : [call(to, { args: ['exit', `${path}#main`] })], functions: [{ name: 'main', isAsync: true, steps: [read] }] }, path);
		expect(at('/p/bin.ts')).toEqual(['acceptable hint: command-line entry (bin of package.json): nothing else waits on the loop']);
		expect(at('/p/a.test.ts')).toEqual(['acceptable hint: test code']);
		expect(at('/p/worker.ts')).toEqual(['acceptable hint: worker file: has a thread of its own']);
		expect(at('/p/a.ts', 'node:process#on')).toEqual(['acceptable hint: runs while the process exits, where nothing else may run']);
	});

	it('accept what happens once, or once per key', () => {
		const once = (kind: 'once' | 'keyed') => inAsync([when([[read]], { memo: { target: cache, kind } })]).map((each) => each.reason);
		expect(once('once')).toEqual(['runs once; the result is kept in `cache`']);
		expect(once('keyed')).toEqual(['runs once per key; the result is kept in `cache`']);
		expect(inAsync([call('/p/a.ts#cached')], { name: 'cached', steps: [when([[read]], { memo: { target: { root: 'this', path: ['text'] }, kind: 'once' } })] })[0]).toMatchObject({ verdict: 'acceptable', reason: 'runs once; the result is kept in `this.text`', priority: 'P3' });
	});
});

describe('the fix', () => {
	/** An async `load` with these steps, and how others call it. */
	const fixes = (steps: readonly Draft[], caller: readonly Draft[] = [call('/p/a.ts#load', { result: awaited }), awaits]) => findings({ functions: [
		{ name: 'load', isAsync: true, steps }, { name: 'caller', isAsync: true, isExported: true, steps: caller },
	] }).flatMap((each) => each.fixes);

	it('is safe where every caller awaits the function', () => {
		expect(fixes([read])).toMatchObject([{ kind: 'await-replacement', title: 'Await readFile() from node:fs/promises', safety: 'safe', file: '/p/a.ts', function: '/p/a.ts#load', symbol: 'node:fs#readFileSync' }]);
	});

	it('needs a review where callers go on meanwhile', () => {
		const unsafe = [{ safety: 'review', caution: 'callers that do not await this function go on before this is done' }];
		expect(fixes([read], [call('/p/a.ts#load')])).toMatchObject(unsafe);
		expect(fixes([read], [])).toMatchObject(unsafe);
		expect(fixes([read], [call('/p/a.ts#load', { result: awaited }), place('assign', { root: 'this', path: ['f'] }, '/p/a.ts#load')])).toMatchObject(unsafe);
		expect(fixes([awaits, read], [call('/p/a.ts#load')])).toMatchObject([{ safety: 'safe' }]);
		expect(fixes([when([[awaits]]), read], [call('/p/a.ts#load')])).toMatchObject(unsafe);
	});

	it('needs a review where shared state would be stale', () => {
		const count = { root: 'this', path: ['count'] } as const;
		const stale = [{ safety: 'review', caution: 'other code may change `this.count` during the await, between where it is read and where it is written' }];
		expect(fixes([place('read', count), read, place('assign', count)])).toMatchObject(stale);
		expect(fixes([read, place('read', count), place('assign', count)])).toMatchObject([{ safety: 'safe' }]);
		expect(fixes([place('read', count), read, place('assign', { root: 'this', path: ['other'] })])).toMatchObject([{ safety: 'safe' }]);
	});

	it('needs a review where the call changes something', () => {
		expect(fixes([call('node:fs#writeFileSync')])).toMatchObject([{ safety: 'review', caution: 'other code may run before this is done and see it half done' }]);
	});

	it('is not offered in sync closures', () => {
		expect(inAsync([closure('/p/a.ts#main.<closure>', 'called')], { name: 'main.<closure>', in: 'main', steps: [read] }).flatMap((each) => each.fixes)).toEqual([]);
	});
});

describe('fingerprints', () => {
	const of = (draft: FileDraft, path = '/p/a.ts') => findings(draft, path).map((each) => each.fingerprint);
	const main = (...steps: Draft[]): FileDraft => ({ functions: [{ name: 'main', isAsync: true, isExported: true, steps }] });

	it('survive moved lines and a moved workspace', () => {
		expect(of({ ...main(read), skip: 500 })).toEqual(of(main(read)));
		expect(of(main(bind(1, 'x'), read), '/q/p/a.ts')).toEqual(of(main(read)));
	});

	it('tell findings apart', () => {
		expect(new Set(of(main(read, read, call('node:fs#existsSync')))).size).toBe(3);
	});
});
