/** The linters that an audit is compared with: installed into a cache folder, with configurations that live there too. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const VERSIONS = {
	'eslint': '10.15.0',
	'eslint-plugin-n': '18.5.0',
	'oxlint': '1.94.0',
	'oxlint-tsgolint': '7.0.2007',
	// typescript-eslint 8 takes TypeScript below 6.1. This is the last that reads every tsconfig that is still about (`node10`, `es5`) without complaint.
	'typescript': '5.9.3',
	'typescript-eslint': '8.73.0',
};

export const DESCRIPTION = Object.entries(VERSIONS).map(([name, version]) => `${name} ${version}`).join(', ');

/** Installs the peers into `cache`, unless they are there. */
export function installPeers(cache) {
	const folder = join(cache, 'peers');
	const manifest = JSON.stringify({ private: true, dependencies: VERSIONS });
	if (contentOf(join(folder, 'installed.json')) === manifest) {
		return folder;
	}
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), manifest);
	console.log(`Installing ${DESCRIPTION} into ${folder}`);
	const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
	if (status !== 0) {
		throw new Error('npm could not install them');
	}
	writeFileSync(join(folder, 'installed.json'), manifest);
	return folder;
}

/** The files that the repository's `tsconfig.json` includes, less declaration files, relative to it. */
export function filesOfProject(peers, repository) {
	const ts = createRequire(join(peers, 'package.json'))('typescript');
	const config = ts.getParsedCommandLineOfConfigFile(join(repository, 'tsconfig.json'), {}, {
		...ts.sys,
		onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
			throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
		},
	});
	return config.fileNames.filter((file) => !/\.d\.[cm]?ts$/.test(file)).map((file) => relative(repository, file));
}

/** How to run eslint with the three rules on `files` (relative to `repository`), as JSON on standard output. */
export function eslint(peers, repository, files) {
	const config = join(peers, 'eslint.config.mjs');
	writeFileSync(config, `
		import n from 'eslint-plugin-n';
		import typescript from 'typescript-eslint';
		export default [{
			files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
			languageOptions: { parser: typescript.parser, parserOptions: { projectService: true, tsconfigRootDir: ${JSON.stringify(repository)} } },
			linterOptions: { reportUnusedDisableDirectives: 'off' },
			plugins: { '@typescript-eslint': typescript.plugin, n },
			rules: ${JSON.stringify(RULES)},
		}];
	`);
	return {
		name: 'eslint',
		cwd: repository,
		command: [process.execPath, join(peers, 'node_modules/eslint/bin/eslint.js'), '--no-config-lookup', '--config', config, '--format', 'json', ...files],
		summarize: (output) => {
			// A comment that speaks of a rule which is not installed gives a message too, which is no finding.
			const messages = output.flatMap((file) => file.messages).filter(({ ruleId, fatal }) => fatal || ruleId in RULES);
			return { files: output.length, byRule: countEach(messages, ({ ruleId }) => ruleId ?? 'could not be parsed') };
		},
	};
}
const RULES = { '@typescript-eslint/no-floating-promises': 'error', '@typescript-eslint/no-misused-promises': 'error', 'n/no-sync': 'error' };

/** How to run oxlint with the same rules, types included. */
export function oxlint(peers, repository, files, name = 'oxlint') {
	const config = join(peers, 'oxlint.json');
	writeFileSync(config, JSON.stringify({
		plugins: ['typescript', 'node'],
		categories: { correctness: 'off' },
		rules: { 'typescript/no-floating-promises': 'error', 'typescript/no-misused-promises': 'error', 'node/no-sync': 'error' },
	}));
	return {
		name,
		cwd: repository,
		// By its launcher in Node, because that is how npm runs it.
		command: [process.execPath, join(peers, 'node_modules/oxlint/bin/oxlint'), '--type-aware', '--config', config, '--format', 'json', ...files],
		environment: { OXLINT_TSGOLINT_PATH: join(peers, 'node_modules/.bin/tsgolint') },
		summarize: (output) => ({ files: output.number_of_files, byRule: countEach(output.diagnostics, ({ code }) => code) }),
	};
}
export const TSCONFIG_REJECTED = 'typescript(tsconfig-error)';

/**
 * Copies the project's files into the cache, beside a tsconfig that TypeScript 7 accepts. oxlint checks no types at all in a project whose options it
 * rejects (`moduleResolution: node10` above all), which makes it look faster than it is.
 */
export function copyWithAcceptedConfig(cache, repository, files) {
	const copy = join(cache, 'copy');
	rmSync(copy, { recursive: true, force: true });
	for (const file of [...files, 'tsconfig.json', 'package.json']) {
		mkdirSync(dirname(join(copy, file)), { recursive: true });
		cpSync(join(repository, file), join(copy, file === 'tsconfig.json' ? 'tsconfig.original.json' : file));
	}
	symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'), 'dir');
	writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ extends: './tsconfig.original.json', compilerOptions: { module: 'preserve', moduleResolution: 'bundler' }, files }));
	return copy;
}

function countEach(values, nameOf) {
	const counts = {};
	for (const value of values) {
		counts[nameOf(value)] = (counts[nameOf(value)] ?? 0) + 1;
	}
	return counts;
}

function contentOf(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined;
	}
}
