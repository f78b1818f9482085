# Same ClientIDs, topics and payloads on both; only the ports tell the brokers apart.
for port in 1883 1884; do
  broker "broker$port" "$port"
  sub "sub$port" -p "$port" -V mqttv311 -i sub -q 1 -t "$TOPIC"
done
for port in 1883 1884; do
  for n in 1 2 3; do
    echo "$PAYLOAD"
    sleep 0.1
  done | pub -p "$port" -V mqttv311 -i pub -q 1 -t "$TOPIC" -l &
  publishers+=("$!")
done
wait "${publishers[@]}"
for port in 1883 1884; do
  until_log "sub$port" 'sending PUBACK' 3
  sleep 0.1
  finish "sub$port"
done
expect CONNECT=4 CONNACK=4 SUBSCRIBE=2 SUBACK=2 PUBLISH=12 PUBACK=12 DISCONNECT=4
