broker broker 1883
pub -V mqttv311 -i pub -q 1 -r -t "$TOPIC" -m "$PAYLOAD"
sub sub -V mqttv311 -i sub -q 1 -t "$TOPIC"
until_log sub 'sending PUBACK'
pub -V mqttv311 -i pub -q 1 -r -t "$TOPIC" -m "$PAYLOAD"
until_log sub 'sending PUBACK' 2
sleep 0.1
finish sub
expect CONNECT=3 CONNACK=3 SUBSCRIBE=1 SUBACK=1 PUBLISH=4 PUBACK=4 DISCONNECT=3
