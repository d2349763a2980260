/** A hook: its functions are the result of another, and go out in an object. */
import { useCallback } from './react.ts';
import { send, type Mail } from './mails.ts';

export function useOutbox(mail: Mail) {
	const sendNow = useCallback(async (): Promise<void> => { await send(mail); }, [mail]);
	const sendWithCare = useCallback(
		async (to: string): Promise<boolean> => {
			try {
				await send({ to });
				return true;
			} catch (error) {
				console.error(error);
				return false;
			}
		},
		[mail],
	);
	return { sendNow, sendWithCare };
}
