//! Calls that hold an executor thread, by all the ways to name them, and those that do not.
mod commands;
mod configured;
mod files;
mod locks;
mod looks;
mod network;
mod offloaded;
mod packages;
mod servers;
mod unpacking;
