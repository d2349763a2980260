/** It sees to its own failure. */
module.exports = {
	inputs: { order: { type: 'ref' } },
	async fn(inputs) {
		try { await inputs.transport.send(inputs.order); } catch (error) { console.error(error); }
	},
};
