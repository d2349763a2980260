const { readSettings } = require('./legacyConfig.cjs');
const config = require('./legacyConfig.cjs');

exports.handler = async function handler(path) {
	await null;
	const first = readSettings(path); // expect: blocking-call-chain
	return [first, config.readSettings(path)]; // expect: blocking-call-chain
};
