/** An app on a phone: a failure is printed, and nothing ends. */
import * as Haptics from 'expo-haptics';
import { Linking } from 'react-native';
import { useSheet, type Sheet } from 'react-native-sheets';
import { find, save, type Order } from './store.ts';

export function openShop(): void {
	Linking.openURL('https://shop.example'); // expect: unawaited-async-call as info
}

export function pressed(order: Order): void {
	Haptics.impactAsync();
	save(order); // expect: unawaited-async-call as info
}

export function showSettings(sheet: Sheet): void {
	sheet.show('settings');
	useSheet().show('more');
}

export async function look(sheet: Sheet, order: Order): Promise<Order> {
	const found = await find(order.id);
	sheet.show('found');
	return found;
}

export async function ask(sheet: Sheet): Promise<string> {
	sheet.show('first'); // expect: unawaited-async-call as info
	return await sheet.show('second');
}
