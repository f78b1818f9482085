broker broker 1883
raw <<'SCRIPT'
open sub 1883
send sub CONNECT version=3.1.1 client=sub clean=0
await sub CONNACK
send sub SUBSCRIBE id=1 filter=mqtt/topic/test qos=2
await sub SUBACK

open pub 1883
send pub CONNECT version=3.1.1 client=pub clean=0
await pub CONNACK
send pub PUBLISH qos=2 id=7 topic=mqtt/topic/test payload="Hello MQTT!"
await pub PUBREC
pause 100
reset pub
pause 100
open pub 1883
send pub CONNECT version=3.1.1 client=pub clean=0
await pub CONNACK
send pub PUBREL id=7
await pub PUBCOMP

await sub PUBLISH
send sub PUBREC id=1
await sub PUBREL
pause 100
reset sub
pause 100
open sub 1883
send sub CONNECT version=3.1.1 client=sub clean=0
await sub CONNACK
await sub PUBREL
send sub PUBCOMP id=1
pause 100
send pub DISCONNECT
close pub
send sub DISCONNECT
close sub
SCRIPT
expect CONNECT=4 CONNACK=4 SUBSCRIBE=1 SUBACK=1 PUBLISH=2 PUBREC=2 PUBREL=3 PUBCOMP=2 DISCONNECT=2
