# The loopback sends 64 KiB at a time; like Ethernet, with one segment a frame, it shows more.
ip link set lo mtu 1500 gso_max_segs 1
broker broker 1883
sub sub -V mqttv311 -i sub -q 1 -t "$TOPIC"
seq -f 'line %08.0f of a message that needs many TCP segments' 1 1800 >"$work/payload"
pub -V mqttv311 -i pub -q 1 -t "$TOPIC" -f "$work/payload"
until_log sub 'sending PUBACK'
sleep 0.1
finish sub
ip link set lo mtu 65536 gso_max_segs 65535
expect CONNECT=2 CONNACK=2 SUBSCRIBE=1 SUBACK=1 PUBLISH=2 PUBACK=2 DISCONNECT=2
