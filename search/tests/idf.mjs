// Compares the weights of all document frequencies with those of the index, bit by bit.
//
// idf.mjs CLIENT.js WEIGHTS.ndjson: a line is [pages, [bits of the weight as f32 for 1, 2, …, pages documents]].

import { readFileSync } from "node:fs";

const [client, weights] = process.argv.slice(2);
const idf = (0, eval)(`(() => { "use strict"; ${readFileSync(client, "utf8")} return SearchIndex.prototype.idf; })()`);

const bits = new DataView(new ArrayBuffer(8));
let compared = 0, different = 0;
for (const line of readFileSync(weights, "utf8").split("\n").filter(Boolean)) {
	const [pages, expected] = JSON.parse(line), manifest = { pages };
	for (let frequency = 1; frequency <= pages; frequency++) {
		compared++;
		const mine = idf.call({ manifest }, frequency);
		bits.setFloat32(0, mine);
		// The sums are of f64: what is not an f32 would differ in bits that this does not see.
		if (bits.getUint32(0) === expected[frequency - 1] && Math.fround(mine) === mine) continue;
		if (++different <= 10) console.error(`${frequency} of ${pages}: browser ${bits.getUint32(0)}, index ${expected[frequency - 1]}`);
	}
}
console.log(`${compared} weights compared, ${different} different`);
process.exitCode = different || !compared ? 1 : 0;
