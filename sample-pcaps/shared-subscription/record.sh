broker broker 1883
sub member1 -V mqttv5 -i member1 -q 1 -t '$share/workers/mqtt/topic/#'
sub member2 -V mqttv5 -i member2 -q 1 -t '$share/workers/mqtt/topic/#'
sub all -V mqttv5 -i all -q 1 -t 'mqtt/topic/#'
for n in 1 2 3 4; do
  echo "$PAYLOAD"
  sleep 0.1
done | pub -V mqttv5 -i pub -q 1 -t "$TOPIC" -l
until_log all 'sending PUBACK' 4
sleep 0.1
finish member1
finish member2
finish all
expect CONNECT=4 CONNACK=4 SUBSCRIBE=3 SUBACK=3 PUBLISH=12 PUBACK=12 DISCONNECT=4
