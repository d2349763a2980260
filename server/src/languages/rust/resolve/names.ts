/** What paths name: `crate::store::Store`, a name that a `use` brings, a crate outside. */
import { directoryOf, normalizePath } from '../../../workspace/paths.ts';
import type { AliasNode, ConstNode, EnumNode, Generic, Item, PathNode, Segment, StructNode, TraitNode } from '../syntax/ast.ts';
import type { ItemScope } from '../scopes.ts';
import { isConstantName } from '../scopes.ts';
import { prelude, primitives, symbolOf } from './outsideNames.ts';
import type { FunctionInfo, SourceFile, TypeInfo } from './types.ts';
import type { Module, Workspace } from './workspace.ts';

export type Def =
	| { readonly kind: 'module'; readonly module: Module }
	| { readonly kind: 'type'; readonly type: TypeInfo }
	| { readonly kind: 'alias'; readonly node: AliasNode; readonly at: Place }
	| { readonly kind: 'generic'; readonly generic: Generic; readonly scope: ItemScope }
	| { readonly kind: 'function'; readonly function: FunctionInfo }
	| { readonly kind: 'variant'; readonly type: TypeInfo; readonly name: string }
	| { readonly kind: 'const'; readonly node: ConstNode; readonly at: Place }
	/** `Self` within an `impl` or trait. */
	| { readonly kind: 'self'; readonly at: Place }
	/** A member of something whose type must be known first: `Self::load`, `Store::open`. */
	| { readonly kind: 'member'; readonly of: Def; readonly rest: readonly Segment[] }
	/** A path in another crate, from the crate's name on. */
	| { readonly kind: 'outside'; readonly path: readonly string[] };

/** Where a name is looked up. */
export interface Place { readonly source: SourceFile; readonly scope: ItemScope }

/** A path may name a type in one place and a function in another. */
type Namespace = 'type' | 'value';

export class Names {
	readonly #workspace: Workspace;
	readonly #types = new Map<Item, TypeInfo>();
	readonly #functions = new Map<Item, FunctionInfo>();
	/** By scope, what names in it stand for. */
	readonly #found = new Map<ItemScope, Map<string, Def | undefined>>();
	/** Ends circles of imports. */
	readonly #asked = new Set<string>();
	/** Where nothing was found since the question began, in a circle or not: until something is found nothing changes that, and the ways through modules that import each other whole are without number. */
	readonly #nothing = new Set<string>();

	constructor(workspace: Workspace) { this.#workspace = workspace; }

	typeInfo(node: StructNode | EnumNode | TraitNode, { source, scope }: Place): TypeInfo {
		let info = this.#types.get(node);
		if (info === undefined) {
			const inner = scope.inner.get(node) ?? scope;
			info = { id: `${source.file}#${inner.qualified}`, node, source, scope: inner };
			this.#types.set(node, info);
		}
		return info;
	}

	functionInfo(node: FunctionInfo['node'], source: SourceFile): FunctionInfo | undefined {
		const known = this.#functions.get(node);
		if (known !== undefined) { return known; }
		const scope = source.scopes.functions.get(node);
		if (scope === undefined) { return undefined; }
		const info: FunctionInfo = { id: `${source.file}#${scope.qualified}`, node, source, scope, ...(scope.owner && { owner: scope.owner }) };
		this.#functions.set(node, info);
		return info;
	}

	/** What a path names where it stands. */
	resolve(path: PathNode, place: Place, namespace: Namespace): Def | undefined {
		return this.#resolve(path.segments, place, namespace);
	}

	#resolve(segments: readonly Segment[], place: Place, namespace: Namespace): Def | undefined {
		const [first, ...rest] = segments;
		if (first === undefined) { return undefined; }
		return this.#follow(this.#first(first.name, place, rest.length > 0 ? 'type' : namespace), rest, namespace);
	}

