/**
 * The package as a user gets it: the `.vsix` of this machine, installed by VS Code, in a window that cannot see the repository, and used through the
 * screen: squiggles, Problems, the list of findings, hover, links, audit and its Cancel button, walkthrough. Leaves screenshots in `out/screenshots/`.
 */
import assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { log, provision } from './host/provision.mjs';
import { canHide, installExtension, makeRunFolder, openWindow, removeRunFolder } from './host/window.mjs';
import { copyWorkspace } from './workspace.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const SCREENSHOTS = path.join(ROOT, 'out/screenshots');
const isHidden = canHide();

let folder;
let window;
let page;
let failed = false;

before(async () => {
	const vsix = packExtension();
	const host = provision();
	folder = makeRunFolder();
	fs.cpSync(vsix, path.join(folder, 'unblock.vsix'));
	log(installExtension(host, folder, path.join(folder, 'unblock.vsix')).trim().split('\n').at(-1));
	const workspace = copyWorkspace(path.join(folder, 'workspace'));
	writeManyFiles(path.join(workspace, 'src/many'));
	fs.mkdirSync(SCREENSHOTS, { recursive: true });
	window = await openWindow(host, folder, { settings: { 'workbench.colorTheme': 'Dark Modern' }, hidden: isHidden ? ROOT : undefined });
	page = window.page;
	await window.open(workspace, { openFile: window.remote(path.join(workspace, 'src/server.ts')) });
});

after(async () => {
	await window?.close();
	if (failed) { log(`logs are in ${folder}`); } else if (folder) { removeRunFolder(folder); }
});

/** A test that leaves a picture where it fails. */
function see(name, check, options = {}) {
	test(name, { timeout: 90_000, ...options }, async () => {
		try {
			await check();
		} catch (error) {
			failed = true;
			await screenshot(`failed-${name.replaceAll(/\W+/g, '-')}`).catch(() => {});
			throw error;
		}
	});
}

see('the repository is out of reach for VS Code and all it starts', () => {
	assert.ok(!fs.existsSync(path.join('/proc', String(window.server.pid), 'root', ROOT, 'package.json')));
}, { skip: isHidden ? false : 'a folder can be hidden from a process by root on Linux alone' });

see('both findings are underlined in a file that was just opened', async () => {
	await page.waitForSelector('.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning', { timeout: 60_000 });
	await openProblems();
	await problem('readFileSync').waitFor();
	await problem('loadGreeting').waitFor();
	await screenshot('problems-dark');
});

see('the compiler that runs is the one in the package', () => {
	const extensions = path.join(folder, 'extensions');
	const compilers = runningPrograms().filter((program) => program.startsWith(extensions));
	assert.match(compilers.join(), /\/dist\/compiler\/tsc\b/);
});

see('the hover tells what blocks', async () => {
	await hoverOverCall();
	await screenshot('hover-dark');
	await page.keyboard.press('Escape');
});

see('the path is listed under the finding in Problems', async () => {
	await problem('loadGreeting').click();
	await page.keyboard.press('ArrowRight');
	await page.locator('.markers-panel .monaco-list-row', { hasText: 'store.ts' }).first().waitFor();
	await screenshot('path-dark');
});

see('a click on the rule in Problems opens the guide page, rendered', async () => {
	await problem('readFileSync').locator('a', { hasText: 'blocking-call' }).first().click({ modifiers: ['ControlOrMeta'] });
	await page.locator('.tab', { hasText: 'blocking-call.md' }).waitFor();
	const heading = page.frameLocator('iframe.webview').frameLocator('iframe').locator('h1');
	await heading.waitFor();
	await screenshot('guide-dark');
	await runCommand('View: Close All Editors in Group');
});

see('the audit lists files that nobody opened', async () => {
	await runCommand('Unblock: Audit Workspace');
	await page.locator('.notification-toast', { hasText: /Unblock: \d+ findings in \d+ files/ }).waitFor({ timeout: 60_000 });
	await listed('src/jobs.ts').waitFor();
	await screenshot('audit-dark');
	await runCommand('Notifications: Clear All Notifications');
	await openProblems();
	await problem('jobs.ts').waitFor();
});

see('the audit can be cancelled by its button', async () => {
	await runCommand('Unblock: Audit Workspace');
	await page.locator('.notification-toast', { hasText: 'auditing the workspace' }).getByRole('button', { name: 'Cancel' }).click({ timeout: 20_000 });
	await page.locator('.notification-toast', { hasText: 'auditing the workspace' }).waitFor({ state: 'detached', timeout: 20_000 });
	await runCommand('Notifications: Clear All Notifications');
});

