/**
 * The fix `await-notice`: who waits for a state is told of its changes. `while (!this.ready) { await sleep(50); }` becomes
 * `while (!this.ready) { await this.readyChanged.next(); }`, and each `this.ready = true` is followed by `this.readyChanged.notify()`, wherever it stands.
 */
import { isArrowFunction, isAwaitExpression, isCallExpression, isClassDeclaration, isExpressionStatement, isFunctionExpression, isIdentifier, isObjectLiteralExpression, isPropertyAccessExpression, SyntaxKind, type CallExpression, type Expression, type Node, type SourceFile } from 'typescript/unstable/ast';
import type { Project } from 'typescript/unstable/sync';
import type { AwaitNotice, TextEdit } from '../../../../rules/finding.ts';
import type { TypeScriptLanguage } from '../../language.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../../syntax.ts';
import { editedFile, type EditedFile } from '../editedFile.ts';
import { ancestor, sourceFileOf } from '../history/shapes.ts';
import { ImportPlan } from '../importPlan.ts';
import { removeFromList, type Change } from '../nameLists.ts';
import { isRefusal, refuse, type EditResult, type Refusal } from '../refusal.ts';
import type { FixProject } from '../runtime/fixProject.ts';
import { packageOf } from '../runtime/placing.ts';
import { runtimeHelper } from '../runtime/runtimeHelper.ts';
import { specifierFor } from '../runtime/specifier.ts';
import { changesOf, type Changed, type Write } from './changes.ts';
import { waitingOf, type Waiting } from './conditions.ts';
import { declared, nameOf, noticePlaceOf, type NoticePlace } from './noticePlace.ts';
import { notified } from './notifying.ts';
import { Reader, type State } from './reads.ts';
import { isSameSpan } from '../../../../outline/span.ts';

/** What waits, and how it is written when it is told. */
interface Wait {
	/** Where the notice has to be known. */
	readonly node: Node;
	/** All of the waiting code: what it does itself ends no wait of its own. */
	readonly within: Node;
	readonly states: readonly State[];
	/** What goes away. */
	readonly replaced: Node;
	/** What waits now, of which the import may have become idle. */
	readonly callee: Node;
	changes(notice: string): readonly Change[];
}

export function buildAwaitNotice(language: TypeScriptLanguage, intent: AwaitNotice, files: FixProject): EditResult {
	const tree = language.sourceFile(intent.file);
	if (tree === undefined) { return refuse('the file cannot be read any more'); }
	const { sourceFile, project } = tree;
	const wait = intent.form === 'loop' ? loopWait(sourceFile, intent, project) : predicateWait(sourceFile, intent, project);
	if (isRefusal(wait)) { return wait; }
	const states: Changed[] = [];
	for (const state of distinct(wait.states)) {
		const changed = changesOf(state, project, files);
		if (isRefusal(changed)) { return changed; }
		const writes = changed?.writes.filter(({ node }) => !isOwn(node, wait, changed)) ?? [];
		if (changed !== undefined && writes.length > 0) { states.push({ ...changed, writes }); }
	}
	const place = noticePlaceOf(states);
	if (isRefusal(place)) { return place; }
	if (place.kind === 'module' && packageOf(place.sourceFile.fileName) !== packageOf(intent.file)) { return refuse('what it waits for belongs to another package'); }
	return new Composer(place, wait, files).edits();
}

/** One state that is looked at twice is known to be nothing in particular meanwhile, unless both say the same. */
function distinct(states: readonly State[]): readonly State[] {
	const known = new Map<string, State>();
	for (const state of states) {
		const key = `${sourceFileOf(state.name).fileName} ${state.name.parent.kind === SyntaxKind.PropertyAccessExpression} ${state.name.getText()}`;
		const other = known.get(key);
		known.set(key, other === undefined ? state : { ...state, isContent: state.isContent || other.isContent, isOwn: state.isOwn && other.isOwn, meanwhile: state.meanwhile === other.meanwhile ? state.meanwhile : undefined });
	}
	return [...known.values()];
}

/** The function that waits cannot change its own variable while it does; and what is changed on the way to the pause was there before. */
function isOwn(write: Node, { within }: Wait, { home }: Changed): boolean {
	const isInside = sourceFileOf(write) === sourceFileOf(within) && within.pos <= write.pos && write.end <= within.end;
	const owner = ancestor(write, isFunctionNode);
	if (isInside && owner === ancestor(within, isFunctionNode)) { return true; }
	return home.kind === 'local' && home.owner === owner && owner === ancestor(within, isFunctionNode);
}

