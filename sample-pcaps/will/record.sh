broker broker 1883
sub watcher -V mqttv311 -i watcher -q 1 -t 'clients/#'
sub device -V mqttv311 -i device -t "$TOPIC" --will-topic clients/device --will-payload gone --will-qos 1
sleep 0.1
crash device
until_log watcher 'sending PUBACK'
sleep 0.1
finish watcher
expect CONNECT=2 CONNACK=2 SUBSCRIBE=2 SUBACK=2 PUBLISH=1 PUBACK=1 DISCONNECT=1
