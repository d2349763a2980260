import type { Config } from '../config.js';
import { convert, refreshRates } from '../legacy/currency.cjs';
import { Template } from '../templates.js';
import { terms } from '../terms.js';
import type { CustomerRepository } from './repository.js';

export interface OrderLine {
	readonly title: string;
	readonly quantity: number;
	readonly price: number;
}

export interface Order {
	readonly customer: string;
	readonly lines: readonly OrderLine[];
}

export class InvoiceService {
	readonly #customers: CustomerRepository;
	readonly #config: Config;

	constructor(customers: CustomerRepository, config: Config) {
		this.#customers = customers;
		this.#config = config;
	}

	customerName(id: string): string {
		return this.#customers.find(id).name;
	}

	async create(order: Order): Promise<string> {
		const customer = this.#customers.find(order.customer);
		await refreshRates(this.#config.dataDirectory);

		// The callback runs here and now, once for every line, and reads the same file every time.
		const lines = order.lines.map((line) => this.#renderLine(line, customer.currency));

		// Making the object reads the file; so does the getter.
		const template = new Template(this.#config.templateDirectory, 'invoice');
		if (template.isOutdated) {
			throw new Error('The template is being edited, try again');
		}
		return template.fill({ customer: customer.name, lines: lines.join('\n'), terms: terms(this.#config.templateDirectory) });
	}

	#renderLine(line: OrderLine, currency: string): string {
		const price = convert(line.price * line.quantity, currency).toFixed(2);
		return new Template(this.#config.templateDirectory, 'line').fill({ quantity: String(line.quantity), title: line.title, price });
	}
}
