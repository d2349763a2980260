/** By which field or parameter a way is taken: that there is one, or that it is true. */
import type { Arm } from '../../../outline/model.ts';
import type { Expr, MatchArm, Pattern } from '../syntax/ast.ts';
import type { Context } from './context.ts';
import { parameterOf, variableOf } from './values.ts';

type Setting = NonNullable<Arm['setting']>;

/** Where a condition holds: `if let Some(path) = &self.path`, `if config.verify && is_new`. */
export function settingOf(test: Expr, cx: Context): Setting | undefined {
	switch (test.kind) {
		case 'let': return ofPattern(test.pattern, test.value, cx);
		case 'unary': return test.operator === '!' ? turned(settingOf(test.value, cx)) : undefined;
		case 'binary': return test.operator === '&&' ? settingOf(test.left, cx) ?? settingOf(test.right, cx) : undefined;
		case 'method': return test.name === 'is_some' ? named(test.object, cx, true) : test.name === 'is_none' ? named(test.object, cx, false) : undefined;
		case 'field': case 'path': return named(test, cx, true);
		default: return undefined;
	}
}

/** Where an arm of a `match` is taken: `Some(path) => …`, `None => …`. */
export function settingOfArm({ pattern }: MatchArm, subject: Expr, cx: Context): Setting | undefined {
	return ofPattern(pattern, subject, cx);
}

/** Where the `else` of a `let` is taken. */
export function settingMissed(pattern: Pattern, value: Expr, cx: Context): Setting | undefined {
	return turned(ofPattern(pattern, value, cx));
}

export function turned(setting: Setting | undefined): Setting | undefined {
	return setting && { name: setting.name, isSet: !setting.isSet };
}

function ofPattern(pattern: Pattern, value: Expr, cx: Context): Setting | undefined {
	switch (pattern.kind) {
		case 'tupleStruct': return pattern.path.segments.at(-1)?.name === 'Some' ? named(value, cx, true) : undefined;
		case 'ident': return pattern.name === 'None' ? named(value, cx, false) : undefined;
		case 'path': return pattern.path.segments.at(-1)?.name === 'None' ? named(value, cx, false) : undefined;
		default: return undefined;
	}
}

/** Parts of a tuple, and what says how something stands. */
const notSettings = /^(?:\d|(?:is|was|has|had|needs|can|did)_(?!\w*enabled))/;

const sameThing = /^(?:as_ref|as_mut|as_deref|as_deref_mut|clone|cloned|copied|to_owned|iter|unwrap_or_default)$/;

/** A local that is worked out in the function is no setting. */
function named(expr: Expr, cx: Context, isSet: boolean): Setting | undefined {
	switch (expr.kind) {
		case 'reference': case 'unary': return named(expr.value, cx, isSet);
		case 'method': return sameThing.test(expr.name) ? named(expr.object, cx, isSet) : undefined;
		case 'field': return notSettings.test(expr.name) ? undefined : { name: expr.name, isSet };
		case 'path': {
			const variable = variableOf(expr, cx);
			return variable !== undefined && parameterOf(variable, cx) !== undefined ? { name: variable.name, isSet } : undefined;
		}
		default: return undefined;
	}
}
