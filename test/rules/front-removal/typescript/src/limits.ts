export const limits = { times: Number(process.env["TIMES"] ?? 50_000) };
