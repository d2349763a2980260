const { promisify } = require('util');
const { Notice } = require('./lib/notice.ts');
const sleep = promisify(setTimeout);

let isConnected = false;
const isConnectedChanged = new Notice();
exports.connected = function () { isConnected = true; isConnectedChanged.notify(); };

exports.whenConnected = async function () {
	while (!isConnected) { // expect: busy-poll-loop
		await isConnectedChanged.next();
	}
};
