/** Which functions a Python project installs as commands, as `pyproject.toml`, `setup.cfg` or `setup.py` say. */
import { isText, readTextFileSync } from './disk.ts';
import { isTable, readToml, tableAt, textAt } from './toml.ts';

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

/** What is to be called (`package.cli:main`), by the command's name. */
type Commands = readonly (readonly [name: string, called: string])[];

const manifests: readonly (readonly [file: string, read: (text: string) => Commands])[] = [['pyproject.toml', fromPyproject], ['setup.cfg', fromSetupCfg], ['setup.py', fromSetupPy]];

/** The standard's tables (https://packaging.python.org/en/latest/specifications/pyproject-toml/) and those of Poetry and Flit. */
const scriptTables = [['project', 'scripts'], ['project', 'gui-scripts'], ['tool', 'poetry', 'scripts'], ['tool', 'flit', 'scripts']] as const;

/** The commands of the project in a directory. Empty where it has none, or its files cannot be read. */
export function consoleScriptsIn(directory: string): readonly ConsoleScript[] {
	return manifests.flatMap(([source, read]) => {
		const content = readTextFileSync(`${directory}/${source}`);
		return isText(content) ? read(content.text).flatMap((command) => scriptOf(command, source)) : [];
	});
}

/** Extras in brackets do not matter. */
function scriptOf([name, text]: Commands[number], source: string): ConsoleScript[] {
	const [, module, called] = /^\s*([\w.]+):([\w.]+)/.exec(text) ?? [];
	return module === undefined || called === undefined ? [] : [{ name, module, function: called, source }];
}

function fromPyproject(text: string): Commands {
	const project = readToml(text);
	return scriptTables.flatMap((path) => Object.entries(tableAt(project, ...path)).flatMap(([name, value]): Commands => {
		// Poetry also takes `{ reference = "package.cli:main", type = "console" }`.
		const called = isTable(value) ? textAt(value, 'reference') : value;
		return typeof called === 'string' ? [[name, called]] : [];
	}));
}

/** `name = module:function` in the indented lines under `console_scripts =` and its kin. */
function fromSetupCfg(text: string): Commands {
	const [, section = ''] = /^\[options\.entry_points\]\s*$([^]*?)(?=^\[|(?![^]))/m.exec(text) ?? [];
	let isInside = false;
	return section.split('\n').flatMap((line): Commands => {
		if (/^\S/.test(line)) { isInside = /^(?:console|gui)_scripts\s*=/.test(line); return []; }
		return isInside ? commandsIn(line) : [];
	});
}

function fromSetupPy(text: string): Commands {
	const [, list = ''] = /console_scripts['"]?\s*[:=]\s*[[(]([^]*?)[\])]\s*[,})]/.exec(text) ?? [];
	return [...list.matchAll(/['"]([^'"]*)['"]/g)].flatMap(([, line = '']) => commandsIn(line));
}

function commandsIn(line: string): Commands {
	const [, name, called] = /^\s*([\w.-]+)\s*=\s*(\S+)/.exec(line) ?? [];
	return name === undefined || called === undefined ? [] : [[name, called]];
}
