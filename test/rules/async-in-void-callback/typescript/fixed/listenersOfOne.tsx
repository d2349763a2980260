import type { EventEmitter } from 'node:events';
import { save, type Order } from './store.ts';

declare function useEffect(effect: () => void): void;

/** One function is to be mended, however often it is given. */
export function Orders({ emitter, order }: { emitter: EventEmitter; order: Order }): unknown {
	const update = async (): Promise<void> => { await save(order); };
	const updateAll = async (): Promise<void> => { await update(); console.log('all'); };
	const updateBoth = async (): Promise<void> => { await update(); await save(order); };
	useEffect(() => {
		emitter.on('added', () => { update().catch((error) => { console.error('Update failed', error); }); }); // expect: async-in-void-callback as info
		emitter.on('removed', () => { update().catch((error) => { console.error('Update failed', error); }); });
		emitter.on('moved', () => { updateAll().catch((error) => { console.error('Update failed', error); }); });
		emitter.on('both', () => { updateBoth().catch((error) => { console.error('Update both failed', error); }); }); // expect: async-in-void-callback as info
	});
	document.addEventListener('click', () => { update().catch(console.error); });
	return <button onClick={() => { update().catch((error) => { console.error('Update failed', error); }); }} label="update" />; // expect: async-in-void-callback as info
}
