/**
 * What goes on after everybody has gone. Run it with `node guide/measured/cancellation.mjs`.
 *
 * 1. 50 clients ask a server and leave after 50 ms. The server asks another one, which takes 500 ms, and for each answer does 5 ms of work.
 *    Counted are the requests that it carried to the end for nobody: when it forwards the signal, and when it does not.
 * 2. A loop of retries is aborted after 50 ms. It catches every failure and tries again, or looks at the signal first.
 * 3. One of 20 tasks fails after 20 ms, the others take 200 ms. Counted are those that went on to the end after the whole had failed.
 * 4. Of 100 saves, 10 fail. What the caller is told.
 */
import { setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const listen = (handler) => new Promise((resolve) => {
	const server = createServer(handler).listen(0, '127.0.0.1', () => resolve({ server, url: `http://127.0.0.1:${server.address().port}` }));
});
const work = (milliseconds) => { for (const ends = performance.now() + milliseconds; performance.now() < ends;); };

async function forwarding(forwards) {
	let carriedOn = 0;
	const upstream = await listen(async (_request, response) => { await sleep(500); response.end('answer'); });
	const front = await listen(async (_request, response) => {
		const gone = new AbortController();
		response.on('close', () => gone.abort());
		try {
			const answer = await (await fetch(upstream.url, forwards ? { signal: gone.signal } : {})).text();
			work(5);
			carriedOn += gone.signal.aborted ? 1 : 0;
			response.end(answer);
		} catch (error) {
			if (error.name !== 'AbortError') { throw error; }
		}
	});
	const before = process.cpuUsage();
	await Promise.allSettled(Array.from({ length: 50 }, () => fetch(front.url, { signal: AbortSignal.timeout(50) })));
	await sleep(1500);
	const { user, system } = process.cpuUsage(before);
	for (const { server } of [front, upstream]) { server.closeAllConnections(); server.close(); }
	return `carried on for nobody: ${carriedOn} of 50, processor ${((user + system) / 1000).toFixed(0)} ms`;
}

async function retrying(looks) {
	const aborting = new AbortController(), { signal } = aborting;
	let triesAfter = 0;
	setTimeout(() => aborting.abort(), 50);
	for (let attempt = 0; attempt < 20; attempt++) {
		try {
			if (signal.aborted) { triesAfter++; }
			await sleep(20, undefined, { signal });
			throw new Error('refused');
		} catch (error) {
			if (looks && signal.aborted) { break; }
			await sleep(10);
		}
	}
	return `tries after the abort: ${triesAfter}`;
}

async function failingTogether(cancels) {
	const aborting = new AbortController();
	setMaxListeners(20, aborting.signal);
	let wentOn = 0;
	const one = async (number, signal) => {
		if (number === 0) { await sleep(20); throw new Error('failed'); }
		await sleep(200, undefined, { signal });
		wentOn++;
	};
	const tasks = Array.from({ length: 20 }, (_, number) => one(number, cancels ? aborting.signal : undefined));
	try { await Promise.all(tasks); } catch { aborting.abort(); }
	await Promise.allSettled(tasks);
	return `went on to the end: ${wentOn} of 19`;
}

async function settling(looks) {
	const saves = Array.from({ length: 100 }, async (_, number) => { await sleep(1); if (number % 10 === 0) { throw new Error('disk full'); } });
	const results = await Promise.allSettled(saves);
	return looks ? `saved: ${results.filter(({ status }) => status === 'fulfilled').length}, failed: ${results.filter(({ status }) => status === 'rejected').length}` : `saved: ${results.length}`;
}

console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${new Date().toISOString().slice(0, 10)}`);
console.log(`signal not forwarded: ${await forwarding(false)}\nsignal forwarded: ${await forwarding(true)}`);
console.log(`retries that swallow it: ${await retrying(false)}\nretries that look at it: ${await retrying(true)}`);
console.log(`Promise.all alone: ${await failingTogether(false)}\nPromise.all and a signal: ${await failingTogether(true)}`);
console.log(`allSettled, not looked at: ${await settling(false)}\nallSettled, looked at: ${await settling(true)}`);
