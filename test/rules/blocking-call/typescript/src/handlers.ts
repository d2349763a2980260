/** Callbacks that hold the loop without being async. */
import { readFileSync, writeFileSync, readFile } from 'node:fs';
import { createServer } from 'node:http';
import { EventEmitter } from 'node:events';

export const server = createServer((_request, response) => {
	response.end(readFileSync('index.html')); // expect: blocking-call
});

const bus = new EventEmitter();
bus.on('saved', (name: string) => {
	writeFileSync('last', name); // expect: blocking-call
});

setInterval(() => {
	writeFileSync('heartbeat', String(Date.now())); // expect: blocking-call
}, 60_000);

readFile('config.json', (error, text) => {
	if (error === null) { writeFileSync('copy.json', text); } // expect: blocking-call
});

function listener(): void {
	writeFileSync('closed', 'yes'); // expect: blocking-call
}
server.on('close', listener);

/** Where the process ends, nothing else may run: sync calls are right. */
process.on('exit', () => {
	writeFileSync('exit', 'bye');
});
process.once('SIGTERM', () => {
	writeFileSync('terminated', 'bye');
});
