import { save, type Order } from './store.ts';

type Handler = (order: Order) => void;

declare function tell(error: unknown): void;
declare function useState<T>(initial: T): [T, (next: T) => void];
declare function Outside(given: { onSave: () => void }): unknown;

/** What is given is awaited in the end, whatever the types on the way say. */
function useAction<Given extends unknown[]>(action: (...given: Given) => void | PromiseLike<void>): { run: (...given: Given) => Promise<void> } {
	const [, setError] = useState<unknown>(undefined);
	const run = async (...given: Given): Promise<void> => {
		try { await action(...given); } catch (error) { setError(error); }
	};
	return { run };
}

function Shell({ onSubmit }: { onSubmit: (order: Order) => void | PromiseLike<void> }): unknown {
	const { run } = useAction((order: Order) => onSubmit(order));
	return <button onClick={() => { void run({ id: 'a', paid: true }); }} />;
}

function Form({ onSave, onReject }: { onSave: Handler; onReject: () => void }): unknown {
	const reject = useAction(onReject);
	void reject;
	return <Shell onSubmit={(order) => onSave(order)} />;
}

function View({ onSave, onReject }: { onSave: Handler; onReject: () => void }): unknown {
	return <Form onSave={onSave} onReject={onReject} />;
}

/** One that looks away. */
function Careless(props: { onSave: () => void; onReject: () => void }): unknown {
	props.onSave();
	return <Form onSave={() => { props.onSave(); }} onReject={props.onReject} />;
}

export function Page({ order }: { order: Order }): unknown {
	const saving = async (): Promise<void> => { await save(order); };
	const telling = async (): Promise<void> => { try { await save(order); } catch (error) { tell(error); throw error; } };
	return [
		<View onSave={async (each) => { await save(each); }} onReject={saving} />,
		<View onSave={saving} onReject={telling} />,
		<Careless onSave={saving} onReject={saving} />, // expect: async-in-void-callback as info
		<Outside onSave={saving} />, // expect: async-in-void-callback as info
		<Outside onSave={telling} />,
	];
}

interface Pressed { readonly onClick?: () => void; readonly label?: string }
declare function wrapped(view: (given: Pressed) => unknown): (given: Pressed) => unknown;

/** What a component never names goes to the element on which the rest is spread, which waits for nothing. */
function Spreading({ label, ...rest }: Pressed): unknown { return <button {...rest}>{label}</button>; }
function Naming({ onClick }: Pressed): unknown {
	const run = async (): Promise<void> => { try { await onClick?.(); } catch (error) { tell(error); } };
	return <button onClick={() => { void run(); }} />;
}
const Wrapped = wrapped(({ onClick }) => <button onClick={() => { onClick?.(); }} />);

export function Buttons({ order }: { order: Order }): unknown {
	return [
		<Spreading onClick={async () => { await save(order); }} />, // expect: async-in-void-callback
		<Naming onClick={async () => { await save(order); }} />,
		<Wrapped onClick={async () => { await save(order); }} />, // expect: async-in-void-callback
	];
}
