export const laterApi = JSON.parse('{}') as { later(): unknown };