	#follow(start: Def | undefined, rest: readonly Segment[], namespace: Namespace): Def | undefined {
		let at = start;
		for (const [index, segment] of rest.entries()) {
			const isLast = index === rest.length - 1;
			if (at === undefined) { return undefined; }
			switch (at.kind) {
				case 'module': at = segment.name === 'super' ? this.#outer(at.module) : segment.name === 'self' ? at : this.member(at.module, segment.name, isLast ? namespace : 'type'); break;
				case 'outside': at = { kind: 'outside', path: [...at.path, segment.name] }; break;
				case 'type': {
					const { node } = at.type;
					if (node.kind === 'enum' && node.variants.some((each) => each.name === segment.name) && isLast) { return { kind: 'variant', type: at.type, name: segment.name }; }
					return { kind: 'member', of: at, rest: rest.slice(index) };
				}
				case 'alias': case 'self': case 'generic': return { kind: 'member', of: at, rest: rest.slice(index) };
				default: return undefined;
			}
		}
		return at;
	}

	#outer(module: Module): Def | undefined {
		const outer = this.#workspace.outerOf(module);
		return outer && { kind: 'module', module: outer };
	}

	#first(name: string, place: Place, namespace: Namespace): Def | undefined {
		const module: Module = { source: place.source, scope: place.scope.home };
		switch (name) {
			case 'crate': case '$crate': return { kind: 'module', module: this.#workspace.crateOf(module) };
			case 'self': return { kind: 'module', module };
			case 'super': return this.#outer(module);
			case 'Self': return { kind: 'self', at: place };
			default:
		}
		for (let scope: ItemScope | undefined = place.scope; scope !== undefined; scope = scope.parent) {
			if (namespace === 'type') {
				const generic = scope.generics.get(name);
				if (generic !== undefined) { return { kind: 'generic', generic, scope }; }
			}
			// The members of a type are only seen through it.
			if (scope.kind === 'type') { continue; }
			const found = this.#inScope(name, { source: place.source, scope }, namespace, true);
			if (found !== undefined) { return found; }
			if (scope.kind === 'module') { break; }
		}
		const around = this.#aroundIncluded(place);
		const seen = around && this.#inScopes(name, around, namespace);
		return seen ?? this.#outside(name, place, namespace);
	}

	/** A crate's name, or one that is known everywhere. */
	#outside(name: string, place: Place, namespace: Namespace): Def | undefined {
		const crate = namespace === 'type' ? this.#workspace.crate(name, place.source.file) : undefined;
		if (crate !== undefined) { return { kind: 'module', module: crate }; }
		const known = prelude.get(name);
		if (known !== undefined) { return { kind: 'outside', path: known }; }
		if (namespace === 'type' && primitives.has(name)) { return { kind: 'outside', path: ['std', name, name] }; }
		return namespace === 'type' && !isConstantName(name) ? { kind: 'outside', path: [name === 'core' || name === 'alloc' ? 'std' : name] } : undefined;
	}

	/** What a module has by a name, as others see it. */
	member(module: Module, name: string, namespace: Namespace): Def | undefined {
		return this.#inScope(name, module, namespace, true);
	}

	#inScope(name: string, { source, scope }: Place, namespace: Namespace, withGlobs: boolean): Def | undefined {
		let known = this.#found.get(scope);
		if (known === undefined) { this.#found.set(scope, known = new Map()); }
		const place = `${namespace} ${name}`;
		if (known.has(place)) { return known.get(place); }
		const found = this.#findInScope(name, { source, scope }, namespace, withGlobs);
		// What was found within a circle is not all there is.
		if (this.#asked.size === 0 || found !== undefined) { known.set(place, found); }
		return found;
	}

	#findInScope(name: string, { source, scope }: Place, namespace: Namespace, withGlobs: boolean): Def | undefined {
		const key = `${source.file} ${scope.qualified} ${scope.kind} ${namespace} ${name}`;
		if (this.#asked.has(key) || this.#nothing.has(key)) { return undefined; }
		this.#asked.add(key);
		let found: Def | undefined;
		try {
			return found = this.#lookIn(name, { source, scope }, namespace, withGlobs);
		} finally {
			this.#asked.delete(key);
			if (found !== undefined || this.#asked.size === 0) { this.#nothing.clear(); } else { this.#nothing.add(key); }
		}
	}

	#lookIn(name: string, place: Place, namespace: Namespace, withGlobs: boolean): Def | undefined {
		const { scope } = place;
		const item = this.#item(name, place, namespace);
		if (item !== undefined) { return item; }
		for (const { used } of scope.uses.get(name) ?? []) {
			const imported = this.#used(used.path, place, namespace);
			if (imported !== undefined) { return imported; }
		}
		for (const path of scope.includes) {
			const included = this.#workspace.rootModule(normalizePath(path, directoryOf(place.source.file)));
			const given = included && this.member(included, name, namespace);
			if (given !== undefined) { return given; }
		}
		if (!withGlobs) { return undefined; }
		for (const { path } of scope.globs) {
			const from = this.#used(path, place, 'type');
			const given = from === undefined ? undefined : this.#globbed(from, name, namespace);
			if (given !== undefined) { return given; }
		}
		return undefined;
	}

	/** What `use from::*` brings by a name. Of what is outside, only what is known of it. */
	#globbed(from: Def, name: string, namespace: Namespace): Def | undefined {
		if (from.kind === 'module') { return this.member(from.module, name, namespace); }
		if (from.kind === 'type' && from.type.node.kind === 'enum' && from.type.node.variants.some((each) => each.name === name)) { return { kind: 'variant', type: from.type, name }; }
		if (from.kind !== 'outside') { return undefined; }
		return isGlobbed(from.path, name) ? { kind: 'outside', path: [...from.path, name] } : undefined;
	}

	#used(path: readonly string[], place: Place, namespace: Namespace): Def | undefined {
		const segments = path.map((name): Segment => ({ name, start: 0, end: 0 }));
		const [first, ...rest] = segments;
		if (first === undefined) { return undefined; }
		const isKeyword = /^(?:crate|self|super|Self|\$crate)$/.test(first.name);
		// Names of modules beside it count before those of crates.
		const start = isKeyword ? this.#first(first.name, place, 'type') : this.#inScopes(first.name, place, rest.length === 0 ? namespace : 'type') ?? this.#outside(first.name, place, 'type');
		return this.#follow(start, rest, namespace);
	}

	#inScopes(name: string, place: Place, namespace: Namespace): Def | undefined {
		for (let scope: ItemScope | undefined = place.scope; scope !== undefined; scope = scope.parent) {
			if (scope.kind === 'type') { continue; }
			const found = this.#inScope(name, { source: place.source, scope }, namespace, true);
			if (found !== undefined) { return found; }
			if (scope.kind === 'module') { break; }
		}
		const around = this.#aroundIncluded(place);
		return around && this.#inScopes(name, around, namespace);
	}

	/** The module into which `include!` takes the file of a place, for what stands in no module of its own there. */
	#aroundIncluded({ source, scope }: Place): Place | undefined {
		const around = scope.home.parent === undefined ? this.#workspace.includerOf(source.file) : undefined;
		return around?.source === source ? undefined : around;
	}

	#item(name: string, place: Place, namespace: Namespace): Def | undefined {
		for (const item of place.scope.items.get(name) ?? []) {
			const def = this.#defOf(item, place);
			if (def !== undefined && (isValue(def) ? namespace === 'value' : namespace === 'type' || def.kind === 'type' && def.type.node.kind === 'struct')) { return def; }
		}
		return undefined;
	}

	#defOf(item: Item, place: Place): Def | undefined {
		switch (item.kind) {
			case 'function': {
				const info = this.functionInfo(item, place.source);
				return info && { kind: 'function', function: info };
			}
			case 'struct': case 'enum': case 'trait': return { kind: 'type', type: this.typeInfo(item, place) };
			case 'alias': return { kind: 'alias', node: item, at: place };
			case 'const': return { kind: 'const', node: item, at: place };
			case 'mod': {
				const module = this.#workspace.childModule({ source: place.source, scope: place.scope.home }, item);
				return module && { kind: 'module', module };
			}
			default: return undefined;
		}
	}
}

