broker broker 1883
sub three -V mqttv311 -i three -q 1 -t 'mqtt/#' -t 'mqtt/topic/+' -t 'mqtt/topic/test'
raw <<'SCRIPT'
open five 1883
send five CONNECT version=5.0 client=five
await five CONNACK
send five SUBSCRIBE id=1 filter=mqtt/# qos=0 subscriptionIdentifier=1
await five SUBACK
send five SUBSCRIBE id=2 filter=mqtt/topic/+ qos=2 subscriptionIdentifier=2
await five SUBACK
send five SUBSCRIBE id=3 filter=mqtt/topic/test qos=1 subscriptionIdentifier=200
await five SUBACK
open pub 1883
send pub CONNECT version=5.0 client=pub
await pub CONNACK
send pub PUBLISH qos=2 id=1 topic=mqtt/topic/test payload="Hello MQTT!"
await pub PUBREC
send pub PUBREL id=1
await pub PUBCOMP
send pub DISCONNECT
close pub
await five PUBLISH
await five PUBLISH
await five PUBLISH
send five PUBACK id=1 | PUBREC id=2
await five PUBREL
send five PUBCOMP id=2
pause 300
send five DISCONNECT
close five
SCRIPT
finish three
expect CONNECT=3 CONNACK=3 DISCONNECT=3 PUBACK=2 PUBCOMP=2 PUBLISH=5 PUBREC=2 PUBREL=2 SUBACK=4 SUBSCRIBE=4
