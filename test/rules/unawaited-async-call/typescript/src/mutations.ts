/** What is begun without a promise by another member, and what made it tells of its failure. */
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { save, type Order } from './store.ts';

function useSave(): UseMutationResult<Order> {
	return useMutation<Order>({ mutationFn: save, onError: (error) => { console.error(error); } });
}

export function useOrders(order: Order): readonly (() => void)[] {
	const told = useSave();
	const untold = useMutation<Order>({ mutationFn: save });
	return [
		() => { told.mutateAsync(order); }, // expect: unawaited-async-call as hint
		() => { untold.mutateAsync(order); }, // expect: unawaited-async-call
		() => { void untold.mutateAsync(order); }, // expect: untracked-task acceptable
		() => { told.mutate(order); },
		async () => { await untold.mutateAsync(order); },
	];
}
