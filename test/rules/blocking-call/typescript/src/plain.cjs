// JavaScript with require, as it is found everywhere.
const fs = require('fs');
const { execFileSync } = require('node:child_process');
const { readFileSync } = fs;

async function deploy(name) {
	await null;
	fs.writeFileSync('deployed', name); // expect: blocking-call
	execFileSync('sync-disks'); // expect: blocking-call
	return readFileSync('deployed', 'utf8'); // expect: blocking-call
}

function onlySync(name) { return fs.readFileSync(name); }

module.exports = { deploy, onlySync };
