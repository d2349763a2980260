// JavaScript with require, as it is found everywhere.
const fs = require('fs');
const { execFileSync } = require('node:child_process');

async function deploy(name) {
	await null;
	await fs.promises.writeFile('deployed', name); // expect: blocking-call
	execFileSync('sync-disks'); // expect: blocking-call
	return await fs.promises.readFile('deployed', 'utf8'); // expect: blocking-call
}

function onlySync(name) { return fs.readFileSync(name); }

module.exports = { deploy, onlySync };