function loopWait(sourceFile: SourceFile, { at, pause, milliseconds }: AwaitNotice, project: Project): Wait | Refusal {
	const waiting = waitingOf(sourceFile, at, pause);
	if (isRefusal(waiting)) { return waiting; }
	if (waiting.turns !== undefined && milliseconds === undefined) { return refuse('it is not known how long it sleeps each time'); }
	const signal = signalOf(waiting.pause, sourceFile);
	if (isRefusal(signal)) { return signal; }
	const reader = new Reader(project, [waiting.loop]);
	for (const { expression, isTrue } of waiting.conditions) { reader.read(expression, isTrue); }
	const values = new Reader(project, [waiting.loop]);
	for (const value of waiting.values) { values.read(value, undefined); }
	const refusal = reader.refusal ?? values.refusal;
	if (refusal !== undefined) { return refusal; }
	const deadline = waiting.turns === undefined ? undefined : editedFile(sourceFile).identifiers.freeName('deadline');
	const remaining = deadline === undefined ? waiting.remaining : `${deadline} - Date.now()`;
	const given = [remaining ?? (signal === undefined ? undefined : 'undefined'), signal].filter((each) => each !== undefined).join(', ');
	return {
		node: waiting.loop, within: waiting.loop, states: reader.states, replaced: waiting.pause, callee: calleeOf(waiting.pause),
		changes: (notice) => [{ span: { start: waiting.pause.getStart(sourceFile), end: waiting.pause.end }, newText: `${notice}.next(${given})` }, ...headChanges(waiting, deadline, milliseconds, sourceFile)],
	};
}

/** `for (let i = 0; i < 20; i++)` with pauses of 500 ms becomes `for (const deadline = Date.now() + 20 * 500; Date.now() < deadline;)`. */
function headChanges({ loop, turns }: Waiting, deadline: string | undefined, milliseconds: number | undefined, sourceFile: SourceFile): readonly Change[] {
	const { initializer, condition, incrementor } = loop as unknown as { initializer?: Node; condition?: Expression; incrementor?: Node };
	if (turns === undefined || deadline === undefined || initializer === undefined || condition === undefined || incrementor === undefined) { return []; }
	const asked = new RegExp(String.raw`(?<![\w$.])${turns.counter}\s*<\s*`).exec(condition.getText(sourceFile));
	const start = condition.getStart(sourceFile) + (asked?.index ?? 0);
	const limit = condition.getText(sourceFile).slice((asked?.index ?? 0) + (asked?.[0].length ?? 0));
	const length = (asked?.[0].length ?? 0) + (limit.startsWith(turns.limit.replace(/^\(|\)$/g, '')) ? turns.limit.replace(/^\(|\)$/g, '').length : turns.limit.length);
	return [
		{ span: { start: initializer.getStart(sourceFile), end: initializer.end }, newText: `const ${deadline} = Date.now() + ${turns.limit} * ${milliseconds}` },
		{ span: { start, end: start + length }, newText: `Date.now() < ${deadline}` },
		{ span: { start: incrementor.pos, end: incrementor.end }, newText: '' },
	];
}

/** `await pWaitFor(() => this.isReady, { interval: 100, timeout: 5000 })` */
function predicateWait(sourceFile: SourceFile, { at }: AwaitNotice, project: Project): Wait | Refusal {
	const call = callAt(sourceFile, at);
	const [predicate, options, ...others] = call?.arguments ?? [];
	const asked = predicate === undefined ? undefined : unwrap(predicate);
	if (call === undefined || asked === undefined || !(isArrowFunction(asked) || isFunctionExpression(asked)) || others.length > 0) { return refuse('the predicate is not written in place'); }
	if (!isOnlyAwaited(call)) { return refuse('somebody looks at what it gives'); }
	if (/\bTimeoutError\b/.test(sourceFile.text)) { return refuse('somebody looks at the error of its library'); }
	const limited = options === undefined ? [] : optionChanges(call, options, sourceFile);
	if (isRefusal(limited)) { return limited; }
	const reader = new Reader(project, []);
	reader.readPredicate(asked as unknown as FunctionNode);
	if (reader.refusal !== undefined) { return reader.refusal; }
	return {
		node: call, within: call, states: reader.states, replaced: call.expression, callee: call.expression,
		changes: (notice) => [{ span: { start: call.expression.getStart(sourceFile), end: call.expression.end }, newText: `${notice}.until` }, ...limited],
	};
}

