/**
 * What a question to the TypeScript compiler costs: `node test/bench/questions.mjs --config ../typeorm/tsconfig.json [--calls 2000]`.
 *
 * Takes calls from the project's own files, evenly spread, and asks of each what rules about types would: its symbol (all in one batch, and one by one), its
 * resolved signature, the type of each parameter, the contextual type of its arguments, whether one type is assignable to another.
 */
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SyntaxKind } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';

const { values } = parseArgs({ options: { config: { type: 'string' }, calls: { type: 'string', default: '2000' } } });
if (values.config === undefined) { throw new Error('which project? --config PATH/tsconfig.json'); }
const config = resolve(values.config);
const wanted = Number(values.calls);

const require = createRequire(import.meta.url);
const platform = `@typescript/typescript-${process.platform}-${process.arch}`;
const compiler = join(dirname(createRequire(require.resolve('typescript/package.json')).resolve(`${platform}/package.json`)), 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
const api = new API({ tsserverPath: compiler, cwd: dirname(config) });

try {
	const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
	if (project === undefined) { throw new Error(`${config} could not be opened`); }
	const { checker, program } = project;
	const calls = sample(callsOf(program), wanted);
	console.log(`${calls.length} calls of ${config}`);
	// Types are made when they are first asked for: the first round pays for that, the second tells what the question itself costs.
	for (const round of ['first', 'again']) {
		console.log(`\n${round}`);
		const names = calls.map((call) => call.expression.name ?? call.expression);
		measure('getSymbolAtLocation, one batch', names.length, () => { checker.getSymbolAtLocation(names); });
		measure('getSymbolAtLocation, one by one', names.length, () => { for (const name of names) { checker.getSymbolAtLocation(name); } });
		measure('getTypeAtLocation, one batch', calls.length, () => { checker.getTypeAtLocation(calls); });
		const signatures = measure('getResolvedSignature', calls.length, () => calls.map((call) => checker.getResolvedSignature(call)));
		const known = signatures.filter((signature) => signature !== undefined && signature.parameters.length > 0);
		const types = measure('getParameterType (the last one)', known.length, () => known.map((signature) => checker.getParameterType(signature, signature.parameters.length - 1)));
		const given = calls.flatMap((call) => [...call.arguments ?? []].slice(-1));
		measure('getContextualType (the last argument)', given.length, () => { for (const argument of given) { checker.getContextualType(argument); } });
		const pairs = types.filter((type) => type !== undefined);
		measure('isTypeAssignableTo', pairs.length, () => { for (const [index, type] of pairs.entries()) { checker.isTypeAssignableTo(type, pairs[(index + 1) % pairs.length]); } });
		measure('getPropertyOfType', pairs.length, () => { for (const type of pairs) { checker.getPropertyOfType(type, 'signal'); } });
	}
} finally { api.close(); }

function callsOf(program) {
	const found = [];
	for (const name of program.getSourceFileNames()) {
		if (name.includes('/node_modules/') || /\.d\.[cm]?ts$/.test(name) || !name.startsWith(dirname(config))) { continue; }
		const visit = (node) => {
			if (node.kind === SyntaxKind.CallExpression) { found.push(node); }
			node.forEachChild(visit);
		};
		visit(program.getSourceFile(name));
	}
	return found;
}

function sample(list, count) {
	const step = Math.max(1, list.length / count);
	return Array.from({ length: Math.min(count, list.length) }, (_, index) => list[Math.floor(index * step)]);
}

function measure(what, count, ask) {
	const start = performance.now();
	const answer = ask();
	const elapsed = performance.now() - start;
	console.log(`${what.padEnd(40)} ${(elapsed * 1000 / Math.max(1, count)).toFixed(0).padStart(7)} µs each   ${elapsed.toFixed(0).padStart(6)} ms`);
	return answer;
}
