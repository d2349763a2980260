/** A program: the failure of what it begins ends it. */
import { send } from './mails.ts';

async function main(): Promise<void> {
	await send({ to: process.argv[2] ?? '' });
}

void main(); // expect: untracked-task acceptable
(async () => { await send({ to: 'me' }); })(); // expect: untracked-task acceptable
main().then(() => { process.exit(0); }); // expect: untracked-task acceptable
const sending = send({ to: 'you' }); // expect: untracked-task
