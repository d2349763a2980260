export { FileCustomerRepository, type Customer, type CustomerRepository } from './repository.js';
export * from './service.js';
