/** Components that are drawn in a terminal: Node runs them, and ends for a failure that nobody handles. */
import { render } from 'ink';
import { send } from '../mails.ts';

function App({ to }: { readonly to: string }): undefined {
	void send({ to }); // expect: untracked-task as warning
	return undefined;
}

render(App);
