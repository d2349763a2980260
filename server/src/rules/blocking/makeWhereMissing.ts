/**
 * `if !dir.exists() { fs::create_dir_all(dir)?; }`: the look and what it is for are one change, since what makes the directory looks itself. So are `if path.exists() { fs::remove_file(path)?; }`
 * and its kin: what deletes or reads says itself that nothing is there.
 */
import type { BranchStep, CallStep, FunctionOutline, Value } from '../../outline/model.ts';
import { contains } from '../../outline/span.ts';
import { stepsOf } from '../../outline/walk.ts';
import type { BlockedStep } from './blockedStep.ts';

const looks = /(?:#|\.)(?:try_)?(?:exists|is_dir|is_file)$/;
const makers = /^(?:std::fs|fs_err)#create_dir_all$/;
const takers = /^(?:std::fs|fs_err)#(?:remove_file|remove_dir|remove_dir_all|read|read_to_string|read_dir)$/;

/** By each call that makes a directory only where it is missing, or does something with a file only where it is there: the look that says so, and that nothing else hangs on. */
export function looksBeforeMaking(blocked: readonly BlockedStep[]): ReadonlyMap<BlockedStep, BlockedStep> {
	const found = new Map<BlockedStep, BlockedStep>();
	for (const each of blocked) {
		const path = each.effect.sink !== undefined && (makers.test(each.effect.symbol) || takers.test(each.effect.symbol)) ? callOf(each)?.arguments[0]?.value : undefined;
		const look = path && blocked.find((other) => other.sufferer === each.sufferer && other.effect.sink !== undefined && looks.test(other.effect.symbol) && isSame(lookedAt(other), path) && isOnlyFor(each, other));
		if (look !== undefined) { found.set(each, look); }
	}
	return found;
}

function callOf({ step: { site: { step } } }: BlockedStep): CallStep | undefined {
	return step.kind === 'call' ? step : undefined;
}

function lookedAt(look: BlockedStep): Value | undefined {
	const call = callOf(look);
	return call?.receiver ?? call?.arguments[0]?.value;
}

function isSame(a: Value | undefined, b: Value): boolean {
	return a !== undefined && a.kind !== 'other' && JSON.stringify(a) === JSON.stringify(b);
}

/** The look stands in the condition of an `if` without `else`, in which the directory is made. */
function isOnlyFor({ sufferer, step: { function: id, site } }: BlockedStep, look: BlockedStep): boolean {
	if (id !== sufferer.id || look.step.function !== id) { return false; }
	return branchesOf(sufferer).some(({ condition, arms }) => arms.length === 1 && contains(condition.span, look.step.site.step.span) && arms.some(({ block }) => contains(block.span, site.step.span)));
}

function branchesOf({ body }: FunctionOutline): readonly BranchStep[] {
	return stepsOf(body).flatMap(({ step }) => (step.kind === 'branch' && step.branch === 'if' ? [step] : []));
}

/** True where the look is for what is there: what follows fails by itself where nothing is. */
export function isOfWhatIsThere({ effect: { symbol } }: BlockedStep): boolean { return takers.test(symbol); }

/** It looks itself whether what it makes is there. */
export function makesDirectories(symbol: string): boolean { return makers.test(symbol); }
