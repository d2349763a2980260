/** Of which classes values are, and about which ones tests ask: in symbol names and type ids. */
import { ancestorsOfClasses } from '../../../catalogue/python/standard/classes.ts';
import type { MadeOf } from '../../../outline/model.ts';
import type { Type } from '../resolve/types.ts';
import type { Expr } from '../syntax/ast.ts';
import { symbolOf, typeOf, type Context } from './context.ts';

/** How many variables are looked through for what they were made from. */
const deepest = 3;

/** The class that an argument is of; undefined where it is not known, or may be nothing. */
export function madeOf(expr: Expr, cx: Context): MadeOf | undefined {
	const type = typeOf(expr, cx);
	const classes = type.kind === 'instance' ? lineageOf(type, cx) : type.kind === 'outside' && ancestorsOfClasses[type.symbol] !== undefined ? [type.symbol, ...ancestorsOfClasses[type.symbol] ?? []] : undefined;
	const isExact = classes !== undefined && isMadeHere(expr, cx, 0);
	// Whoever declares a file means anything that reads and writes like one.
	return classes === undefined || !isExact && type.kind === 'outside' && type.symbol.startsWith('io#') ? undefined : { classes, isExact };
}

/** The classes that `isinstance` asks about; undefined where one of them is not known, or is none by descent alone (a protocol). */
export function askedClasses(expr: Expr, cx: Context): readonly string[] | undefined {
	const items = expr.kind === 'tuple' ? expr.items : expr.kind === 'binary' && expr.operator === '|' ? [expr.left, expr.right] : undefined;
	if (items === undefined) { const only = askedClass(expr, cx); return only === undefined ? undefined : [only]; }
	const found = items.map((each) => askedClasses(each, cx));
	return found.length === 0 || found.includes(undefined) ? undefined : found.flatMap((each) => each ?? []);
}

function askedClass(expr: Expr, cx: Context): string | undefined {
	const written = symbolOf(expr, cx);
	if (written !== undefined && ancestorsOfClasses[written] !== undefined) { return written; }
	const type = typeOf(expr, cx);
	if (type.kind === 'class') { return cx.file.inference.classes.kindOf(type.class) === 'interface' ? undefined : type.class.id; }
	return type.kind === 'symbol' && ancestorsOfClasses[type.symbol] !== undefined ? type.symbol : undefined;
}

/** An object's class and all that it extends; undefined where part of that is not known. */
function lineageOf(type: Extract<Type, { kind: 'instance' }>, cx: Context): readonly string[] | undefined {
	const names: string[] = [];
	for (const each of cx.file.inference.classes.ancestorsOf(type.class)) {
		if (each.kind === 'class') { names.push(each.class.id); } else if (each.kind === 'outside') { names.push(each.symbol, ...ancestorsOfClasses[each.symbol] ?? []); } else { return undefined; }
	}
	return names[0] === type.class.id ? names : [type.class.id, ...names];
}

/** True if it is made right here, or in the one assignment of a variable, so that it is of no class that extends what it says. */
function isMadeHere(expr: Expr, cx: Context, depth: number): boolean {
	switch (expr.kind) {
		case 'constant': case 'template': case 'list': case 'dict': case 'tuple': case 'set': return true;
		case 'comprehension': return expr.makes !== 'generator';
		case 'call': {
			const callee = typeOf(expr.callee, cx);
			return callee.kind === 'class' || callee.kind === 'symbol' && ancestorsOfClasses[callee.symbol] !== undefined;
		}
		case 'name': {
			const variable = depth < deepest ? cx.scope.lookup(expr.name) : undefined;
			const [only, ...more] = variable?.definitions ?? [];
			return variable !== undefined && !variable.isShared && more.length === 0 && only?.source.kind === 'value' && only.source.path.length === 0 && isMadeHere(only.source.value, { ...cx, scope: only.scope }, depth + 1);
		}
		default: return false;
	}
}
