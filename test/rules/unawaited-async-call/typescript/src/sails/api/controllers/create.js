/** What the framework loads by the names of files. */
const mail = async (order) => {
	await sails.helpers.mail.sendOne(order);
	await sails.helpers.mail.sendOne.with({ order });
};
const keep = async (order) => { await sails.helpers.orders.keepOne(order); };
const send = async (order) => { await sails.helpers.orders.sendNothing(order); };

module.exports = {
	async fn(inputs) {
		mail(inputs.order);
		keep(inputs.order); // expect: unawaited-async-call
		send(inputs.order); // expect: unawaited-async-call
		return inputs.order;
	},
};
