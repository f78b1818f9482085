broker broker 1883
sub sub -V mqttv311 -i sub -k 5 -u alice -P secret -q 1 -t 'mqtt/+/test' -t 'other/#' \
  --will-topic 'clients/sub' --will-payload 'gone' --will-qos 1 --will-retain
for qos in 0 1 2; do
  pub -V mqttv311 -i "pub$qos" -k 30 -q "$qos" -t "$TOPIC" -m "$PAYLOAD $qos"
done
until_log sub 'sending PUBACK' 2
until_log sub 'received PINGRESP'
finish sub
expect CONNECT=4 CONNACK=4 SUBSCRIBE=1 SUBACK=1 PUBLISH=6 PUBACK=3 PUBREC=1 PUBREL=1 PUBCOMP=1 PINGREQ=1 PINGRESP=1 \
  DISCONNECT=4
