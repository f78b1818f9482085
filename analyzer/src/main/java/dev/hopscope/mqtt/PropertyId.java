package dev.hopscope.mqtt;

/** The property identifiers of MQTT 5.0 (table 2-4), with their types. */
public enum PropertyId {
  /** 0x01. */
  PAYLOAD_FORMAT_INDICATOR(0x01, "payloadFormatIndicator", Type.BYTE),
  /** 0x02, seconds. */
  MESSAGE_EXPIRY_INTERVAL(0x02, "messageExpiryInterval", Type.FOUR_BYTE),
  /** 0x03. */
  CONTENT_TYPE(0x03, "contentType", Type.UTF8),
  /** 0x08. */
  RESPONSE_TOPIC(0x08, "responseTopic", Type.UTF8),
  /** 0x09. */
  CORRELATION_DATA(0x09, "correlationData", Type.BINARY),
  /** 0x0B. */
  SUBSCRIPTION_IDENTIFIER(0x0b, "subscriptionIdentifier", Type.VARIABLE),
  /** 0x11, seconds. */
  SESSION_EXPIRY_INTERVAL(0x11, "sessionExpiryInterval", Type.FOUR_BYTE),
  /** 0x12. */
  ASSIGNED_CLIENT_IDENTIFIER(0x12, "assignedClientIdentifier", Type.UTF8),
  /** 0x13, seconds. */
  SERVER_KEEP_ALIVE(0x13, "serverKeepAlive", Type.TWO_BYTE),
  /** 0x15. */
  AUTHENTICATION_METHOD(0x15, "authenticationMethod", Type.UTF8),
  /** 0x16; reported as a length only. */
  AUTHENTICATION_DATA(0x16, "authenticationData", Type.BINARY),
  /** 0x17. */
  REQUEST_PROBLEM_INFORMATION(0x17, "requestProblemInformation", Type.BYTE),
  /** 0x18, seconds. */
  WILL_DELAY_INTERVAL(0x18, "willDelayInterval", Type.FOUR_BYTE),
  /** 0x19. */
  REQUEST_RESPONSE_INFORMATION(0x19, "requestResponseInformation", Type.BYTE),
  /** 0x1A. */
  RESPONSE_INFORMATION(0x1a, "responseInformation", Type.UTF8),
  /** 0x1C. */
  SERVER_REFERENCE(0x1c, "serverReference", Type.UTF8),
  /** 0x1F. */
  REASON_STRING(0x1f, "reasonString", Type.UTF8),
  /** 0x21. */
  RECEIVE_MAXIMUM(0x21, "receiveMaximum", Type.TWO_BYTE),
  /** 0x22. */
  TOPIC_ALIAS_MAXIMUM(0x22, "topicAliasMaximum", Type.TWO_BYTE),
  /** 0x23. */
  TOPIC_ALIAS(0x23, "topicAlias", Type.TWO_BYTE),
  /** 0x24. */
  MAXIMUM_QOS(0x24, "maximumQoS", Type.BYTE),
  /** 0x25. */
  RETAIN_AVAILABLE(0x25, "retainAvailable", Type.BYTE),
  /** 0x26. */
  USER_PROPERTY(0x26, "userProperty", Type.UTF8_PAIR),
  /** 0x27, bytes. */
  MAXIMUM_PACKET_SIZE(0x27, "maximumPacketSize", Type.FOUR_BYTE),
  /** 0x28. */
  WILDCARD_SUBSCRIPTION_AVAILABLE(0x28, "wildcardSubscriptionAvailable", Type.BYTE),
  /** 0x29. */
  SUBSCRIPTION_IDENTIFIER_AVAILABLE(0x29, "subscriptionIdentifierAvailable", Type.BYTE),
  /** 0x2A. */
  SHARED_SUBSCRIPTION_AVAILABLE(0x2a, "sharedSubscriptionAvailable", Type.BYTE);

  /** How a property's value is encoded. */
  public enum Type {
    /** One byte. */
    BYTE,
    /** Two Byte Integer. */
    TWO_BYTE,
    /** Four Byte Integer. */
    FOUR_BYTE,
    /** Variable Byte Integer. */
    VARIABLE,
    /** UTF-8 Encoded String. */
    UTF8,
    /** Binary Data. */
    BINARY,
    /** UTF-8 String Pair. */
    UTF8_PAIR
  }

  private static final PropertyId[] BY_CODE = new PropertyId[0x2b];

  static {
    for (PropertyId id : values()) {
      BY_CODE[id.code] = id;
    }
  }

  private final int code;
  private final String reportName;
  private final Type encoding;

  PropertyId(int code, String reportName, Type encoding) {
    this.code = code;
    this.reportName = reportName;
    this.encoding = encoding;
  }

  /** The identifier on the wire. */
  public int code() {
    return code;
  }

  /** The standard's name in camelCase, as used in reports. */
  public String reportName() {
    return reportName;
  }

  /** How its value is encoded. */
  public Type encoding() {
    return encoding;
  }

  /** The property of an identifier, or null if none is defined. */
  public static PropertyId ofCode(int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
