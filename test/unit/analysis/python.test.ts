/** A session in Python: what changes in one file change in others, what silences a finding, and what is none of the workspace's. */
import { afterEach, expect, test } from 'vitest';
import { fixJob } from '../../../server/src/analysis/fixJob.ts';
import { whyJob } from '../../../server/src/analysis/whyJob.ts';
import { TestWorkspace } from './workspace.ts';

let workspace: TestWorkspace;
afterEach(() => { workspace.dispose(); });

function open(files: Readonly<Record<string, string>>): TestWorkspace {
	workspace = new TestWorkspace({ 'pyproject.toml': '[project]\nname = "app"\n', ...files }, { language: 'python', withTypes: false });
	return workspace;
}

const service = 'from app.store import Store\n\n\nasync def save(store: Store) -> None:\n    store.save("a")\n';
const store = (body: string, name = 'save') => `import asyncio\nfrom pathlib import Path\n\n\nclass Store:\n    def ${name}(self, text: str) -> None:\n        ${body}\n`;
const blocking = 'Path("a").write_text(text)';

const linesIn = (file: string) => workspace.findingsOf(workspace.path(file)).filter(({ verdict }) => verdict === 'bad').map(({ line, rule }) => `${line} ${rule}`);

test('sees what an edit of one file does to another', () => {
	const { session } = open({ 'app/__init__.py': '', 'app/service.py': service, 'app/store.py': store('pass') });
	const file = workspace.path('app/store.py');
	expect(linesIn('app/service.py')).toEqual([]);
	session.setDocument(file, store(blocking), 1);
	expect(linesIn('app/service.py')).toEqual(['5 blocking-call-chain']);
	session.setDocument(file, store(blocking, 'other'), 2);
	expect(linesIn('app/service.py')).toEqual([]);
	session.closeDocument(file);
	session.setDocument(file, store(blocking), 3);
	expect(linesIn('app/service.py')).toEqual(['5 blocking-call-chain']);
});

test('looks at files again only where a declaration that they use changed', () => {
	const { session } = open({ 'app/__init__.py': '', 'app/service.py': service, 'app/store.py': store('pass') });
	linesIn('app/service.py');
	const outlineOf = () => session.outlines.get(workspace.path('app/service.py'));
	const first = outlineOf();
	session.setDocument(workspace.path('app/store.py'), store(blocking), 1);
	linesIn('app/service.py');
	expect(outlineOf()).toBe(first);
	session.setDocument(workspace.path('app/store.py'), `${store(blocking)}\n    size: int = 1\n`, 2);
	// An editor asks for the edited file first.
	linesIn('app/store.py');
	linesIn('app/service.py');
	expect(outlineOf()).not.toBe(first);
});

test('sees a module that comes and goes', () => {
	const { session } = open({ 'app/__init__.py': '', 'app/service.py': service });
	expect(linesIn('app/service.py')).toEqual([]);
	workspace.write('app/store.py', store(blocking));
	session.fileChanged(workspace.path('app/store.py'), 'created');
	// What a file imports in vain is no dependency: an edit brings it up to date.
	session.setDocument(workspace.path('app/service.py'), `${service}\n`, 1);
	expect(linesIn('app/service.py')).toEqual(['5 blocking-call-chain']);
});

test('is silenced by comments in Python, and by settings', async () => {
	open({
		'unblock.json': '{ "rules": { "blocking-call-chain": "off" } }',
		'app/naps.py': 'import time\n\n\nasync def nap() -> None:\n    # unblock-ignore blocking-call -- at night\n    time.sleep(1)\n    text = "# unblock-ignore blocking-call -- no comment"; time.sleep(1)\n',
		'app/all.py': '# unblock-ignore-file blocking-call -- a demo\nimport time\n\n\nasync def nap() -> None:\n    time.sleep(1)\n',
		'app/service.py': service, 'app/store.py': store(blocking), 'app/__init__.py': '',
	});
	const { findings, errors } = await workspace.audit();
	expect(errors).toEqual([]);
	expect(findings.map((each) => [each.file.slice(workspace.root.length + 1), each.line, each.suppressed])).toEqual([['app/all.py', 6, 'a demo'], ['app/naps.py', 6, 'at night'], ['app/naps.py', 7, undefined]]);
});

test('leaves environments alone, whatever they are called', async () => {
	const installed = 'def save() -> None:\n    open("a")\n';
	open({
		'python-env/pyvenv.cfg': 'home = /usr/bin\n', 'python-env/lib/helper/__init__.py': installed, 'python-env/helper.py': installed,
		'app/main.py': 'import sys\nsys.path.insert(0, "python-env")\nimport helper\n\n\nasync def main() -> None:\n    helper.save()\n',
	});
	const { findings, files } = await workspace.audit();
	expect(findings).toEqual([]);
	expect(files.map(({ file }) => file.slice(workspace.root.length + 1))).toEqual(['app/main.py']);
	expect(workspace.session.isWorkspaceFile(workspace.path('python-env/helper.py'))).toBe(false);
	expect(workspace.session.isWorkspaceFile(workspace.path('app/main.py'))).toBe(true);
});

