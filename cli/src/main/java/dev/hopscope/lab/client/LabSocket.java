package dev.hopscope.lab.client;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A socket that sends at once, and that can be made to neither read nor write. */
final class LabSocket extends Socket {
  private final Object lock = new Object();
  private boolean deaf;

  LabSocket() throws IOException {
    setTcpNoDelay(true);
  }

  void stopAnswering() {
    synchronized (lock) {
      deaf = true;
    }
  }

  private boolean isDeaf() {
    synchronized (lock) {
      return deaf;
    }
  }

  /** Returns at once, or when the socket is closed. */
  private void awaitHearing() throws IOException {
    synchronized (lock) {
      while (deaf && !isClosed()) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", e);
        }
      }
    }
  }

  /** Closes it, whoever may still want to hear. */
  void drop() throws IOException {
    synchronized (lock) {
      deaf = false;
    }
    close();
  }

  /** One that does not answer does not close either: its library gives up, and nobody is told. */
  @Override
  public synchronized void close() throws IOException {
    if (isDeaf()) {
      return;
    }
    super.close();
    synchronized (lock) {
      lock.notifyAll();
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        int next = super.read();
        awaitHearing();
        return next;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        awaitHearing();
        return count;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!isDeaf()) {
          out.write(bytes, offset, length);
        }
      }
    };
  }
}
