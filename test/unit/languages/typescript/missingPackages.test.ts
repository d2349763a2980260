/** What is told of packages that are not installed: by imports and annotations alone. */
import { afterEach, expect, test } from 'vitest';
import type { Callee } from '../../../../server/src/outline/model.ts';
import { stepsOf } from '../../../../server/src/outline/walk.ts';
import { TestWorkspace } from '../../analysis/workspace.ts';

let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.dispose());

const tsconfig = '{"compilerOptions":{"strict":true,"target":"es2023","module":"esnext","moduleResolution":"bundler","types":[]},"include":["src"]}';

function outlineOf(text: string) {
	workspace = new TestWorkspace({ 'tsconfig.json': tsconfig, 'src/main.ts': text }, { withTypes: false });
	return workspace.session.makeOutline(workspace.path('src/main.ts'))!;
}

/** What the calls of a text resolve to, constructions left out. */
function calledIn(text: string): string[] {
	const named = (callee: Callee): string => (callee.kind === 'external' ? callee.symbol : callee.kind === 'unresolved' ? `? ${callee.name}` : callee.kind);
	return outlineOf(text).functions.flatMap(({ body }) => stepsOf(body).flatMap(({ step }) => (step.kind === 'call' && !step.isNew ? [named(step.callee)] : [])));
}

test('members of what is annotated with an imported class, or made of one', () => {
	expect(calledIn(`import { PubSub as Local, type Channel } from 'graphql-subscriptions';
import Default from 'graphql-subscriptions';
export class Sender {
	private later: Local;
	constructor(private readonly given: Local, private readonly whole: Default) {}
	send(channel: Channel): void {
		const own = new Local();
		this.later.publish('a');
		this.given.publish('b');
		own.publish('c');
		channel.close();
		this.whole.publish('d');
	}
}`)).toEqual(['graphql-subscriptions#PubSub.publish', 'graphql-subscriptions#PubSub.publish', 'graphql-subscriptions#PubSub.publish', 'parameter', '? publish']);
});

test('what a class extends is told of, so that nobody takes it for its own', () => {
	const { types } = outlineOf('import { Panel } from \'a-host\';\nexport class Orders extends Panel { async choose(): Promise<void> {} }\nexport class Own {}');
	expect(types.map(({ bases }) => bases.length)).toEqual([1, 0]);
});
