broker central 1884
broker edge 1883 'connection edge' 'address 127.0.0.1:1884' 'remote_clientid edge' 'local_clientid edge' \
  'notifications false' 'topic topic/# out 1 mqtt/ site/north/'
until_log central 'Sending CONNACK to edge'
sub local -p 1883 -V mqttv311 -i local -q 1 -t 'mqtt/#'
sub remote -p 1884 -V mqttv311 -i remote -q 1 -t 'site/#'
for n in 1 2; do
  pub -p 1883 -V mqttv311 -i pub -q "$n" -t "$TOPIC" -m "$PAYLOAD"
  until_log remote 'sending PUBACK' "$n"
  sleep 0.1
done
finish local
finish remote
expect CONNECT=5 CONNACK=5 SUBSCRIBE=2 SUBACK=2 UNSUBSCRIBE=1 UNSUBACK=1 PUBLISH=8 PUBACK=7 PUBREC=1 PUBREL=1 PUBCOMP=1 \
  DISCONNECT=4