test('knows by the project which functions commands start', async () => {
	const command = 'import time\n\n\ndef main() -> None:\n    import asyncio\n    asyncio.run(run())\n\n\nasync def run() -> None:\n    time.sleep(1)\n\n\nasync def other() -> None:\n    time.sleep(1)\n';
	open({ 'pyproject.toml': '[project]\nname = "app"\n[project.scripts]\napp = "app.cli:main"\n', 'app/__init__.py': '', 'app/cli.py': command, 'app/same.py': command });
	const { findings } = await workspace.audit();
	expect(findings.map((each) => [each.file.slice(workspace.root.length + 5), each.line, each.verdict, each.reason])).toEqual([
		['cli.py', 10, 'acceptable', 'command-line entry (the command `app` of pyproject.toml): nothing else waits on the loop'], ['cli.py', 14, 'bad', null], ['same.py', 10, 'acceptable', 'runs on an event loop of its own that sync code waits for: nothing else waits on it'], ['same.py', 14, 'bad', null],
	]);
});

test('says what it would do in words of Python, and builds it', () => {
	open({ 'app/api.py': 'import time\nfrom pathlib import Path\n\n\nclass Report:\n    def __init__(self) -> None:\n        self.text = Path("a").read_text()\n\n\nasync def load() -> str:\n    time.sleep(1)\n    Path("a").read_text()\n    return Report().text\n' });
	const file = workspace.path('app/api.py');
	const findings = workspace.findingsOf(file);
	expect(findings.map(({ message }) => message)).toEqual([
		'`sleep()` sleeps and holds the event loop while it does, in async `load`; await `sleep()` from asyncio instead.',
		'`read_text()` reads a file and holds the event loop while it does, in async `load`; run it through `await asyncio.to_thread(…)`.',
		'`Report()` calls `read_text()`, which reads a file and holds up every other task while async `load` runs; run `Report()` through `await asyncio.to_thread(…)`.',
	]);
	expect(findings.flatMap(({ fixes }) => fixes.map(({ title, safety }) => `${title} (${safety})`))).toEqual(['Await sleep() from asyncio (safe)', 'Run read_text() on another thread (review)', 'Run Report() on another thread (review)']);
	const resolved = workspace.run(fixJob(workspace.session, file, findings[0]?.fingerprint ?? '', 0));
	expect(resolved.kind === 'fix' && resolved.fix.edits.map(({ line, column, newText }) => [line, column, newText])).toEqual([[1, 1, 'import asyncio\n'], [11, 5, 'await asyncio.sleep']]);
});

test('tells why', () => {
	open({ 'app/api.py': 'import threading\nimport time\n\nlock = threading.Lock()\n\n\nasync def load() -> None:\n    with lock:\n        time.sleep(1)\n\n\ndef other() -> None:\n    unknown.sleep(1)\n' });
	const why = (line: number) => workspace.run(whyJob(workspace.session, workspace.path('app/api.py'), line));
	expect(why(8).calls).toMatchObject([{ text: 'lock', outcome: 'Not reported: nobody is known to hold the lock for long.' }]);
	expect(why(9)).toMatchObject({ function: { name: 'load', isAsync: true }, calls: [{ column: 9, text: 'time.sleep(1)', resolved: 'time#sleep', effects: ['sleeps (sleep, error): sleep()'] }], findings: [{ rule: 'blocking-call' }] });
	expect(why(9).calls[0]?.outcome).toMatch(/^Reported as blocking-call: /);
	expect(why(13).calls[0]?.outcome).toBe('Not reported: what it calls could not be resolved, so that nothing is known of it.');
});

test('tells why no fix is offered, and what a fix does', () => {
	const body = 'asyncio.get_running_loop().stop()\n        Path("a").write_text(text)';
	open({ 'app/__init__.py': '', 'app/service.py': service, 'app/store.py': store(body), 'app/direct.py': 'import time\n\n\nasync def rest() -> None:\n    time.sleep(1)\n\n\nasync def all_of() -> None:\n    [time.sleep(each) for each in () for _ in [time.sleep(each) for each in ()]]\n' });
	const fixes = (file: string, line: number) => workspace.run(whyJob(workspace.session, workspace.path(file), line)).calls.map((call) => call.fixes ?? []);
	expect(fixes('app/service.py', 5)).toEqual([['None offered: it calls `asyncio.get_running_loop()`, which belongs to the event loop\'s thread.']]);
	expect(fixes('app/direct.py', 5)).toEqual([['Await sleep() from asyncio (safe).']]);
	expect(fixes('app/direct.py', 9).flat()).toContainEqual(expect.stringMatching(/^Not offered \(.*\): the call stands in /));
});

test('keeps what is known of a text from a job that still holds an outline of the one before', () => {
	const { session } = open({ 'app/__init__.py': '', 'app/service.py': service, 'app/store.py': store('pass') });
	const file = workspace.path('app/store.py');
	session.setDocument(file, store(blocking), 1);
	const held = session.makeOutline(file);
	expect(held).toBeDefined();
	session.setDocument(file, store('pass'), 2);
	expect(linesIn('app/service.py')).toEqual([]);
	session.adopt(held === undefined ? [] : [held]);
	expect(linesIn('app/service.py')).toEqual([]);
	expect(session.outlines.get(file)).not.toBe(held);
});
