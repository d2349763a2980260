/**
 * `npm run package [-- --target linux-x64 … | --all]`: a `.vsix` per platform in `out/package/`, each with the one compiler that runs there. Without a
 * target: this machine's. The extension is staged in a folder of its own, so that what is in the package is written down here and nowhere else.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, ROOT } from './install.mjs';

/** VS Code's name of a platform → the compiler's. Its binaries are static: those for Linux run on Alpine as well. */
const COMPILERS = {
	'linux-x64': 'linux-x64', 'linux-arm64': 'linux-arm64', 'linux-armhf': 'linux-arm', 'alpine-x64': 'linux-x64', 'alpine-arm64': 'linux-arm64',
	'darwin-x64': 'darwin-x64', 'darwin-arm64': 'darwin-arm64', 'win32-x64': 'win32-x64', 'win32-arm64': 'win32-arm64',
};
const FILES = ['guide', 'runtime', 'images/icon.png', 'images/view.svg', 'images/walkthrough', 'syntaxes', 'unblock.schema.json', 'README.md', 'CHANGELOG.md', 'LICENSE'];
const VSCE = '@vscode/vsce@3.9.2'; // the last major for Node 20
const OUT = path.join(ROOT, 'out/package');

const { values } = parseArgs({ options: { target: { type: 'string', multiple: true }, all: { type: 'boolean' } } });
const targets = values.all ? Object.keys(COMPILERS) : values.target ?? [hostTarget()];
for (const target of targets) {
	if (!(target in COMPILERS)) { fail(`There is no target ${target}; there are ${Object.keys(COMPILERS).join(', ')}.`); }
}
ensureInstalled();
execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, stdio: 'inherit' });
const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
// The bundles share parts whose names change with what is in them; each build begins with an empty folder.
const bundles = readdirSync(path.join(ROOT, 'dist')).filter((file) => !file.endsWith('.map')).map((file) => `dist/${file}`);
for (const target of targets) { pack(target); }

function pack(target) {
	const stage = path.join(OUT, target);
	rmSync(stage, { recursive: true, force: true });
	for (const file of [...bundles, ...FILES]) {
		const source = path.join(ROOT, file);
		if (!existsSync(source)) { fail(`${file} is missing, and belongs into the package.`); }
		cpSync(source, path.join(stage, file), { recursive: true });
	}
	writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(extensionManifest(), null, '\t')}\n`);
	writeFileSync(path.join(stage, '.vscodeignore'), '.vscodeignore\n'); // all that is staged is meant
	copyCompiler(COMPILERS[target], path.join(stage, 'dist/compiler'));
	const vsix = path.join(OUT, `${manifest.name}-${manifest.version}-${target}.vsix`);
	const repository = manifest.repository === undefined ? ['--allow-missing-repository', '--no-rewrite-relative-links'] : [];
	npm(['exec', '--yes', '--ignore-scripts', `--package=${VSCE}`, '--', 'vsce', 'package', '--no-dependencies', ...repository, '--target', target, '--out', vsix], stage);
	console.log(`Packaged ${path.relative(ROOT, vsix)}`);
}

/** What VS Code needs of the manifest: no scripts that vsce would run, no dependencies that it would look for, since all is bundled. */
function extensionManifest() {
	const { scripts, dependencies, devDependencies, files, bin, private: isPrivate, ...kept } = manifest;
	return kept;
}

/** The compiler's binary with the declarations it wants beside it, its licence and its notices. */
function copyCompiler(platform, destination) {
	const source = compilerPackage(platform);
	mkdirSync(destination, { recursive: true });
	const isNeeded = (file) => /^tsc(\.exe)?$/.test(file) || file.endsWith('.d.ts');
	for (const file of readdirSync(path.join(source, 'lib')).filter(isNeeded)) { cpSync(path.join(source, 'lib', file), path.join(destination, file)); }
	if (existsSync(path.join(destination, 'tsc'))) { chmodSync(path.join(destination, 'tsc'), 0o755); } // npm has it so; VS Code's unpacking may drop it
	for (const file of ['LICENSE', 'NOTICE.txt']) { cpSync(path.join(source, file), path.join(destination, file)); }
}

/** Where the compiler's package for a platform is: installed here, or fetched and checked against the lock file. */
function compilerPackage(platform) {
	const name = `@typescript/typescript-${platform}`;
	const installed = path.join(ROOT, 'node_modules', name);
	if (existsSync(installed)) { return installed; }
	const version = manifest.dependencies.typescript;
	const fetched = path.join(OUT, 'compilers', `${platform}-${version}`);
	if (!existsSync(path.join(fetched, 'package'))) {
		mkdirSync(fetched, { recursive: true });
		const [packed] = JSON.parse(npm(['pack', '--json', '--pack-destination', fetched, `${name}@${version}`], OUT));
		const locked = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')).packages[`node_modules/${name}`];
		if (packed.integrity !== locked?.integrity) { fail(`${name}@${version} is not what the lock file says.`); }
		execFileSync('tar', ['-xzf', packed.filename.replace('@', '').replace('/', '-')], { cwd: fetched });
	}
	return path.join(fetched, 'package');
}

function npm(args, cwd) {
	return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' });
}

function hostTarget() {
	const isAlpine = process.platform === 'linux' && existsSync('/etc/alpine-release');
	return `${isAlpine ? 'alpine' : process.platform}-${process.arch === 'arm' ? 'armhf' : process.arch}`;
}

function fail(message) {
	console.error(message);
	process.exit(1);
}
