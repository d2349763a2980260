/** A server that is switched off and on in a moment runs in the end, as the client library allows it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Lifecycle } from '../../../client/src/lifecycle.ts';

/** As the library's client: whoever starts it while it stops is refused. */
class Client {
	state: 'stopped' | 'running' | 'stopping' = 'stopped';
	readonly calls: string[] = [];
	failsToStop = false;
	needsStart(): boolean { return this.state !== 'running'; }
	needsStop(): boolean { return this.state === 'running'; }
	async start(): Promise<void> {
		this.calls.push('start');
		if (this.state === 'stopping') { throw new Error('Client is currently stopping. Can only restart a full stopped client'); }
		await sleep(1);
		this.state = 'running';
	}
	async stop(): Promise<void> {
		this.calls.push('stop');
		this.state = 'stopping';
		await sleep(20);
		this.state = 'stopped';
		if (this.failsToStop) { throw new Error('it hung'); }
	}
}

test('what is started while it ends waits, and runs then', async () => {
	const client = new Client();
	const lifecycle = new Lifecycle(client);
	await lifecycle.start();
	const ended = lifecycle.end();
	await lifecycle.start();
	await ended;
	expect(client.state).toBe('running');
	expect(client.calls).toEqual(['start', 'stop', 'start']);
});

test('two who end it wait for one end', async () => {
	const client = new Client();
	const lifecycle = new Lifecycle(client);
	await lifecycle.start();
	await Promise.all([lifecycle.end(), lifecycle.end()]);
	expect(client.calls).toEqual(['start', 'stop']);
	await lifecycle.end();
	expect(client.calls).toEqual(['start', 'stop']);
});

test('an end that fails is told to whoever asked for it, and hinders no start', async () => {
	const client = new Client();
	client.failsToStop = true;
	const lifecycle = new Lifecycle(client);
	await lifecycle.start();
	const ended = lifecycle.end();
	await Promise.all([expect(ended).rejects.toThrow('it hung'), lifecycle.start()]);
	expect(client.state).toBe('running');
});