function callAt(sourceFile: SourceFile, at: number): CallExpression | undefined {
	let found: CallExpression | undefined;
	sourceFile.forEachChild(function visit(node): void {
		if (found !== undefined || node.pos > at || node.end <= at) { return; }
		node.forEachChild(visit);
		if (found === undefined && isCallExpression(node) && node.expression.getStart(sourceFile) <= at && at < node.expression.end) { found = node; }
	});
	return found;
}

/** `await wait(…);`, also with a rejection handler behind it. */
function isOnlyAwaited(call: CallExpression): boolean {
	let node: Node = call;
	while (isPropertyAccessExpression(node.parent) && node.parent.name.text === 'catch' && isCallExpression(node.parent.parent)) { node = node.parent.parent; }
	return isAwaitExpression(node.parent) && isExpressionStatement(node.parent.parent);
}

/** Of the options the time limit stays. How often it looks does not matter any more. */
function optionChanges(call: CallExpression, options: Expression, sourceFile: SourceFile): readonly Change[] | Refusal {
	const node = unwrap(options);
	if (!isObjectLiteralExpression(node)) { return refuse('its options are not written in place'); }
	const properties = [...node.properties];
	const named = (name: string): Node | undefined => properties.find((each) => (each as { name?: Node }).name?.getText(sourceFile) === name);
	const interval = named('interval'), timeout = named('timeout');
	if (properties.some((each) => each !== interval && each !== timeout) || timeout !== undefined && /^timeout\s*:\s*\{/.test(timeout.getText(sourceFile))) { return refuse('its options ask for more than a time limit'); }
	if (timeout === undefined) { return [{ span: { start: call.arguments[0]?.end ?? options.pos, end: call.end - 1 }, newText: '' }]; }
	return interval === undefined ? [] : [removeFromList(sourceFile, { node, elements: properties }, interval)];
}

/** The signal that ends a pause: `sleep(100, undefined, { signal })`. */
function signalOf(pause: Expression, sourceFile: SourceFile): string | undefined | Refusal {
	const text = pause.getText(sourceFile);
	if (!/signal|abort/i.test(text)) { return undefined; }
	const given = /\{\s*signal(?:\s*:\s*([\w$.]+))?\s*\}\s*\)$/.exec(text);
	return given === null ? refuse('the pause ends by more than its time') : given[1] ?? 'signal';
}

/** `sleep` of `sleep(50).catch(…)`: its import may have become idle. */
function calleeOf(pause: Expression): Node {
	let node: Expression = unwrap(pause);
	while (isCallExpression(node) || isPropertyAccessExpression(node)) { node = unwrap(node.expression); }
	return isIdentifier(node) ? node : pause;
}

interface Edited {
	readonly file: EditedFile;
	readonly plan: ImportPlan;
	readonly changes: Change[];
}

/** Gathers the changes of all files. */
class Composer {
	private readonly place: NoticePlace;
	private readonly wait: Wait;
	private readonly files: FixProject;
	private readonly edited = new Map<SourceFile, Edited>();
	private readonly home: Edited;
	private readonly name: string;
	private readonly hasIt: boolean;

	constructor(place: NoticePlace, wait: Wait, files: FixProject) {
		this.place = place;
		this.wait = wait;
		this.files = files;
		this.home = this.fileOf(place.sourceFile);
		const known = `${place.states[0]?.name.replace(/^[_$]+/, '')}Changed`;
		// Another fix has declared it already.
		this.hasIt = place.states.length === 1 && place.kind === 'field' && new RegExp(String.raw`(?<![\w$])${known}\s*=\s*new Notice\(`).test(place.sourceFile.text);
		this.name = this.hasIt ? known : nameOf(place, this.home.file);
	}

