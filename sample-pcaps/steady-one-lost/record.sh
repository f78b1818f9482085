lost=8
{
  cat <<'SCRIPT'
listen server 1883
open sub 1883
accept serverSub server
send sub CONNECT version=3.1.1 client=sub
await serverSub CONNECT
send serverSub CONNACK
await sub CONNACK
send sub SUBSCRIBE id=1 filter=mqtt/topic/test qos=0
await serverSub SUBSCRIBE
send serverSub SUBACK id=1 reason=0
await sub SUBACK
open pub 1883
accept serverPub server
send pub CONNECT version=3.1.1 client=pub
await serverPub CONNECT
send serverPub CONNACK
await pub CONNACK
SCRIPT
  for n in {1..20}; do
    echo "send pub PUBLISH qos=1 id=$n topic=$TOPIC payload=\"$PAYLOAD\""
    echo 'await serverPub PUBLISH'
    echo "send serverPub PUBACK id=$n"
    echo 'await pub PUBACK'
    if ((n != lost)); then
      echo "send serverSub PUBLISH topic=$TOPIC payload=\"$PAYLOAD\""
      echo 'await sub PUBLISH'
    fi
    echo 'pause 50'
  done
  cat <<'SCRIPT'
send pub DISCONNECT
await serverPub DISCONNECT
close serverPub
close pub
send sub DISCONNECT
await serverSub DISCONNECT
close serverSub
close sub
SCRIPT
} | raw
expect CONNECT=2 CONNACK=2 SUBSCRIBE=1 SUBACK=1 PUBLISH=39 PUBACK=20 DISCONNECT=2
