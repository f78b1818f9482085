broker broker 1883
raw <<'SCRIPT'
open both 1883
send both CONNECT version=3.1.1 client=both | SUBSCRIBE id=1 filter=mqtt/topic/# qos=0 | PUBLISH topic=mqtt/topic/zero payload="Hello MQTT!" | PUBLISH qos=1 id=2 topic=mqtt/topic/one payload="Hello MQTT!" | PUBLISH qos=2 id=3 topic=mqtt/topic/two payload="Hello MQTT!" | PINGREQ
await both CONNACK
await both SUBACK
await both PUBREC
await both PINGRESP
send both PUBREL id=3 | PUBLISH topic=mqtt/topic/zero payload="Hello MQTT!" | PUBLISH topic=mqtt/topic/zero payload="Hello MQTT!"
await both PUBCOMP
await both PUBLISH
await both PUBLISH
await both PUBLISH
await both PUBLISH
await both PUBLISH
send both UNSUBSCRIBE id=4 filter=mqtt/topic/#
await both UNSUBACK
send both DISCONNECT
close both
SCRIPT
expect CONNECT=1 CONNACK=1 SUBSCRIBE=1 SUBACK=1 PUBLISH=10 PUBACK=1 PUBREC=1 PUBREL=1 PUBCOMP=1 PINGREQ=1 PINGRESP=1 \
  UNSUBSCRIBE=1 UNSUBACK=1 DISCONNECT=1
