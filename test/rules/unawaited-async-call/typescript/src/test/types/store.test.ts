/** Read by the compiler alone. */
import { save, type Order } from '../../store.ts';

async function saved(order: Order): Promise<void> {
	const first: Promise<void> = save(order);
	await first;
	save(order); // expect: unawaited-async-call acceptable
}
void saved;
