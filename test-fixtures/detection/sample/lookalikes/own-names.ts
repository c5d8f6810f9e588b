class Store {
  embed(x: string) { return x; }
  generate() { return 1; }
  chat(messages: string[]) { return messages; }
  invoke() {}
  run() {}
}
const store = new Store();
store.embed('x');
store.generate();
store.chat([]);
store.invoke();
store.run();
export const ollama = { chat: (o: object) => o };
ollama.chat({ model: 'x', messages: [] });
