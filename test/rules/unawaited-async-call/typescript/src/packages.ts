/** Calls of packages that need no await, and functions that wait for nothing else. */
import { PubSub } from 'graphql-subscriptions';
import type { Upload } from 'resumable';
import type { Socket } from 'socket.io';
import { commands, window, type Memento } from 'vscode';
import { find, save, type Order } from './store.ts';

const topics = new PubSub();

export async function login(socket: Socket, order: Order): Promise<Order> {
	socket.join(order.id);
	const found = await find(order.id);
	socket.leave(order.id);
	return found;
}

async function announce(order: Order): Promise<void> {
	await topics.publish('placed', order);
}

/** What it does afterwards sees to its own failure. */
async function offer(order: Order): Promise<void> {
	const answer = await window.showErrorMessage('Not there. Make it?', 'Make');
	if (answer === undefined) { return; }
	try { await save(order); } catch (error) { console.error(error); }
}

async function offerOnly(order: Order): Promise<void> {
	const answer = await window.showErrorMessage('Not there. Make it?', 'Make');
	if (answer !== undefined) { await save(order); }
}

export async function open(order: Order): Promise<Order> {
	const found = await find(order.id);
	window.showErrorMessage('Not there.');
	offer(order);
	offerOnly(order); // expect: unawaited-async-call
	announce(order);
	return found;
}

/** What the editor keeps for its extensions, and shows by. */
async function showAsOpen(state: Memento, order: Order): Promise<void> {
	await commands.executeCommand('setContext', 'shop:open', order.id);
	await state.update('last', order.id);
}

async function reopen(order: Order): Promise<void> {
	await commands.executeCommand('vscode.openFolder', order.id);
}

export async function show(state: Memento, order: Order): Promise<Order> {
	const found = await find(order.id);
	showAsOpen(state, found);
	state.update('seen', found.id);
	reopen(found); // expect: unawaited-async-call
	return found;
}

/** What is done about a failure of one way to call it says nothing of the other. */
export async function pause(upload: Upload, isFinal: boolean): Promise<Order> {
	upload.abort(isFinal).catch(() => undefined);
	upload.cease().catch(() => undefined);
	upload.abort();
	upload.cease(); // expect: unawaited-async-call
	const found = await find('1');
	upload.abort(true); // expect: unawaited-async-call
	upload.abort();
	return found;
}
