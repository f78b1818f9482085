host=::1
broker broker 1883
sub sub -V mqttv311 -i sub -q 2 -t "$TOPIC"
pub -V mqttv311 -i pub -q 2 -t "$TOPIC" -m "$PAYLOAD"
until_log sub 'sending PUBCOMP'
sleep 0.1
finish sub
expect CONNECT=2 CONNACK=2 SUBSCRIBE=1 SUBACK=1 PUBLISH=2 PUBREC=2 PUBREL=2 PUBCOMP=2 DISCONNECT=2
