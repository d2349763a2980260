import { save, type Order } from './store.ts';

/** By the prototype's own function, whatever an element's is. */
export function listenToForm(form: HTMLFormElement, order: Order): () => void {
	const submit = async (event: SubmitEvent): Promise<void> => { await save({ ...order, id: event.type }); };
	// @ts-expect-error A plain event is given.
	HTMLFormElement.prototype.addEventListener.call(form, 'submit', submit); // expect: async-in-void-callback
	// @ts-expect-error The same.
	return () => { HTMLFormElement.prototype.removeEventListener.call(form, 'submit', submit); };
}
