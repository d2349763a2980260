const fs = require('fs');

function readSettings(path) { return JSON.parse(fs.readFileSync(path, 'utf8')); }

module.exports = { readSettings };
