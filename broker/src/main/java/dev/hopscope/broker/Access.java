package dev.hopscope.broker;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.nio.ByteBuffer;

/** Who may connect, as an extension of HiveMQ. */
final class Access implements ExtensionMain, SimpleAuthenticator {
  private final PasswordFile users;
  private final boolean anonymous;

  /**
   * Who may connect.
   *
   * @param users null: no user is known, but neither is one refused where anybody may connect
   * @param anonymous whether a client without a user name may connect
   */
  Access(PasswordFile users, boolean anonymous) {
    this.users = users;
    this.anonymous = anonymous;
  }

  @Override
  public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
    Services.securityRegistry().setAuthenticatorProvider(provided -> this);
  }

  @Override
  public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
    // nothing is held
  }

  @Override
  public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
    ConnectPacket connect = input.getConnectPacket();
    String user = connect.getUserName().orElse(null);
    if (user == null || users == null) {
      if (anonymous) {
        output.authenticateSuccessfully();
      } else {
        output.failAuthentication(ConnackReasonCode.NOT_AUTHORIZED);
      }
    } else if (users.accepts(user, connect.getPassword().map(Access::bytes).orElse(new byte[0]))) {
      output.authenticateSuccessfully();
    } else {
      output.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