see('the list of findings shows the path below a finding, and is grouped and filtered', async () => {
	await runCommand('Unblock: Focus on Findings View');
	await listed('loadGreeting').locator('.monaco-tl-twistie').click();
	await listed('src/store.ts:4').waitFor();
	await screenshot('list-dark');
	await page.locator('.part.panel .action-label[aria-label="Group Findings"]').first().click();
	await page.locator('.monaco-menu .action-item', { hasText: 'by File' }).click();
	await listed(/^src\/jobs\.ts2/).waitFor();
	await page.locator('.part.panel .action-label[aria-label^="Filter Findings"]').first().click();
	await page.locator('.quick-input-widget input[type="text"]').fill('jobs');
	await page.locator('.part.panel', { hasText: 'Filter: “jobs”, 2 of 4 shown' }).waitFor();
	await page.keyboard.press('Enter');
	await screenshot('list-filtered-dark');
	await page.locator('.part.panel .action-label[aria-label^="Clear Filter"]').first().click();
	await runCommand('Unblock: Group Findings by Rule');
	await listed(/^blocking-call-chain/).waitFor();
	await page.waitForTimeout(500); // the list uses its rows again, for other findings
});

see('a fix that is chosen in the list asks first, shows what it would change, and is made', async () => {
	await listed('readFileSync() reads').click();
	await page.keyboard.press('ControlOrMeta+.');
	await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Show Changes' }).click();
	await page.locator('.monaco-diff-editor .modified .view-line', { hasText: 'await readFile(path' }).waitFor();
	await screenshot('list-fix-preview-dark');
	await page.locator('.notification-toast').getByRole('button', { name: 'Apply' }).click();
	await page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
	await page.locator('.monaco-editor .view-line', { hasText: 'await readFile(path' }).waitFor();
	await listed('readFileSync() reads').waitFor({ state: 'detached' });
	await runCommand('File: Revert File');
	await listed('readFileSync() reads').waitFor();
});

see('a finding is suppressed in the list with a reason, and the comment has its colours', async () => {
	await listed('loadGreeting').hover();
	await listed('loadGreeting').locator('.action-label[aria-label^="Suppress"]').click();
	await page.locator('.quick-input-widget input').first().fill('one small file');
	await page.keyboard.press('Enter');
	const comment = page.locator('.monaco-editor .view-line', { hasText: '// unblock-ignore blocking-call-chain -- one small file' });
	await comment.waitFor();
	await listed('loadGreeting').waitFor({ state: 'detached' });
	const colours = await comment.locator('span span').evaluateAll((spans) => spans.map((span) => [span.textContent?.replaceAll('\u00a0', ' ').trim(), getComputedStyle(span).color]));
	const colourOf = (text) => colours.find(([shown]) => shown?.includes(text))?.[1];
	assert.notStrictEqual(colourOf('unblock-ignore'), colourOf('one small file'), JSON.stringify(colours));
	assert.notStrictEqual(colourOf('blocking-call-chain'), colourOf('one small file'), JSON.stringify(colours));
	await screenshot('list-suppressed-dark');
	await runCommand('File: Revert File');
	await listed('loadGreeting').waitFor();
});

see('the walkthrough has three steps that are ticked off', async () => {
	await runCommand('Unblock: Get Started');
	await page.locator('.getting-started-step', { hasText: 'See a finding' }).waitFor();
	await stepDone('See a finding').waitFor();
	await stepDone('Fix it').waitFor(); // by the fix from the list
	await screenshot('walkthrough-dark');
	await page.locator('.getting-started-step', { hasText: 'Audit the workspace' }).click();
	await page.locator('.getting-started-step').getByRole('button', { name: 'Audit Workspace' }).click();
	await stepDone('Audit the workspace').waitFor();
	await page.locator('.notification-toast', { hasText: /Unblock: \d+ findings in \d+ files/ }).waitFor({ timeout: 60_000 });
	await runCommand('Notifications: Clear All Notifications');
	await runCommand('View: Close Editor');
});

see('it can be read in a light theme too, and the list remembers how it was grouped', async () => {
	await runCommand('Unblock: Group Findings by File');
	await listed(/^src\/jobs\.ts/).waitFor();
	const file = path.join(folder, 'user/User/settings.json');
	const settings = { ...JSON.parse(fs.readFileSync(file, 'utf8')), 'workbench.colorTheme': 'Light Modern' };
	fs.writeFileSync(file, JSON.stringify(settings));
	// VS Code writes down what an extension remembers a moment later.
	await page.waitForTimeout(3000);
	await page.reload();
	await page.locator('.monaco-workbench.vs').waitFor({ timeout: 60_000 });
	await page.waitForSelector('.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning', { timeout: 60_000 });
	await openProblems();
	await screenshot('problems-light');
	await hoverOverCall();
	await screenshot('hover-light');
	await page.keyboard.press('Escape');
	await runCommand('Unblock: Focus on Findings View');
	await listed(/^src\/server\.ts/).waitFor();
	await listed('loadGreeting').locator('.monaco-tl-twistie').click();
	await listed('src/store.ts:4').waitFor();
	await screenshot('list-light');
	await runCommand('Unblock: Get Started');
	await page.locator('.getting-started-step', { hasText: 'See a finding' }).waitFor();
	await screenshot('walkthrough-light');
	await runCommand('View: Close Editor');
});

