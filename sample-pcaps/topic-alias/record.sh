raw <<'SCRIPT'
listen server 1883
open dev1 1883
accept server1 server
send dev1 CONNECT version=5.0 client=dev1 topicAliasMaximum=2
await server1 CONNECT
send server1 CONNACK topicAliasMaximum=2
await dev1 CONNACK
send dev1 SUBSCRIBE id=1 filter=room/two/# qos=0
await server1 SUBSCRIBE
send server1 SUBACK id=1 reason=0
await dev1 SUBACK
open dev2 1883
accept server2 server
send dev2 CONNECT version=5.0 client=dev2 topicAliasMaximum=2
await server2 CONNECT
send server2 CONNACK topicAliasMaximum=2
await dev2 CONNACK
send dev2 SUBSCRIBE id=1 filter=room/one/# qos=0
await server2 SUBSCRIBE
send server2 SUBACK id=1 reason=0
await dev2 SUBACK

# Both directions of both connections bind alias 1, each to another topic.
send dev1 PUBLISH topic=room/one/temperature topicAlias=1 payload="21.5 C"
await server1 PUBLISH
send server2 PUBLISH topic=room/one/temperature topicAlias=1 payload="21.5 C"
await dev2 PUBLISH
send dev2 PUBLISH topic=room/two/temperature topicAlias=1 payload="19.0 C"
await server2 PUBLISH
send server1 PUBLISH topic=room/two/temperature topicAlias=1 payload="19.0 C"
await dev1 PUBLISH
pause 100
# Now alias 1 alone, in all four directions, with one payload for both topics.
send dev1 PUBLISH topicAlias=1 payload="20.0 C"
await server1 PUBLISH
send server2 PUBLISH topicAlias=1 payload="20.0 C"
await dev2 PUBLISH
send dev2 PUBLISH topicAlias=1 payload="20.0 C"
await server2 PUBLISH
send server1 PUBLISH topicAlias=1 payload="20.0 C"
await dev1 PUBLISH
pause 100
# dev1 binds alias 1 again, and its old topic to alias 2; the server goes on with its own numbers.
send dev1 PUBLISH topic=room/one/humidity topicAlias=1 payload="40 %"
await server1 PUBLISH
send server2 PUBLISH topic=room/one/humidity topicAlias=2 payload="40 %"
await dev2 PUBLISH
send dev1 PUBLISH topic=room/one/temperature topicAlias=2 payload="21.6 C"
await server1 PUBLISH
send server2 PUBLISH topicAlias=1 payload="21.6 C"
await dev2 PUBLISH
pause 100
send dev1 PUBLISH topicAlias=1 payload="41 %"
await server1 PUBLISH
send server2 PUBLISH topicAlias=2 payload="41 %"
await dev2 PUBLISH
send dev1 PUBLISH topicAlias=2 payload="21.7 C"
await server1 PUBLISH
send server2 PUBLISH topicAlias=1 payload="21.7 C"
await dev2 PUBLISH
send dev1 DISCONNECT
await server1 DISCONNECT
close server1
close dev1
send dev2 DISCONNECT
await server2 DISCONNECT
close server2
close dev2
SCRIPT
expect CONNECT=2 CONNACK=2 SUBSCRIBE=2 SUBACK=2 PUBLISH=16 DISCONNECT=2