	edits(): EditResult {
		const waiting = this.fileOf(sourceFileOf(this.wait.node));
		const notice = this.accessTo(waiting, this.wait.node, this.place.kind === 'field' ? 'this' : undefined);
		if (isRefusal(notice)) { return notice; }
		waiting.changes.push(...this.wait.changes(notice));
		for (const { writes } of this.place.states) {
			for (const write of writes) {
				const own = this.notify(write);
				if (isRefusal(own)) { return own; }
				const { changes } = this.fileOf(sourceFileOf(write.node));
				// One statement may change it twice.
				changes.push(...own.filter(({ span, newText }) => !changes.some((each) => isSameSpan(each.span, span) && each.newText === newText)));
			}
		}
		const made = this.hasIt ? [] : this.declare();
		if (isRefusal(made)) { return made; }
		return { kind: 'edits', edits: [...[...this.edited].flatMap(([sourceFile, each]) => this.editsOf(sourceFile, each)), ...made], changesTypes: this.place.kind === 'field' };
	}

	/** The helper, its import, and the declaration. */
	private declare(): readonly TextEdit[] | Refusal {
		const { home, place } = this;
		const helper = runtimeHelper('notice', home.file, this.files);
		if (isRefusal(helper)) { return helper; }
		const local = home.plan.access({ symbol: `${helper.specifier}#Notice`, at: place.at });
		if (isRefusal(local)) { return local; }
		const declaration = declared(place, this.name, `new ${local}()`, this.isShared(), home.file);
		if (isRefusal(declaration)) { return declaration; }
		home.changes.push(declaration);
		return helper.edits;
	}

	private notify({ node, receiver }: Write): readonly Change[] | Refusal {
		const sourceFile = sourceFileOf(node);
		const edited = this.fileOf(sourceFile);
		const target = receiver?.getText(sourceFile).replaceAll('!', '');
		if (this.place.kind === 'field' && (target === undefined || !/^[\w$]+(?:\.[\w$#]+)*$/.test(target))) { return refuse('it is changed through an expression of which nobody knows what it is'); }
		const access = this.accessTo(edited, node, target);
		const writes = this.place.states.flatMap((each) => each.writes.filter((write) => write.receiver?.getText() === receiver?.getText()).map((write) => write.node));
		return isRefusal(access) ? access : notified(node, `${access}.notify()`, edited.file, writes);
	}

	/** The notice as a place calls it. */
	private accessTo(edited: Edited, at: Node, receiver: string | undefined): string | Refusal {
		if (this.place.kind === 'field') { return `${receiver ?? 'this'}.${this.name}`; }
		if (edited === this.home) { return this.name; }
		if (packageOf(edited.file.sourceFile.fileName) !== packageOf(this.place.sourceFile.fileName)) { return refuse('another package changes it as well'); }
		return edited.plan.access({ symbol: `${specifierFor(edited.file, this.place.sourceFile.fileName, this.files)}#${this.name}`, at });
	}

	/** Code outside of the class, or of the file, uses it. */
	private isShared(): boolean {
		const { place, wait } = this;
		const users = [wait.node, ...place.states.flatMap(({ writes }) => writes.map(({ node }) => node))];
		if (place.kind !== 'field') { return users.some((node) => sourceFileOf(node) !== place.sourceFile); }
		const owner = place.states[0]?.home;
		return owner?.kind !== 'class' || users.some((node) => ancestor(node, isClassDeclaration) !== owner.node);
	}

	private fileOf(sourceFile: SourceFile): Edited {
		const known = this.edited.get(sourceFile);
		if (known !== undefined) { return known; }
		const file = editedFile(sourceFile);
		const isWaiting = sourceFile === sourceFileOf(this.wait.node);
		const made = { file, plan: new ImportPlan(file, isWaiting ? this.wait.callee : sourceFile.endOfFileToken), changes: [] };
		this.edited.set(sourceFile, made);
		return made;
	}

	/** In the order of the text; what goes in at one place becomes one edit. */
	private editsOf(sourceFile: SourceFile, { plan, changes }: Edited): readonly TextEdit[] {
		const isWaiting = sourceFile === sourceFileOf(this.wait.node);
		const all = [...plan.changes(isWaiting ? this.wait.callee : sourceFile.endOfFileToken, isWaiting && isCallExpression(this.wait.node)), ...changes].toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
		const edits: TextEdit[] = [];
		for (const { span, newText } of all) {
			const last = edits.at(-1);
			if (last !== undefined && last.span.end === last.span.start && span.start === span.end && last.span.end === span.start) { edits[edits.length - 1] = { ...last, newText: last.newText + newText }; } else { edits.push({ file: sourceFile.fileName, span, newText }); }
		}
		return edits;
	}
}
