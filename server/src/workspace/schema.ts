/** What `unblock.json` may hold. The JSON Schema that editors use is made from this. */
import * as z from 'zod';
import { category, entry, replacement, severity } from '../catalogue/schema.ts';

export const configFileName = 'unblock.json';

const level = z.enum(['off', ...severity.options]);
export type Level = z.infer<typeof level>;

const globs = (description: string) => z.array(z.string()).optional()
	.describe(`${description} Patterns as in .gitignore, relative to the folder of this file.`);

const symbolNotation = '`package#name` (`pg#Client.query`, `node:fs#readFileSync`) or, for a function of this workspace, its file relative to this one: `./src/db.ts#query`, `./src/db.ts#Pool.query`';

const symbol = z.string()
	.regex(/^[^#]+#[^#]+$/, 'must name a module and a function, as in "package#name" or "./src/db.ts#query"')
	.describe(`The function: ${symbolNotation}.`);

const functionWithArgument = z.union([
	symbol,
	z.strictObject({
		symbol,
		argument: z.number().int().nonnegative().describe('Which argument is meant; the first is 0.'),
	}),
]);

const ruleSetting = z.union([
	level,
	z.looseObject({ severity: level.optional().describe('How severe its findings are, or `off`.') }),
]).describe('`off`, or how severe its findings are; as an object together with the options of the rule.');

const blockingFunction = z.strictObject({
	symbol,
	category: category.default('other').describe('What kind of work holds the thread.'),
	severity: severity.default('warning').describe('How severe a call in async code is.'),
	does: z.string().describe('What it does, to follow "it": `queries the database`.'),
	replacement: z.union([z.string().min(1), replacement]).optional()
		.describe('What to await instead, with the same arguments: the name of another function of the same module or object, `package#name`, or an object that says more.'),
	advice: z.string().optional().describe('What to do instead where no replacement can be written mechanically, as a clause: `run it in a worker thread`.'),
});

export const configSchema = z.strictObject({
	$schema: z.string().optional().describe('Where the schema of this file is, for editors.'),
	include: globs('Only these files are analysed; all if left out.'),
	exclude: globs('These files are not analysed, besides those that git ignores.'),
	rules: z.record(z.string(), ruleSetting).optional().describe('Settings by rule id; the others keep their defaults.'),
	tests: globs('More files that are tests: blocking is fine there.'),
	entries: globs('More files that are run from a command line (programs, scripts): blocking is fine there as long as nothing else waits.'),
	blocking: z.array(blockingFunction).optional().describe('Functions of yours, or of packages, that hold the thread until they are done.'),
	offloaders: z.array(functionWithArgument).optional()
		.describe('Functions that run a function given to them on another thread or process: each as `package#name` or `./file.ts#name` for the first argument, or as an object that says which.'),
	trackers: z.array(functionWithArgument).optional()
		.describe('Functions that keep a task given to them and look at its failure: each as `package#name` or `./file.ts#name` for the first argument, or as an object that says which.'),
	safeCalls: z.array(symbol).optional().describe('Async functions whose result needs no await.'),
	runtimeDirectory: z.string().min(1).optional()
		.describe('The folder into which fixes put helpers that they need (a task tracker, a ring buffer), relative to this file: `src/lib`. Left out, a folder beside the sources.'),
	catalogue: z.array(entry).optional().describe('More about libraries, in the form of the built-in catalogue.'),
}).describe('Settings of Unblock for the folder of this file and those below it. The nearest file counts alone.');

export type Settings = z.infer<typeof configSchema>;

/** A JSON Schema, as far as it is looked at here. */
export interface JsonSchema {
	description?: string;
	readonly type?: string;
	readonly enum?: readonly unknown[];
	readonly const?: unknown;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly additionalProperties?: JsonSchema | boolean;
	readonly items?: JsonSchema;
	readonly anyOf?: readonly JsonSchema[];
	readonly oneOf?: readonly JsonSchema[];
}

/** The JSON Schema (draft 7) of `unblock.json`, each key described. */
export function configJsonSchema(): JsonSchema {
	const schema = z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' }) as JsonSchema;
	describeKeys(schema);
	// The last two are VS Code's: it takes the file for strict JSON otherwise.
	return { title: 'unblock.json', ...schema, allowComments: true, allowTrailingCommas: true } as JsonSchema;
}

/** The catalogue's schema explains itself in comments; these are for the people who write entries. */
const catalogueDescriptions: Readonly<Record<string, string>> = {
	symbol: `The function: ${symbolNotation}. \`*\` stands for one whole part after the \`#\`, or for the rest of the module.`,
	blocks: 'Calling it holds the thread until it is done.',
	category: 'What kind of work holds the thread.',
	severity: 'How severe a call in async code is.',
	does: 'What it does, to follow "it": `reads a file`.',
	unless: 'Not in calls of which any of these holds.',
	when: 'Only in calls of which all of these hold.',
	inMemory: 'What is left to do where it is given a buffer in memory in place of a file, to follow "it".',
	mayBeAsync: 'It may be async as well: what calls it awaits what it gives.',
	hasWorkers: 'The tasks that it begins run on other threads than the function itself.',
	isBegun: 'Calling the function only begins it, and gives a handle.',
	isLazy: 'Not the call holds the thread, but whoever goes through its result.',
	slight: 'Calls of which any of these holds have next to nothing to do, and are told of as a remark.',
	inKernel: 'Calls of which any of these holds read or write memory of the kernel, and are told of as a hint.',
	makes: 'The argument (counted from 0) that names what it makes: where that is known to be missing, it is done once and is told of as a remark.',
	isOneFile: 'It reads or writes one file as a whole.',
	isLong: 'It goes through many files, or waits for the disk itself: it takes long as a rule.',
	onFailure: 'It is only called where something failed.',
	givesResult: 'What is called gives a promise that ends as that of this callback does: it has no failure of its own.',
	isHarmless: 'It holds nothing up, though the family that it belongs to does.',
	threadBound: 'It, and what it makes, can only be used on the thread that made it.',
	replacement: 'What to call instead.',
	kind: 'How the replacement is written: `twin`, a function of the same arguments elsewhere; `member`, another member of the same object or module; `promisify`, a function with a callback, promisified; `template`, text; `offload`, the same call on another thread.',
	name: 'The name of the member to call instead.',
	template: 'Text in which `$0`, `$1`… are the arguments, `$args` all of them, and `$name` the local name of an import of that last name.',
	imports: 'What the template needs imported, each as `package#name`.',
	through: 'What runs the function given first, with the arguments after it, on another thread: as `package#name`.',
	safety: '`safe`: the same behaviour, less blocking. `review`: the meaning may change.',
	advice: 'What to do where no replacement can be written mechanically, as a clause: `run it in a worker thread`.',
	callbacks: 'When functions given to it are run.',
	argument: 'Which argument: counted from 0, or by its name in languages that have such.',
	keyword: 'The name under which the same argument may be given, in the place of its position.',
	property: 'The property of that argument, where it is an object.',
	equals: 'It is one of these constants.',
	symbols: 'It is what one of these symbols names (`global#process.stdout.fd`).',
	present: 'It is given at all (or not).',
	startsWith: 'It is a text that begins with one of these.',
	shorterThan: 'It is a text of fewer UTF-16 units than this.',
	isFunction: 'It is a function (or not).',
	runs: '`inline`: during the call. `later`: as a continuation on the event loop. `loop`: on the event loop, whenever something happens. `startup`: as what the process was started for. `thread`: on another thread or process. `shutdown`: while the process ends. `test`: by a test runner. `loop-or-thread`: on the event loop if it is async, on another thread if it is not.',
	what: 'What the callback is, for people: `request handler`.',
	plainCallback: 'It drops what the function given at an argument gives, or takes it for a plain value: an async function does nothing there.',
	listens: 'From this call on the process serves: what comes after it is no longer start-up.',
	offloads: 'It runs the function given as this argument (counted from 0) on another thread or process.',
	tracks: 'It keeps the task given as this argument (counted from 0) and looks at its failure.',
	spawns: 'It begins what is given as an argument (a coroutine, or an async function) as a task of its own.',
	keptBy: '`caller`: whoever calls it must keep the handle that it gives. `scope`: what it is called on waits for the task and passes its failure on.',
	drives: 'It runs what is given as this argument (counted from 0) to its end before it returns.',
	joins: 'What it does with the awaitables it is given; the first whose tests hold counts.',
	how: '`all`: waits for all and fails with the first that fails. `settled`: waits for all, failures are values in its result. `first`: waits for the first. `deadline`: waits so long, then cancels it. `shield`: keeps cancellation from it.',
	deadline: 'It ends when the time given as an argument is over.',
	lock: 'For a type: it lets in one holder at a time. `plain`: who takes it again waits for itself. `reentrant`: its holder may take it again. `counted`: lets in so many.',
	outdated: 'Its time is over.',
	instead: 'What to write instead, to follow "use".',
	removed: 'The version since when it is no longer there.',
	inAsync: 'Only in async code.',
	pooled: 'It makes a client with a pool of connections, which is meant to be made once and shared.',
	cancellation: 'For a type of error: `is`: cancellation arrives as it. `includes`: whoever catches it catches cancellation too.',
	sleeps: 'Its promise does nothing but let time pass.',
	timer: 'It calls its first argument later (`once` or `repeats`), or `ends` what would have called one.',
	polls: 'It asks the predicate given as this argument (counted from 0) again and again, until it holds.',
	announced: 'For a member whose changes are told of: by what, as a noun: "its `abort` event".',
	unit: 'In which unit the time is given: `ms` where this is left out.',
	delay: 'The argument (counted from 0) with the time in ms; left out where it is the loop\'s next turn.',
	messages: 'How the halves of a program speak with one another. `exposes`: it makes its second argument a global of a page, named by the first. `handles`: what is asked by the name at its first argument is answered by its second. `asks`: it asks so, and gives a promise of the answer. `tells`: it only sends, and gives nothing.',
	folder: 'The folder, relative to the package\'s own.',
	member: 'The member of what such a file exports.',
	loads: 'Its members are functions that a framework loads by the names of files: from which `folder` of the package, and which `member` of what such a file exports (`api/helpers/mail/send-one.js` for `mail.sendOne()`).',
	isSafeToDrop: 'Its result needs no await.',
	isSafeToDropWith: 'Its result needs no await where its first argument is one of these texts.',
	withoutPromise: 'The member of the same object that does the same, gives no promise and keeps a failure as a state.',
	awaitable: 'For a type whose values can be awaited though they are no promises of the language\'s own: `running`, or `lazy` where they do nothing before they are awaited.',
	returns: 'The type of its result, as `package#Type`.',
	decorates: 'As a decorator, it lets the method be called in this way.',
};

function describeKeys(schema: JsonSchema): void {
	for (const [key, value] of Object.entries(schema.properties ?? {})) {
		const description = value.description ?? catalogueDescriptions[key];
		if (description !== undefined) { value.description = description; }
		describeKeys(value);
	}
	for (const inner of innerSchemas(schema)) { describeKeys(inner); }
}

function innerSchemas(schema: JsonSchema): readonly JsonSchema[] {
	const { items, additionalProperties, anyOf = [], oneOf = [] } = schema;
	return [items, additionalProperties, ...anyOf, ...oneOf].filter((inner) => typeof inner === 'object');
}

/** The schemas that may hold for the value at a path; several where there is a choice. */
export function schemasAt(schema: JsonSchema, path: readonly PropertyKey[]): readonly JsonSchema[] {
	const choices = [...schema.anyOf ?? [], ...schema.oneOf ?? []];
	if (choices.length > 0) { return choices.flatMap((choice) => schemasAt(choice, path)); }
	const [key, ...rest] = path;
	if (key === undefined) { return [schema]; }
	const inner = typeof key === 'number' ? schema.items : schema.properties?.[String(key)] ?? schema.additionalProperties;
	return typeof inner === 'object' ? schemasAt(inner, rest) : [];
}
