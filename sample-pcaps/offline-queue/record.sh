broker broker 1883
sub sub -V mqttv311 -i sub -c -q 1 -t "$TOPIC"
finish sub
pub -V mqttv311 -i pub -q 1 -t "$TOPIC" -m "$PAYLOAD"
pub -V mqttv311 -i pub -q 2 -t "$TOPIC" -m "$PAYLOAD again"
sleep 0.2
sub sub -V mqttv311 -i sub -c -q 1 -t "$TOPIC"
until_log sub 'sending PUBACK' 2
sleep 0.1
finish sub
expect CONNECT=4 CONNACK=4 SUBSCRIBE=2 SUBACK=2 PUBLISH=4 PUBACK=3 PUBREC=1 PUBREL=1 PUBCOMP=1 DISCONNECT=4
