module.exports = {
	async fn(inputs) {
		if (inputs.order === undefined) { throw new Error('no order'); }
	},
};
