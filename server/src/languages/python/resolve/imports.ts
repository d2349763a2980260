/** What imports bind, and what modules have to offer. */
import { directoryOf } from '../../../workspace/paths.ts';
import type { Definition } from '../scopes.ts';
import { builtinExceptions, builtinNames } from './builtins.ts';
import type { Inference } from './inference.ts';
import { sameTypes, submodules } from './library.ts';
import type { ModuleTarget } from './modules.ts';
import { missing, type SourceFile, type Type } from './types.ts';

export class Imports {
	readonly #inference: Inference;
	/** Dotted modules that some file imports by `import a.b`: `a.b` is then a module, and no member of one. */
	readonly #dotted = new Set<string>();
	/** Ends a circle of star imports. */
	readonly #asked = new Set<string>();

	constructor(inference: Inference) {
		this.#inference = inference;
	}

	/** What an import definition binds its name to. */
	bound({ source, scope }: Definition): Type {
		if (source.kind !== 'import') { return missing; }
		const { workspace } = this.#inference;
		const { file } = workspace.sourceOf(scope);
		const { statement, module, name } = source;
		if (name === undefined) {
			for (const each of statement.names) { this.#noteDotted(each.name); }
			return this.#moduleType(workspace.modules.absolute(module, file), module);
		}
		const target = statement.level > 0 ? workspace.modules.relative(statement.level, module, file) : workspace.modules.absolute(module, file);
		const found = this.memberOf(target, name, statement.level > 0 ? undefined : module, file);
		if (found !== undefined || statement.level > 0 || target.kind !== 'file') { return found ?? missing; }
		// Two modules may have one name: the one that has what is taken from it is meant.
		for (const other of workspace.modules.others(module, file)) {
			const elsewhere = this.memberOf(other, name, module, file);
			if (elsewhere !== undefined) { return elsewhere; }
		}
		return missing;
	}

	/** Names that a module's `from x import *` bring. */
	starred(source: SourceFile, name: string): Type | undefined {
		for (const { statement, scope } of source.scopes.imports) {
			if (!statement.isStar || scope.kind !== 'module' || statement.from === undefined || name.startsWith('_')) { continue; }
			const { modules } = this.#inference.workspace;
			const target = statement.level > 0 ? modules.relative(statement.level, statement.from, source.file) : modules.absolute(statement.from, source.file);
			if (target.kind !== 'file') { continue; }
			const starred = this.#inference.workspace.source(target.file);
			const found = starred === undefined || !offers(starred, name) ? undefined : this.moduleMember(starred, name);
			if (found !== undefined && found.kind !== 'any') { return found; }
		}
		return undefined;
	}

	/** A member of a module of the workspace: what it defines, imports, or has inside its folder. */
	moduleMember(source: SourceFile, name: string): Type | undefined {
		const { workspace } = this.#inference;
		workspace.touch(source.file);
		const key = `${source.file}#${name}`;
		if (this.#asked.has(key)) { return undefined; }
		this.#asked.add(key);
		try {
			const variable = source.scopes.module.variables.get(name);
			const own = variable && this.#inference.variableType(variable, Number.POSITIVE_INFINITY, source.scopes.module);
			if (own !== undefined && own.kind !== 'any') { return own; }
			return this.starred(source, name) ?? this.#submodule(source, name) ?? own;
		} finally { this.#asked.delete(key); }
	}

	memberOf(target: ModuleTarget, name: string, module: string | undefined, from: string): Type | undefined {
		const { workspace } = this.#inference;
		switch (target.kind) {
			case 'file': {
				// `from . import x` within the package's own `__init__` means the module beside it.
				const source = workspace.source(target.file);
				if (source === undefined) { return undefined; }
				return target.file === from ? this.#submodule(source, name) : this.moduleMember(source, name);
			}
			case 'folder': return this.folderMember(target.directory, name, module);
			case 'outside': return this.outsideMember(target.module, name);
			case 'missing': return undefined;
		}
	}

	folderMember(directory: string, name: string, module: string | undefined): Type | undefined {
		const inner = this.#inference.workspace.modules.inside(directory, name);
		if (inner !== undefined && inner.kind !== 'missing') { return this.#moduleType(inner, module === undefined ? name : `${module}.${name}`); }
		return module === undefined ? undefined : this.outsideMember(module, name);
	}

	/** `urllib` + `request` is a module, `requests` + `get` a name in one. */
	outsideMember(module: string, name: string): Type {
		const dotted = `${module}.${name}`;
		if (submodules.has(dotted) || this.#dotted.has(dotted)) { return { kind: 'outsideModule', name: dotted }; }
		const symbol = `${module}#${name}`;
		return { kind: 'symbol', symbol: sameTypes[symbol] ?? symbol };
	}

	builtin(name: string): Type | undefined {
		if (name === '__name__' || name === '__file__') { return { kind: 'outside', symbol: 'builtins#str', args: [] }; }
		const symbol = `builtins#${name}`;
		return builtinNames.has(name) || builtinExceptions.has(name) ? { kind: 'symbol', symbol: sameTypes[symbol] ?? symbol } : undefined;
	}

	#submodule(source: SourceFile, name: string): Type | undefined {
		if (!/\/__init__\.pyi?$/.test(source.file)) { return undefined; }
		const inner = this.#inference.workspace.modules.inside(directoryOf(source.file), name);
		return inner === undefined ? undefined : this.#moduleType(inner, undefined);
	}

	#moduleType(target: ModuleTarget, module: string | undefined): Type {
		switch (target.kind) {
			case 'file': {
				const source = this.#inference.workspace.source(target.file);
				return source === undefined ? missing : { kind: 'module', source };
			}
			case 'folder': return { kind: 'folder', directory: target.directory, ...(module !== undefined && { module }) };
			case 'outside': return { kind: 'outsideModule', name: target.module };
			case 'missing': return missing;
		}
	}

	/** All modules that a dotted name leads through. */
	#noteDotted(name: string): void {
		const parts = name.split('.');
		for (let length = 2; length <= parts.length; length++) { this.#dotted.add(parts.slice(0, length).join('.')); }
	}
}


/** False for a name that a module's `__all__` leaves out. */
function offers(source: SourceFile, name: string): boolean {
	const [all, ...more] = source.scopes.module.variables.get('__all__')?.definitions ?? [];
	if (all?.source.kind !== 'value' || more.length > 0) { return true; }
	const { value } = all.source;
	if (value.kind !== 'list' && value.kind !== 'tuple') { return true; }
	return value.items.some((each) => each.kind !== 'constant' || each.value === name);
}
