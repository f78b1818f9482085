broker broker 1883
raw <<'SCRIPT'
open sub 1883
send sub CONNECT version=3.1.1 client=sub
await sub CONNACK
send sub SUBSCRIBE id=1 filter=mqtt/topic/test qos=1
await sub SUBACK
open pub 1883
send pub CONNECT version=3.1.1 client=pub
await pub CONNACK
send pub PUBLISH qos=1 id=1 topic=mqtt/topic/test payload="Hello MQTT!"
await pub PUBACK
await sub PUBLISH
send sub PUBACK id=1
pause 100
send sub UNSUBSCRIBE id=2 filter=mqtt/topic/test
await sub UNSUBACK
pause 100
send pub PUBLISH qos=1 id=2 topic=mqtt/topic/test payload="Hello MQTT!"
await pub PUBACK
pause 300
send pub DISCONNECT
close pub
send sub DISCONNECT
close sub
SCRIPT
expect CONNECT=2 CONNACK=2 SUBSCRIBE=1 SUBACK=1 UNSUBSCRIBE=1 UNSUBACK=1 PUBLISH=3 PUBACK=3 DISCONNECT=2
