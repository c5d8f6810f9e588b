const client = require('twilio')(process.env.SID, process.env.TOKEN);
client.messages.create({ body: 'Hello', to: '+1', from: '+2' }).then((message) => console.log(message.sid));
client.messages('SM').fetch();