see('a fix that may change what the code does says so before it is chosen, and is done then', async () => {
	// What the fix from the list had ticked off. A step is ticked off once a session only: this is another, since the page was loaded again.
	await runCommand('Developer: Reset Welcome Page Walkthrough Progress');
	await runCommand('View: Close All Editors');
	await page.keyboard.press('ControlOrMeta+P');
	// By line and column (the first call, readFileSync): a click would scroll the line under the sticky header now and then.
	await page.locator('.quick-input-widget input').fill('server.ts:6:18');
	await page.locator('.quick-input-list .monaco-list-row', { hasText: 'server.ts' }).first().click();
	// A menu opened before the findings of the file opened again have come is without the fix, and stays so.
	await page.locator('.monaco-editor .squiggly-error').first().waitFor();
	await openQuickFix();
	await screenshot('quick-fix-light');
	await quickFix().click();
	await page.locator('.monaco-editor .view-line', { hasText: 'await readFile(path' }).waitFor();
	await screenshot('fixed-light');
	await runCommand('Unblock: Get Started');
	await stepDone('Fix it').waitFor();
});

function packExtension() {
	const printed = execFileSync(process.execPath, ['scripts/package.mjs'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
	const packaged = /^Packaged (.+)$/m.exec(printed)?.[1];
	assert.ok(packaged, printed);
	return path.join(ROOT, packaged);
}

/** Enough work for an audit that somebody can cancel it. */
function writeManyFiles(target) {
	fs.mkdirSync(target);
	const body = fs.readFileSync(path.join(ROOT, 'test/e2e/workspace/src/store.ts'), 'utf8').split('\n').slice(1).join('\n');
	for (let file = 0; file < 1500; file++) {
		const previous = file % 50 === 0 ? '' : `import { readStore as below } from './store${file - 1}.js';\nexport const level = () => below.length;\n`;
		fs.writeFileSync(path.join(target, `store${file}.ts`), `import * as fs from 'node:fs';\n${previous}${body}\nexport async function wait(name: string): Promise<string> {\n\tawait null;\n\treturn name;\n}\n`);
	}
}

/** The executables of all processes that we may look at. */
function runningPrograms() {
	return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
		try { return [fs.readlinkSync(`/proc/${pid}/exe`)]; } catch { return []; }
	});
}

/** The tick of a step of the walkthrough. */
function stepDone(step) {
	return page.locator('.getting-started-step', { hasText: step }).locator('.codicon[data-done-step-id][aria-checked="true"]').first();
}

function quickFix() {
	return page.locator('.action-widget .monaco-list-row', { hasText: 'Await readFile() from node:fs/promises (review: ' });
}

/** Opens the menu of fixes where the cursor is, again and again until ours is in it. */
async function openQuickFix() {
	for (let attempt = 1; !(await quickFix().isVisible()); attempt++) {
		await page.keyboard.press('Escape');
		await page.keyboard.press('ControlOrMeta+.');
		await quickFix().waitFor({ timeout: 6000 }).catch((error) => { if (attempt === 5) { throw error; } });
	}
}

function blockingCall() {
	return page.locator('.monaco-editor .view-line', { hasText: 'readFileSync(path' }).locator('span', { hasText: /^readFileSync$/ }).last();
}

async function hoverOverCall() {
	await blockingCall().hover();
	await page.locator('.monaco-hover:visible', { hasText: 'unblock' }).waitFor();
}

/** A row of the list of findings. */
function listed(text) {
	return page.locator('.part.panel .pane-body .monaco-list-row', { hasText: text }).first();
}

function problem(text) {
	return page.locator('.markers-panel .monaco-list-row', { hasText: text }).first();
}

async function openProblems() {
	if (!await page.locator('.markers-panel').isVisible()) { await page.keyboard.press('Control+Shift+M'); }
	await page.locator('.markers-panel .monaco-list-row').first().waitFor();
}

/** Runs a command from the palette; tries again where a notification that just came or went has closed the palette. */
async function runCommand(title, attempts = 3) {
	try {
		await page.keyboard.press('F1');
		await page.locator('.quick-input-widget input').fill(`>${title}`, { timeout: 5000 });
		await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click({ timeout: 5000 });
	} catch (error) {
		if (attempts === 1) { throw error; }
		await runCommand(title, attempts - 1);
	}
}

async function screenshot(name) {
	await page.waitForTimeout(300); // for what fades in
	await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
}
