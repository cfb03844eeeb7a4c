// Files of the index: read once, unpacked, and taken apart as `FORMAT.md` says.

/** @typedef {"missing" | "damaged" | "format" | "network"} Reason */
/** @typedef {(name: string, fresh: boolean) => Promise<Uint8Array>} Read */

/** So many files are kept; each is a few thousand bytes. */
const MOST_KEPT = 400;

/** An error for the program; readers are told by `reason`. @param {Reason} reason @param {string} message */
function failure(reason, message) {
	return Object.assign(new Error(message), { name: "SearchError", reason });
}

const cutOff = () => failure("damaged", "cut off");

/** What a file says; what cannot be read is damaged. @template T @param {() => T} parse */
function understood(parse) {
	try {
		return parse();
	} catch (error) {
		throw /** @type {any} */ (error).reason ? error : failure("damaged", `${error}`);
	}
}

/** Reads the notation of the files; a file that ends too early is damaged. */
class Bytes {
	/** @param {Uint8Array} bytes @param {number} [at] */
	constructor(bytes, at = 0) {
		this.bytes = bytes;
		this.at = at;
		/** @type {number[]} The last entry of a front-coded list. */
		this.entry = [];
	}

	get ended() {
		return this.at >= this.bytes.length;
	}

	byte() {
		if (this.ended) throw cutOff();
		return this.bytes[this.at++];
	}

	varint() {
		let number = 0, worth = 1, byte = 0;
		do {
			byte = this.byte();
			number += (byte & 127) * worth;
			worth *= 128;
		} while (byte > 127);
		return number;
	}

	/** @param {number} count */
	take(count) {
		if (this.at + count > this.bytes.length) throw cutOff();
		this.at += count;
		return this.bytes.subarray(this.at - count, this.at);
	}

	text() {
		return decoder.decode(this.take(this.varint()));
	}

	/** The next entry of a front-coded list. */
	next() {
		this.entry.length = Math.min(this.varint(), this.entry.length);
		this.entry.push(...this.take(this.varint()));
		return decoder.decode(Uint8Array.from(this.entry));
	}
}

const decoder = new TextDecoder();

/** @param {Uint8Array} packed */
async function inflate(packed) {
	try {
		const unpacked = new Blob([/** @type {BlobPart} */ (packed)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
		return new Uint8Array(await new Response(unpacked).arrayBuffer());
	} catch {
		throw failure("damaged", "not deflated");
	}
}

/** Over HTTP. @param {string} base @returns {Read} */
const byFetch = (base) => async (name, fresh) => {
	const manifest = name === "search.json";
	let answer;
	try {
		answer = await fetch(base + name, { cache: fresh ? "reload" : manifest ? "no-cache" : "default" });
		if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
	} catch {
		throw failure("network", name);
	}
	throw failure(answer.status >= 500 ? "network" : "missing", name);
};

/** Scripts that were asked for, by name. @type {Map<string, ((bytes: Uint8Array) => void)[]>} */
const awaited = new Map();

/** Called by the files of the index that are scripts. @param {string} name @param {string} base64 */
function file(name, base64) {
	const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
	awaited.get(name)?.forEach((resolve) => resolve(bytes));
	awaited.delete(name);
}

/** From disk, where only scripts may be read. @param {string} base @returns {Read} */
const byScript = (base) => (name) =>
	new Promise((resolve, reject) => {
		const plain = name.replace(/\.[a-z]+$/, ""), script = document.createElement("script");
		awaited.set(plain, [...(awaited.get(plain) ?? []), resolve]);
		// A script that came has called `file` before; then this says nothing more.
		script.onload = script.onerror = () => {
			script.remove();
			reject(failure("missing", name));
		};
		script.src = `${base}${plain}.js`;
		document.head.append(script);
	});

/** Files by name, each read and parsed once. */
class Files {
	/** @param {Read} read @param {boolean} fresh whether what the browser kept is passed over */
	constructor(read, fresh) {
		this.read = read;
		this.fresh = fresh;
		/** @type {Map<string, Promise<any>>} */
		this.kept = new Map();
	}

	/** @template T @param {string} name @param {(bytes: Bytes) => T} parse @returns {Promise<T>} */
	get(name, parse) {
		let known = this.kept.get(name);
		if (!known) {
			known = this.read(`${name}.bin`, this.fresh).then(inflate).then((raw) => understood(() => parse(new Bytes(raw))));
			known.catch(() => this.kept.delete(name));
		}
		// The last one used is the last one dropped.
		this.kept.delete(name);
		this.kept.set(name, known);
		for (const oldest of this.kept.keys()) {
			if (this.kept.size <= MOST_KEPT) break;
			this.kept.delete(oldest);
		}
		return known;
	}
}
