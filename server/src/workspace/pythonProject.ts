/** Which functions a Python project installs as commands, as `pyproject.toml`, `setup.cfg` or `setup.py` say. */
import { isText, readTextFileSync } from './disk.ts';

/** A function that a command starts. */
export interface ConsoleScript {
	/** The command's name. */
	readonly name: string;
	/** Dotted: `package.cli`. */
	readonly module: string;
	/** Its qualified name in the module; of `cli.app:main.run` it is `main.run`. */
	readonly function: string;
	/** The file that says so: `pyproject.toml`. */
	readonly source: string;
}

const manifests: readonly (readonly [file: string, read: (text: string) => readonly string[]])[] = [
	['pyproject.toml', (text) => sections(text).filter(({ title }) => /^(project\.(gui-)?scripts|tool\.poetry\.scripts|tool\.flit\.scripts)$/.test(title)).flatMap(({ lines }) => lines)],
	['setup.cfg', (text) => sections(text).filter(({ title }) => title === 'options.entry_points').flatMap(({ lines }) => inGroup(lines))],
	['setup.py', (text) => [.../console_scripts['"]?\s*[:=]\s*[[(]([^]*?)[\])]\s*[,})]/.exec(text)?.[1]?.matchAll(/['"]([^'"]*)['"]/g) ?? []].map(([, line = '']) => line)],
];

/** The commands of the project in a directory. Empty where it has none, or its files cannot be read. */
export function consoleScriptsIn(directory: string): readonly ConsoleScript[] {
	return manifests.flatMap(([source, read]) => {
		const content = readTextFileSync(`${directory}/${source}`);
		return isText(content) ? read(content.text).flatMap((line) => scriptOf(line, source)) : [];
	});
}

/** `name = "module:function"`, with or without the quotes. Extras in brackets do not matter. */
function scriptOf(line: string, source: string): ConsoleScript[] {
	const [, name, module, called] = /^\s*["']?([\w.-]+)["']?\s*=\s*(?:\{.*?reference\s*=\s*)?["']?([\w.]+):([\w.]+)/.exec(line) ?? [];
	return name === undefined || module === undefined || called === undefined ? [] : [{ name, module, function: called, source }];
}

function sections(text: string): { readonly title: string; readonly lines: readonly string[] }[] {
	const found: { title: string; lines: string[] }[] = [];
	for (const line of text.split('\n')) {
		const [, title] = /^\s*\[+\s*([^\]]+?)\s*\]+\s*(?:#.*)?$/.exec(line) ?? [];
		if (title !== undefined) { found.push({ title: title.replaceAll('"', ''), lines: [] }); } else { found.at(-1)?.lines.push(line); }
	}
	return found;
}

/** The indented lines under `console_scripts =` and its kin. */
function inGroup(lines: readonly string[]): readonly string[] {
	let isInside = false;
	return lines.filter((line) => {
		if (/^\S/.test(line)) { isInside = /^(console|gui)_scripts\s*=/.test(line); return false; }
		return isInside;
	});
}
