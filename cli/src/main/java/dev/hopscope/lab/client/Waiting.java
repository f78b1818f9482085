package dev.hopscope.lab.client;

import dev.hopscope.lab.LabException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for answers of the broker. */
final class Waiting {
  private Waiting() {}

  /** The answer. */
  static <T> T answer(CompletableFuture<T> answer, ClientSettings who, String what) {
    try {
      return answer.get(LabClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failed(who, what, e.getCause());
    } catch (TimeoutException e) {
      throw noAnswer(who, what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException(who.name() + ": interrupted", e);
    }
  }

  static LabException failed(ClientSettings who, String what, Throwable cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new LabException(who.name() + ": " + what + " failed (" + why + ")", cause);
  }

  static LabException noAnswer(ClientSettings who, String what, Throwable cause) {
    return new LabException(
        who.name() + ": " + what + " had no answer within " + LabClient.PATIENCE.toSeconds() + " s",
        cause);
  }
}
