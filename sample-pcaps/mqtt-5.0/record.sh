broker broker 1883
sub sub -V mqttv5 -i sub -c -x 3600 -u alice -P secret -q 2 -t 'mqtt/topic/+' -t '$share/group/other' \
  --retain-as-published \
  -D connect receive-maximum 20 -D connect maximum-packet-size 65536 \
  -D connect topic-alias-maximum 10 -D connect request-problem-information 1 -D connect user-property site north \
  --will-topic 'clients/sub' --will-payload 'gone' --will-qos 1 -D will will-delay-interval 30 \
  -D will content-type text/plain -D will payload-format-indicator 1 -D will message-expiry-interval 60 \
  -D subscribe subscription-identifier 300 -D subscribe user-property reason test
# mosquitto_sub has no option for No Local and Retain Handling; nothing is published to this filter.
raw <<'SCRIPT'
open options 1883
send options CONNECT version=5.0 client=options sessionExpiryInterval=60 topicAliasMaximum=5
await options CONNACK
send options SUBSCRIBE id=10 filter=quiet/# qos=1 noLocal=1 retainAsPublished=1 retainHandling=2 subscriptionIdentifier=1
await options SUBACK
send options UNSUBSCRIBE id=11 filter=quiet/#
await options UNSUBACK
send options UNSUBSCRIBE id=12 filter=never/subscribed
await options UNSUBACK
send options PINGREQ
await options PINGRESP
send options DISCONNECT
close options
SCRIPT
for qos in 0 1 2; do
  pub -V mqttv5 -i "pub$qos" -q "$qos" -t "$TOPIC" -m "$PAYLOAD $qos" -D publish payload-format-indicator 1 \
    -D publish message-expiry-interval 120 -D publish content-type text/plain -D publish response-topic mqtt/answers \
    -D publish correlation-data "request-$qos" -D publish user-property unit none -D publish user-property unit again
done
until_log sub 'sending PUBCOMP'
finish sub
# An empty ClientID: the broker assigns one and says so in CONNACK. Nobody subscribes to this topic: PUBACK 0x10.
pub -V mqttv5 -q 1 -t nobody/listens -m "$PAYLOAD" -D publish topic-alias 7 -D disconnect session-expiry-interval 0 \
  -D disconnect user-property bye now
expect CONNECT=6 CONNACK=6 SUBSCRIBE=2 SUBACK=2 UNSUBSCRIBE=2 UNSUBACK=2 PUBLISH=7 PUBACK=3 PUBREC=2 PUBREL=2 PUBCOMP=2 \
  PINGREQ=1 PINGRESP=1 DISCONNECT=6
