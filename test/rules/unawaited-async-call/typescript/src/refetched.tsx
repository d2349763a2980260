/** A page closes what is open without what was begun; that nothing loads any more is told too early, and so may be what is read. */
import useSWR from 'swr';
import { useCallback } from 'react';
interface Output { names: readonly string[]; refetchNames: () => Promise<void> }
export const useNames = (): Output => {
	const { data, mutate } = useSWR('/names');
	const refetchNames = useCallback(async () => { await mutate(); }, [mutate]);
	return { names: data ?? [], refetchNames };
};
interface Shown { setOpen(isOpen: boolean): void; setLoading(isLoading: boolean): void; setCount(count: number): void }
export const Names = ({ setOpen, setLoading, setCount }: Shown) => {
	const { names, refetchNames } = useNames();
	const close = async (): Promise<void> => {
		try {
			await fetch('/close');
			refetchNames(); // expect: unawaited-async-call acceptable
			setOpen(false);
		} catch (error: unknown) { console.error(error); }
	};
	const load = async (): Promise<void> => {
		try {
			setLoading(true);
			await fetch('/load');
			refetchNames(); // expect: unawaited-async-call as info
			setLoading(false);
		} catch (error: unknown) { console.error(error); }
	};
	const count = async (): Promise<void> => {
		try {
			await fetch('/count');
			refetchNames(); // expect: unawaited-async-call as info
			setCount(names.length);
		} catch (error: unknown) { console.error(error); }
	};
	return { close, load, count };
};
