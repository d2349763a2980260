const fs = require('fs');
const path = require('path');

/** @type {Record<string, number>} */
let rates = {};

/**
 * @param {string} directory
 * @returns {Promise<void>}
 */
async function refreshRates(directory) {
	rates = JSON.parse(fs.readFileSync(path.join(directory, 'rates.json'), 'utf8'));
}

/**
 * @param {number} amount
 * @param {string} currency
 * @returns {number}
 */
function convert(amount, currency) {
	return amount * (rates[currency] ?? 1);
}

module.exports = { refreshRates, convert };
