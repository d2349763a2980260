const { promisify } = require('util');
const sleep = promisify(setTimeout);

let isConnected = false;
exports.connected = function () { isConnected = true; };

exports.whenConnected = async function () {
	while (!isConnected) { // expect: busy-poll-loop
		await sleep(100);
	}
};
