// A subscriber and a publisher of mqtt.js: node roundtrip.cjs URL VERSION QOS USER PASSWORD
// Prints what the subscriber was granted and received; ends with 1 and the reason where a client is refused.
const mqtt = require('mqtt');

const [url, version, qos, username, password] = process.argv.slice(2);
const options = {
  protocolVersion: Number(version),
  protocolId: version === '3' ? 'MQIsdp' : 'MQTT',
  reconnectPeriod: 0,
  connectTimeout: 20000,
  username,
  password,
};

async function run() {
  const subscriber = await mqtt.connectAsync(url, { ...options, clientId: `js-sub-${version}-${qos}` }, false);
  const received = new Promise((resolve) => subscriber.once('message', (topic, payload, packet) =>
    resolve(`${topic} QoS ${packet.qos} ${payload}`)));
  const [granted] = await subscriber.subscribeAsync('js/#', { qos: 2 });
  console.log(`granted ${granted.qos}`);
  const publisher = await mqtt.connectAsync(url, { ...options, clientId: `js-pub-${version}-${qos}` }, false);
  await publisher.publishAsync('js/topic', 'hello', { qos: Number(qos) });
  console.log(await received);
  await publisher.endAsync();
  await subscriber.endAsync();
}

run().catch((error) => {
  console.log(`refused: ${error.message}`);
  process.exit(1);
});
