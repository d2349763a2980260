/** What calls in small workspaces resolve to. */
import { expect, test } from 'vitest';
import { open } from './workspace.ts';

const manifest = (name: string, more = ''): string => `[package]\nname = "${name}"\nversion = "0.1.0"\n${more}`;

test('follows modules in files, inline and by a path', () => {
	const { calls } = open({
		'Cargo.toml': manifest('app'),
		'src/lib.rs': 'mod store;\n#[path = "other/place.rs"]\nmod odd;\nmod inner { pub fn here() {} pub mod deep { pub fn there() { super::here(); } } }\npub use store::disk::load as reload;\n\nfn all() {\n    store::disk::load();\n    odd::found();\n    inner::deep::there();\n    crate::reload();\n}\n',
		'src/store/mod.rs': 'pub mod disk;\npub fn near() { self::disk::load(); }\n',
		'src/store/disk.rs': 'use super::*;\npub fn load() { near(); }\n',
		'src/other/place.rs': 'pub fn found() { crate::store::near(); }\n',
	});
	expect(calls('src/lib.rs')).toEqual(['4 here → src/lib.rs#inner.here', '8 load → src/store/disk.rs#load', '9 found → src/other/place.rs#found', '10 there → src/lib.rs#inner.deep.there', '11 reload → src/store/disk.rs#load']);
	expect(calls('src/store/mod.rs')).toEqual(['2 load → src/store/disk.rs#load']);
	expect(calls('src/store/disk.rs')).toEqual(['2 near → src/store/mod.rs#near']);
	expect(calls('src/other/place.rs')).toEqual(['1 near → src/store/mod.rs#near']);
});

test('takes what `include!` brings for items of the module, and sees what is around it from there', () => {
	const { calls } = open({
		'Cargo.toml': manifest('app'), 'build.rs': 'include!("src/opt/all.rs");\nfn main() { shared(); }\n',
		'src/lib.rs': 'use std::fs;\ninclude!("opt/all.rs");\nmod inner;\nfn helper() {}\nfn all(opt: Opt) {\n    shared();\n    opt.run();\n}\n',
		'src/inner.rs': 'use crate::Opt;\nimpl Opt { pub fn run(&self) { self.near(); } fn near(&self) {} }\n',
		'src/opt/all.rs': 'pub struct Opt;\npub fn shared() {\n    helper();\n    fs::read("x");\n    crate::helper();\n}\n',
	});
	expect(calls('src/lib.rs')).toEqual(['6 shared → src/opt/all.rs#shared', '7 run → src/inner.rs#Opt.run']);
	expect(calls('src/opt/all.rs')).toEqual(['3 helper → src/lib.rs#helper', '4 read → std::fs#read', '5 helper → src/lib.rs#helper']);
	expect(calls('build.rs')).toEqual(['2 shared → src/opt/all.rs#shared']);
});

test('knows the crates of a workspace by their names', () => {
	const { calls } = open({
		'Cargo.toml': '[workspace]\nmembers = ["core", "app"]\n[workspace.dependencies]\nthe-core = { path = "core" }\n',
		'core/Cargo.toml': manifest('the-core'), 'core/src/lib.rs': 'pub struct Pool;\nimpl Pool { pub fn open() -> Self { Pool } pub fn read(&self) {} }\n',
		'app/Cargo.toml': manifest('app', '[dependencies]\nthe-core = { workspace = true }\n'),
		'app/src/main.rs': 'use the_core::Pool;\nfn main() {\n    let pool = Pool::open();\n    pool.read();\n    other::call();\n}\n',
	});
	expect(calls('app/src/main.rs')).toEqual(['3 open → core/src/lib.rs#Pool.open', '4 read → core/src/lib.rs#Pool.read', '5 call → other#call']);
});

test('ends where modules import each other whole, of which there are ways without number', () => {
	const names = Array.from({ length: 14 }, (_, index) => `m${index}`);
	const { calls } = open({
		'src/lib.rs': `${names.map((name) => `mod ${name};`).join('\n')}\nuse m0::*;\nfn all() {\n    last();\n    nowhere();\n}\n`,
		...Object.fromEntries(names.map((name, index) => [`src/${name}.rs`, `${names.filter((other) => other !== name).map((other) => `pub use crate::${other}::*;`).join('\n')}\n${index === names.length - 1 ? 'pub fn last() {}\n' : ''}`])),
	});
	expect(calls('src/lib.rs')).toEqual(['17 last → src/m13.rs#last', '18 nowhere → ?nowhere']);
});

test('tells what is outside by imports, aliases and groups', () => {
	const { calls } = open({ 'src/lib.rs': 'use std::{fs::{self, File}, io as input};\nuse tokio::time::sleep as pause;\nfn all() {\n    fs::read("a");\n    File::open("a");\n    input::stdin();\n    pause(x);\n    std::thread::sleep(x);\n    drop(x);\n}\n' });
	expect(calls('src/lib.rs')).toEqual(['4 read → std::fs#read', '5 open → std::fs#File.open', '6 stdin → std::io#stdin', '7 pause → tokio::time#sleep', '8 sleep → std::thread#sleep', '9 drop → std::mem#drop']);
});

