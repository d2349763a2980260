/** Handlers and effects of a user interface: quiet where what they call sees to its failures. */
import { useCallback, useEffect } from './react.ts';
import { send, type Mail } from './mails.ts';

export function Form({ mail }: { readonly mail: Mail }): unknown {
	const submit = async (): Promise<void> => { await send(mail); };
	const submitWithCare = async (): Promise<void> => {
		try { await send(mail); } catch (error) { console.error(error); }
	};
	const remembered = useCallback(async () => { await send(mail); }, [mail]);
	useEffect(() => {
		void remembered(); // expect: untracked-task as info
		void submitWithCare();
	}, [remembered]);
	return [() => { void submit(); }, () => { void submitWithCare(); }]; // expect: untracked-task as info
}