function isValue(def: Def): boolean {
	return def.kind === 'function' || def.kind === 'const';
}

/** `use std::io::prelude::*`, `use tokio::prelude::*`: what stands in them is known by its own name. A glob of anything else may bring a function or type of that name. */
function isGlobbed(path: readonly string[], name: string): boolean {
	if (path.at(-1) === 'prelude') { return false; }
	return path[0] === 'std' || path[0] === 'tokio' ? isConstantName(name) ? knownTypes.has([...path, name].join('::')) : knownTypes.has([...path, name].join('::')) : false;
}

/** What globs of the standard library and tokio are mostly for. */
const knownTypes: ReadonlySet<string> = new Set([
	...['read', 'write', 'read_to_string', 'create_dir', 'create_dir_all', 'remove_file', 'remove_dir', 'remove_dir_all', 'read_dir', 'metadata', 'copy', 'rename', 'canonicalize', 'File', 'OpenOptions'].flatMap((name) => [`std::fs::${name}`, `tokio::fs::${name}`]),
	...['HashMap', 'HashSet', 'BTreeMap', 'BTreeSet', 'VecDeque', 'BinaryHeap'].map((name) => `std::collections::${name}`), ...['Arc', 'Mutex', 'RwLock', 'Condvar', 'Once', 'OnceLock'].map((name) => `std::sync::${name}`),
	...['sleep', 'timeout', 'interval', 'Duration', 'Instant'].map((name) => `tokio::time::${name}`), ...['TcpListener', 'TcpStream', 'UdpSocket', 'UnixListener', 'UnixStream'].flatMap((name) => [`tokio::net::${name}`, `std::net::${name}`]),
	...['Mutex', 'RwLock', 'Notify', 'Semaphore', 'mpsc', 'oneshot', 'broadcast', 'watch'].map((name) => `tokio::sync::${name}`), ...['spawn', 'sleep', 'JoinHandle'].map((name) => `std::thread::${name}`),
	...['Read', 'Write', 'BufRead', 'Seek', 'BufReader', 'BufWriter', 'stdin', 'stdout'].map((name) => `std::io::${name}`), ...['Path', 'PathBuf'].map((name) => `std::path::${name}`), ...['Command', 'Stdio', 'Child'].map((name) => `std::process::${name}`),
]);

export { symbolOf };
