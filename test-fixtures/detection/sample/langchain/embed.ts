export const ask = async (store: { vectors: any }, query: string) => store.vectors.embedQuery(query);
// 70:84 llm langchain shaped
