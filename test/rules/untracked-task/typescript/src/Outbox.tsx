/** What a component is given is anybody's; what a hook of the project gives is known. */
import { useEffect } from './react.ts';
import { useOutbox } from './useOutbox.ts';
import type { Mail } from './mails.ts';

interface Props {
	readonly mail: Mail;
	readonly onSent: (to: string) => Promise<void>;
	readonly onOpen?: () => void | Promise<void>;
}

declare function useContext<T>(name: string): T;

export function Outbox({ mail, onSent, onOpen }: Props): unknown {
	const { sendNow, sendWithCare } = useOutbox(mail);
	const { report } = useContext<{ readonly report: (to: string) => Promise<void> }>('reporting');
	useEffect(() => {
		void sendNow(); // expect: untracked-task as info
		void sendWithCare(mail.to);
		void onSent(mail.to);
		void report(mail.to);
		void (async () => { await onSent(mail.to); })();
	}, [mail]);
	return () => { void onOpen?.(); };
}
