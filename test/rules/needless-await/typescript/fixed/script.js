/** Without types, what is no promise is mostly guessed. */
const state = { ready: false, connection: null };

function read(key) { return state[key]; }
function size() { return 1; }
async function load() { await Promise.resolve(); return state; }

export async function main(options) {
	await read('ready');
	await state.ready;
	await state.connection;
	await size();
	await options.load;
	await load(); // expect: needless-await
	await load();
	for await (const each of [1, 2]) { console.log(each); }
	return await Promise.all([1, load()]);
}
