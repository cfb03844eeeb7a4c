// A placeholder for the client that reads the files of the index: asks the server of kb serve.
globalThis.kbSearch = {
	open: (base) => ({
		warm: async () => {},
		async find(q, { kinds = [], tags = [], statuses = [], owners = [], limit = 10 } = {}) {
			const asked = new URLSearchParams({ q, limit });
			for (const [name, values] of Object.entries({ kind: kinds, tag: tags, status: statuses, owner: owners })) for (const value of values) asked.append(name, value);
			const failed = (reason) => Object.assign(Error(reason), { name: "SearchError", reason });
			let answer;
			try { answer = await fetch(`${base}../api/search?${asked}`); } catch { throw failed("network"); }
			if (!answer.ok) throw failed("missing");
			return answer.json();
		},
	}),
};
