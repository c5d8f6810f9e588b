export const handler = async (event) => 'e' + event
