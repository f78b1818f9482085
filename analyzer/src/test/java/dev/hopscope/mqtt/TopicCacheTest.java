package dev.hopscope.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopicCacheTest {
  private static final int PLACES = 64;

  private final TopicCache cache = new TopicCache(PLACES);

  @Test
  void aTopicIsFoundByItsBytesWhereverTheyAre() {
    String topic = "plant/7/temperature";
    put(topic);
    byte[] elsewhere = ("xx" + topic + "yy").getBytes(StandardCharsets.UTF_8);
    assertSame(topic, cache.find(elsewhere, 2, topic.length()));
    assertNull(cache.find(elsewhere, 2, topic.length() - 1));
    assertNull(cache.find(elsewhere, 1, topic.length()));
  }

  @Test
  void whatIsFoundIsNeverAnother() {
    Random random = new Random(1);
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      String topic = "t/" + "x".repeat(random.nextInt(12)) + random.nextInt(200);
      String known = find(topic);
      if (known == null) {
        put(topic);
      } else {
        assertEquals(topic, known);
        found++;
      }
    }
    assertTrue(found > 0);
  }

  @Test
  void theLatestOfThoseThatShareAPlaceStay() {
    for (int i = 0; i < 10 * PLACES; i++) {
      put("topic/" + i);
      assertEquals("topic/" + i, find("topic/" + i));
    }
  }

  @Test
  void aTopicThatIsVeryLongIsNotKept() {
    String topic = "t".repeat(300);
    put(topic);
    assertNull(find(topic));
  }

  private void put(String topic) {
    byte[] bytes = topic.getBytes(StandardCharsets.UTF_8);
    cache.put(bytes, 0, bytes.length, topic);
  }

  private String find(String topic) {
    byte[] bytes = topic.getBytes(StandardCharsets.UTF_8);
    return cache.find(bytes, 0, bytes.length);
  }
}