test('follows fields, locals, guards, chains and what patterns take apart', () => {
	const { calls } = open({ 'src/lib.rs': [
		'use std::sync::{Arc, Mutex};', 'use std::collections::HashMap;',
		'pub struct Item { name: String }', 'impl Item { fn touch(&self) {} }',
		'pub struct Shelf { items: Arc<Mutex<HashMap<u32, Item>>>, first: Option<Item> }',
		'impl Shelf {', '    fn all(&self) {',
		'        self.items.lock().unwrap().get(&1).unwrap().touch();',
		'        if let Some(item) = &self.first { item.touch(); }',
		'        for (_, item) in self.items.lock().unwrap().iter() { item.touch(); }',
		'        let Shelf { first, .. } = self;',
		'        first.as_ref().map(|item| item.touch());',
		'        let copy = Arc::clone(&self.items);',
		'        match copy.lock() { Ok(held) => held.values().for_each(|item| item.touch()), Err(_) => {} }',
		'    }', '}', '',
	].join('\n') });
	expect(calls('src/lib.rs').filter((each) => each.includes('touch'))).toEqual(['8', '9', '10', '12', '14'].map((line) => `${line} touch → src/lib.rs#Item.touch`));
});

test('knows traits: declared, with a body, by bounds, by Deref', () => {
	const { calls, outline } = open({ 'src/lib.rs': [
		'pub trait Load { fn load(&self); fn twice(&self) { self.load(); self.load(); } }',
		'pub struct Disk;', 'impl Load for Disk { fn load(&self) {} }',
		'pub struct Handle(Disk);', 'impl std::ops::Deref for Handle { type Target = Disk; fn deref(&self) -> &Disk { &self.0 } }',
		'fn all<T: Load>(any: &dyn Load, given: T, disk: Disk, handle: Handle, made: impl Fn() -> Disk) {',
		'    any.load();', '    given.twice();', '    disk.load();', '    handle.load();', '    made().twice();', '    <Disk as Load>::load(&disk);', '}', '',
	].join('\n') });
	expect(calls('src/lib.rs').slice(2)).toEqual(['7 load → src/lib.rs#Load.load', '8 twice → src/lib.rs#Load.twice', '9 load → src/lib.rs#Disk.load', '10 load → src/lib.rs#Disk.load', '11 made → parameter 4', '11 twice → src/lib.rs#Load.twice', '12 load → src/lib.rs#Disk.load']);
	expect(outline('src/lib.rs').types.find(({ id }) => id.endsWith('#Disk'))?.bases).toEqual(['/w/src/lib.rs#Load']);
});

test('tells an `impl` for some arguments of a type from one for others', () => {
	const { calls } = open({
		'Cargo.toml': manifest('app'),
		'src/lib.rs': [
			'pub struct Room;', 'pub struct Thread;', 'impl Thread { fn tell(&self) {} fn leave(&self) {} }',
			'pub struct Guard<\'a, S> { state: &\'a S }', 'impl<S> std::ops::Deref for Guard<\'_, S> { type Target = S; fn deref(&self) -> &S { self.state } }',
			'impl<\'a> Guard<\'a, Room> { async fn tell(&self) {} fn only(&self) {} }', 'impl<\'a, S> Guard<\'a, S> { fn any(&self) {} }',
			'fn all(room: Guard<\'_, Room>, thread: Guard<Thread>, some: Guard<Unknown>) {',
			'    room.tell();', '    thread.tell();', '    some.tell();', '    room.any();', '    thread.any();', '    thread.leave();', '    some.only();', '}', '',
		].join('\n'),
	});
	expect(calls('src/lib.rs')).toEqual(['9 tell → src/lib.rs#Guard.tell', '10 tell → src/lib.rs#Thread.tell', '11 tell → ?tell', '12 any → src/lib.rs#Guard.any', '13 any → src/lib.rs#Guard.any', '14 leave → src/lib.rs#Thread.leave', '15 only → ?only']);
});

test('tells what only tests have', () => {
	const { outline } = open({
		'Cargo.toml': manifest('app'), 'src/lib.rs': '#[cfg(test)]\nmod checks;\n#[cfg(not(test))]\nmod real {}\n#[cfg(test)]\nmod tests { fn helper() {} }\n#[test]\nfn works() {}\nstruct A;\nimpl A { #[cfg(test)] fn only(&self) {} fn both(&self) {} }\n', 'src/checks.rs': 'fn helper() {}\n',
	});
	expect(outline('src/lib.rs').testNames).toEqual(['checks', 'tests', 'works', 'A.only']);
	expect(outline('src/checks.rs').role.isTest).toBe(true);
	expect(outline('src/lib.rs').role.isTest).toBeUndefined();
});

test('sees another text of another file', () => {
	const workspace = open({ 'Cargo.toml': manifest('app'), 'src/lib.rs': 'mod a;\nfn f() { a::A::new().go(); }\n', 'src/a.rs': 'pub struct A;\nimpl A { pub fn new() -> A { A } pub fn go(&self) {} }\n' });
	expect(workspace.calls('src/lib.rs')).toEqual(['2 new → src/a.rs#A.new', '2 go → src/a.rs#A.go']);
	workspace.change('src/a.rs', 'pub struct A;\npub struct B;\nimpl A { pub fn new() -> B { B } }\nimpl B { pub fn go(&self) {} }\n');
	expect(workspace.calls('src/lib.rs')).toEqual(['2 new → src/a.rs#A.new', '2 go → src/a.rs#B.go']);
});
